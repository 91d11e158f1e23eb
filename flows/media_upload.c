#include "media_upload.h"
#include "../gateway/storage.h"
#include "../lib/crypto.h"
#include "../lib/text.h"
#include <string.h>

struct adding {
	struct media_upload upload;
	int64_t id;
	bool again;
};

static err add(struct tx *tx, void *arg)
{
	struct adding *a = arg;

	return media_add(tx, &a->upload, &a->id, &a->again);
}

/* The last part of a path of any system, as much of it as a title holds; never nothing. */
static err title_of(struct arena *arena, const char *filename, const char **out)
{
	const char *from = filename;
	size_t n = 0;

	for (const char *p = filename; *p; p++)
		if (*p == '/' || *p == '\\')
			from = p + 1;
	for (int chars = 0; from[n]; n++)
		if (((unsigned char)from[n] & 0xC0) != 0x80 && ++chars > MEDIA_TITLE_MAX)
			break;
	*out = n ? arena_strndup(arena, from, n) : "picture";
	return *out ? OK : ERR_NOMEM;
}

static err look_at(const struct world *w, const struct media_file *f, struct picture *out)
{
	if (!w->settings->media.incoming_dir || !w->settings->serve.media_dir)
		return MEDIA_OFF;
	if (f->content.n > MEDIA_BYTES_MAX)
		return ERR_TOO_LARGE;
	if (!picture_read(f->content, out))
		return MEDIA_KIND;
	return (int64_t)out->width * out->height > MEDIA_PIXELS_MAX ? MEDIA_PIXELS : OK;
}

err media_upload(const struct world *w, const struct media_file *f, int64_t *id)
{
	const char *folder = w->settings->media.incoming_dir;
	struct adding a = { .upload = { .folder_id = f->folder, .size = (int64_t)f->content.n, .by = f->by } };
	uint8_t hash[CRYPTO_SHA256];

	TRY(look_at(w, f, &a.upload.picture));
	TRY(title_of(w->arena, f->filename, &a.upload.title));
	media_draw_name(a.upload.name);
	crypto_sha256(f->content, hash);
	a.upload.hash = (bytes){ hash, sizeof hash };
	TRY(storage_write(w->arena, folder, a.upload.name, f->content, false));
	const err e = db_tx(w->db, add, &a);
	if (e == ERR_UNKNOWN) /* its row may be there, and wants the file */
		return e;
	if (e || a.again)
		TRY(storage_remove(w->arena, folder, a.upload.name));
	TRY(e);
	*id = a.id;
	return OK;
}
