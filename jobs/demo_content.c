/* demo_content.c - what the demo shop says about itself, out of content.txt. */
#include "demo_file.h"
#include "demo_picture.h"
#include "../lib/text.h"
#include "../model/content/agreement.h"
#include "../model/content/announcement.h"
#include "../model/content/article.h"
#include "../model/content/banner.h"
#include "../model/content/home_floor.h"
#include "../model/content/identity.h"
#include "../model/goods/category.h"
#include "../model/goods/product_list.h"
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = 3, PICKED = 6, FLOOR_SIZE = 6 };
static const enum content_locale others[] = { TEXT_ZH_TW, TEXT_EN };

/* What is being made: of one kind at a time. */
struct writing {
	struct demo *demo;
	struct category_list categories;
	struct identity identity;
	struct identity_text face[LANGUAGES - 1];
	enum { NOTHING, ARTICLE, AGREEMENT } open; /* whose paragraphs come */
	struct article article;
	enum agreement_kind kind;
	struct text body[LANGUAGES];
	struct content_text texts[LANGUAGES - 1];
	err (*how)(struct tx *, struct writing *);
	struct banner banner;
	struct announcement announcement;
	struct home_floor floor;
};

static err body_of(struct tx *tx, void *arg)
{
	struct writing *w = arg;

	return w->how(tx, w);
}

static err keep(struct writing *w, err (*how)(struct tx *, struct writing *))
{
	w->how = how;
	return db_tx(w->demo->db, body_of, w);
}

static err make_identity(struct tx *tx, struct writing *w) { return identity_update(tx, &w->identity); }

static err make_banner(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(banner_create(tx, &w->banner, &id));
	return content_publish(tx, &banner_table, id);
}

static err make_announcement(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(announcement_create(tx, &w->announcement, &id));
	return content_publish(tx, &announcement_table, id);
}

static err make_floor(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(home_floor_create(tx, w->demo->arena, &w->floor, &id));
	return content_publish(tx, &home_floor_table, id);
}

static err make_article(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(article_create(tx, w->demo->arena, &w->article, &id));
	return content_publish(tx, &article_table, id);
}

static err make_agreement(struct tx *tx, struct writing *w)
{
	const struct agreement form = { .body = w->article.body, .texts = w->article.texts };

	return agreement_add(tx, w->demo->arena, w->demo->staff, w->kind, &form);
}

/* ---- lines ---- */

/* The second and third of three texts. */
static struct content_texts texts_of(struct writing *w, const char *const *three)
{
	for (size_t i = 0; i < LANGUAGES - 1; i++)
		w->texts[i] = (struct content_text){ .locale = others[i], .title = three[i + 1] };
	return (struct content_texts){ w->texts, LANGUAGES - 1 };
}

static err find_category(const struct writing *w, const char *name, maybe_int64 *out)
{
	*out = (maybe_int64){ 0 };
	for (size_t i = 0; i < w->categories.n && !out->has; i++)
		if (strcmp(w->categories.at[i].name, name) == 0)
			*out = (maybe_int64){ true, w->categories.at[i].id };
	return out->has || strcmp(name, "-") == 0 ? OK : ERR_NOT_FOUND;
}

/* "5f8d4e/leaf" */
static err draw(struct writing *w, const char *look, const char *title, const char **path)
{
	struct demo *d = w->demo;
	const char *slash = strchr(look, '/');
	const char *name = demo_text(d, "w%03d", d->pictures);
	char *colour = slash ? arena_strndup(d->arena, look, (size_t)(slash - look)) : NULL;

	if (!slash)
		return ERR_INVALID;
	if (!name || !colour)
		return ERR_NOMEM;
	return demo_picture_draw(d,
		&(struct demo_picture){ .name = name,
			.first = title,
			.second = "",
			.shape = slash + 1,
			.colour = colour,
			.variant = (uint32_t)d->pictures,
			.wide = true },
		path);
}

static err add_identity(struct writing *w, const struct demo_line *l)
{
#define LOCAL(m) \
	if (strcmp(l->field[1], #m) == 0) { \
		w->identity.m = l->field[2]; \
		for (size_t i = 0; i < LANGUAGES - 1; i++) \
			w->face[i].m = l->n == 5 ? l->field[i + 3] : ""; \
		return OK; \
	}
#define PLAIN(m) \
	if (strcmp(l->field[1], #m) == 0) { \
		w->identity.m = l->field[2]; \
		return OK; \
	}
	if (l->n != 3 && l->n != 5)
		return ERR_INVALID;
	LOCAL(name)
	LOCAL(service_hours)
	LOCAL(licence)
	LOCAL(copyright)
	PLAIN(brand_colour)
	PLAIN(service_phone)
	PLAIN(return_name)
	PLAIN(return_phone)
	PLAIN(return_address)
	PLAIN(company)
	PLAIN(icp_number)
	PLAIN(icp_url)
	return ERR_INVALID;
}

static err add_banner(struct writing *w, const struct demo_line *l)
{
	struct banner b = { .title = l->field[1] };

	if (l->n != 6)
		return ERR_INVALID;
	TRY(find_category(w, l->field[4], &b.target_id));
	b.target_kind = b.target_id.has ? TARGET_CATEGORY : TARGET_NONE;
	TRY(draw(w, l->field[5], b.title, &b.image));
	b.texts = texts_of(w, &l->field[1]);
	w->banner = b;
	return keep(w, make_banner);
}

static err add_announcement(struct writing *w, const struct demo_line *l)
{
	struct announcement a = { .title = l->field[1] };

	if (l->n != 5)
		return ERR_INVALID;
	TRY(find_category(w, l->field[4], &a.target_id));
	a.target_kind = a.target_id.has ? TARGET_CATEGORY : TARGET_NONE;
	a.texts = texts_of(w, &l->field[1]);
	w->announcement = a;
	return keep(w, make_announcement);
}

static err pick(struct demo *d, const char *word, struct content_ids *out)
{
	const struct product_query query = { .keyword = word, .sort = SORT_NEWEST, .limit = PICKED };
	struct product_list found;
	const char *next;

	TRY(product_list(d->db, d->arena, &query, &found, &next));
	*out = (struct content_ids){ ARENA_NEW(d->arena, struct content_id, found.n), found.n };
	if (!out->at)
		return ERR_NOMEM;
	for (size_t i = 0; i < found.n; i++)
		out->at[i].id = found.at[i].id;
	return OK;
}

static err add_floor(struct writing *w, const struct demo_line *l)
{
	struct home_floor f = { .title = l->field[1], .size = FLOOR_SIZE };

	if (l->n != 6)
		return ERR_INVALID;
	f.source = (enum floor_source)words_find(&floor_source_words, l->field[4]);
	if (f.source == FLOOR_CATEGORY)
		TRY(find_category(w, l->field[5], &f.category_id));
	else if (f.source == FLOOR_PICKED)
		TRY(pick(w->demo, l->field[5], &f.picked));
	else
		f.size = (int32_t)strtol(l->field[5], NULL, 10);
	f.texts = texts_of(w, &l->field[1]);
	w->floor = f;
	return keep(w, make_floor);
}

/* ---- what has paragraphs ---- */

static err begin(struct writing *w)
{
	for (size_t i = 0; i < LANGUAGES; i++)
		w->body[i] = (struct text){ .arena = w->demo->arena };
	return OK;
}

/* Keeps the article or agreement whose lines are over. */
static err finish(struct writing *w)
{
	const int open = w->open;

	w->open = NOTHING;
	if (open == NOTHING)
		return OK;
	for (size_t i = 0; i < LANGUAGES; i++) {
		text_add(&w->body[i], "", 1);
		if (w->body[i].failed)
			return ERR_NOMEM;
	}
	w->article.body = w->body[0].at;
	for (size_t i = 0; i < LANGUAGES - 1; i++)
		w->texts[i].body = w->body[i + 1].at;
	w->article.texts = (struct content_texts){ w->texts, LANGUAGES - 1 };
	return keep(w, open == ARTICLE ? make_article : make_agreement);
}

static err open_article(struct writing *w, const struct demo_line *l)
{
	if (l->n != 5)
		return ERR_INVALID;
	w->article = (struct article){ .title = l->field[1] };
	TRY(draw(w, l->field[4], l->field[1], &w->article.image));
	w->article.texts = texts_of(w, &l->field[1]);
	w->open = ARTICLE;
	return begin(w);
}

static err open_agreement(struct writing *w, const struct demo_line *l)
{
	w->kind = l->n == 2 ? (enum agreement_kind)words_find(&agreement_kind_words, l->field[1]) : 0;
	if (!w->kind)
		return ERR_INVALID;
	w->article = (struct article){ 0 };
	texts_of(w, (const char *const[]){ "", "", "" });
	w->open = AGREEMENT;
	return begin(w);
}

/* Whose texts are our own: nothing in the file is markup. */
static err add_paragraph(struct writing *w, const struct demo_line *l)
{
	const char *tag = l->mark == '!' ? "h3" : "p";

	if (l->n != LANGUAGES || w->open == NOTHING)
		return ERR_INVALID;
	for (size_t i = 0; i < LANGUAGES; i++)
		text_printf(&w->body[i], "<%s>%s</%s>", tag, l->field[i], tag);
	return OK;
}

static err add_line(struct writing *w, const struct demo_line *l)
{
	static const struct {
		const char *name;
		err (*add)(struct writing *, const struct demo_line *);
	} kinds[] = { { "identity", add_identity }, { "banner", add_banner }, { "floor", add_floor },
		{ "announcement", add_announcement }, { "article", open_article }, { "agreement", open_agreement } };

	if (l->mark)
		return add_paragraph(w, l);
	TRY(finish(w));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, l->field[0]) == 0)
			return kinds[i].add(w, l);
	return ERR_INVALID;
}

static err write_identity(struct writing *w)
{
	struct identity now;

	TRY(identity_read(w->demo->db, &now));
	w->identity.version = now.version;
	w->identity.texts = (struct identity_texts){ w->face, LANGUAGES - 1 };
	TRY(demo_picture_draw(w->demo,
		&(struct demo_picture){ .name = "logo", .first = "", .second = "", .shape = "leaf", .colour = "b3391f" },
		&w->identity.logo));
	return keep(w, make_identity);
}

err demo_content(struct demo *d)
{
	struct writing w = { .demo = d, .face = { { .locale = TEXT_ZH_TW }, { .locale = TEXT_EN } } };
	struct demo_lines lines;

	TRY(demo_read(d, "content.txt", &lines));
	TRY(category_list_all(d->db, &w.categories));
	for (size_t i = 0; i < lines.n; i++) {
		const err e = add_line(&w, &lines.at[i]);
		if (e && !d->fault)
			d->fault = demo_text(d, "%s/content.txt:%d", d->folder, lines.at[i].number);
		TRY(e);
	}
	TRY(finish(&w));
	return write_identity(&w);
}
