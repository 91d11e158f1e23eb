#include "demo_picture.h"
#include "../gateway/storage.h"
#include "../lib/crypto.h"
#include "../lib/text.h"
#include "../model/media/folder.h"
#include "../model/media/work.h"
#include <stdlib.h>
#include <string.h>

enum { SIZE = 600, WIDE = 1120, HIGH = 480, LINE_CHARS = 11 };

/* Around the origin, some 100 each way. */
static const struct shape_path {
	const char *name, *path;
} shapes[] = {
	{ "leaf", "M-90 100C-100-40-20-110 100-100C115 20 50 95-60 75M-90 100C-60 30-10-20 55-55" },
	{ "cup",
		"M-80-50H60V20A60 60 0 0 1 0 80H-20A60 60 0 0 1-80 20ZM60-30H80A30 30 0 0 1 80 32H58M-50-105V-75M-10-115V-75M30-105V-75" },
	{ "bag", "M-70-40H70L90 100H-90ZM-40-40A40 55 0 0 1 40-40" },
	{ "house", "M-110 5L0-95L110 5H78V95H22V35H-22V95H-78V5Z" },
	{ "plug", "M-40-110V-50M40-110V-50M-75-50H75V10A75 75 0 0 1-75 10ZM0 85V125" },
	{ "shirt", "M-45-90L-110-50L-82 0L-60-15V100H60V-15L82 0L110-50L45-90A48 40 0 0 1-45-90Z" },
	{ "pen", "M-95 95L-70 30L55-95L95-55L-30 70ZM-70 30L-30 70M30-70L70-30" },
	{ "tent", "M0-95L115 90H-115ZM0-95L38 90H-38Z" },
	{ NULL, NULL },
};

static const char *shape_of(const char *name)
{
	for (const struct shape_path *s = shapes; s->name; s++)
		if (strcmp(s->name, name) == 0)
			return s->path;
	return shapes[0].path;
}

/* Nearer to white (percent above 0) or to black (below). */
static unsigned tint(unsigned colour, int percent)
{
	unsigned out = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		const int part = (int)(colour >> shift & 0xFF);
		const int to = percent > 0 ? 255 : 0, share = abs(percent);
		out |= (unsigned)(part + (to - part) * share / 100) << shift;
	}
	return out;
}

/* At most so many characters of it, and safe between tags. */
static void add_words(struct text *t, const char *s, int chars)
{
	for (; *s; s++) {
		if (((unsigned char)*s & 0xC0) != 0x80 && chars-- == 0)
			break;
		switch (*s) {
		case '&': text_puts(t, "&amp;"); break;
		case '<': text_puts(t, "&lt;"); break;
		case '>': text_puts(t, "&gt;"); break;
		case '"': text_puts(t, "&quot;"); break;
		default: text_add(t, s, 1);
		}
	}
}

static void add_label(struct text *t, const char *words, int x, int y, int size)
{
	text_printf(t,
		"<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"middle\" fill=\"#fff\""
		" font-family=\"'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif\">",
		x, y, size);
	add_words(t, words, LINE_CHARS * 2);
	text_puts(t, "</text>");
}

static void draw(struct text *t, const struct demo_picture *p)
{
	const unsigned colour = (unsigned)strtoul(p->colour, NULL, 16);
	const uint32_t v = p->variant;
	const int width = p->wide ? WIDE : SIZE, height = p->wide ? HIGH : SIZE, shape_x = p->wide ? 860 : 300,
		  shape_y = p->wide ? 240
		: *p->first         ? 215
				    : 300;

	text_printf(t,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\"><title>",
		width, height, width, height);
	add_words(t, p->first, LINE_CHARS * 4);
	text_printf(t,
		"</title><defs><linearGradient id=\"g\" gradientTransform=\"rotate(%u)\"><stop offset=\"0\" stop-color=\"#%06x\"/>"
		"<stop offset=\"1\" stop-color=\"#%06x\"/></linearGradient></defs><rect width=\"%d\" height=\"%d\" fill=\"url(#g)\"/>",
		20 + v % 5 * 15, tint(colour, 35 - (int)(v % 4) * 8), tint(colour, -20 - (int)(v / 4 % 4) * 6), width, height);
	text_printf(t,
		"<circle cx=\"%u\" cy=\"%u\" r=\"%u\" fill=\"#fff\" opacity=\".12\"/><circle cx=\"%u\" cy=\"%u\" r=\"%u\" fill=\"#fff\" opacity=\".1\"/>",
		60 + v % 7 * 40, 80 + v / 7 % 5 * 30, 90 + v % 3 * 40, 420 + v % 5 * 30, 300 + v % 4 * 40, 120 + v % 6 * 15);
	text_printf(t,
		"<g transform=\"translate(%d %d) rotate(%d) scale(1.%u)\" fill=\"#fff\" fill-opacity=\".25\" stroke=\"#fff\" stroke-width=\"7\""
		" stroke-linejoin=\"round\" stroke-linecap=\"round\"><path d=\"%s\"/></g>",
		shape_x, shape_y, (int)(v % 5) * 6 - 12, 4 + v % 3, shape_of(p->shape));
	if (p->wide)
		add_label(t, p->first, 400, 260, strlen(p->first) > 27 ? 54 : 68);
	else
		add_label(t, p->first, 300, *p->second ? 455 : 480, strlen(p->first) > 27 ? 40 : 52);
	add_label(t, p->second, 300, 520, 32);
	text_puts(t, "</svg>\n");
}

/* ---- into the library ---- */

/* What has a file, and gets a row with the thing that uses it. */
struct demo_drawing {
	struct media_upload upload;
	uint8_t hash[CRYPTO_SHA256];
	struct demo_drawing *before;
};

struct shelving {
	const char *name;
	int64_t id;
};

static err make_folder(struct tx *tx, void *arg)
{
	struct shelving *s = arg;

	return folder_create(tx, &(struct media_folder){ .name = s->name }, &s->id);
}

static err find_folder(struct demo *d, const char *name, int64_t *id)
{
	struct shelving s = { .name = name };

	for (size_t i = 0; i < d->folder_n; i++)
		if (strcmp(d->folders[i].name, name) == 0) {
			*id = d->folders[i].id;
			return OK;
		}
	if (d->folder_n == DEMO_FOLDERS_MAX)
		return ERR_INVALID;
	TRY(db_tx(d->db, make_folder, &s));
	d->folders[d->folder_n++] = (struct demo_folder){ s.id, name };
	*id = s.id;
	return OK;
}

static err write_file(struct demo *d, const struct media_upload *u, const struct text *drawing, const char **path)
{
	const char *folder = demo_text(d, "%s/%.2s", d->settings->serve.media_dir, u->name);
	const char *file = demo_text(d, "%s.svg", u->name), *seen = demo_text(d, "/media/%.2s/%s.svg", u->name, u->name);

	if (!folder || !file || !seen)
		return ERR_NOMEM;
	d->fault = folder;
	TRY(storage_write(d->arena, folder, file, (bytes){ drawing->at, drawing->n }, true));
	d->fault = NULL;
	*path = seen;
	return OK;
}

err demo_picture_draw(struct demo *d, const struct demo_picture *p, const char **path)
{
	struct demo_drawing *new = ARENA_NEW(d->arena, struct demo_drawing, 1);
	struct text t = { .arena = d->arena };

	draw(&t, p);
	if (!new || t.failed)
		return ERR_NOMEM;
	struct media_upload *u = &new->upload;
	*u = (struct media_upload){ .size = (int64_t)t.n, .by = d->staff, .hash = { new->hash, sizeof new->hash } };
	u->picture = (struct picture){ PICTURE_SVG, p->wide ? WIDE : SIZE, p->wide ? HIGH : SIZE, 1 };
	u->title = !*p->first ? p->folder : *p->second ? demo_text(d, "%s %s", p->first, p->second) : p->first;
	if (!u->title)
		return ERR_NOMEM;
	media_draw_name(u->name);
	crypto_sha256((bytes){ t.at, t.n }, new->hash);
	TRY(find_folder(d, p->folder, &u->folder_id));
	TRY(write_file(d, u, &t, path));
	new->before = d->drawn;
	d->drawn = new;
	d->pictures++;
	return OK;
}

/* Nothing is to be made of it: it is READY at once. */
static err add(struct tx *tx, const struct media_upload *u)
{
	int64_t id;
	bool again;

	TRY(media_add(tx, u, &id, &again));
	return again ? ERR_DUPLICATE : media_made(tx, id, u->picture.width, u->picture.height, u->size);
}

struct using
{
	const struct demo_drawing *drawn;
	err (*body)(struct tx *, void *);
	void *arg;
};

static err use(struct tx *tx, void *arg)
{
	const struct using *u = arg;

	for (const struct demo_drawing *one = u->drawn; one; one = one->before)
		TRY(add(tx, &one->upload));
	return u->body(tx, u->arg);
}

err demo_picture_tx(struct demo *d, err (*body)(struct tx *, void *), void *arg)
{
	struct using u = { d->drawn, body, arg };

	TRY(db_tx(d->db, use, &u));
	d->drawn = NULL;
	return OK;
}
