/* media.h - the pictures of the shop: what staff see of the library, and do in it.
 *
 * An upload is a row WAITING and a file in the private folder; the job makes the public pictures of it
 * (work.h) and moves it to READY, or to REFUSED with a reason. The name is random, 128 bits, and the only
 * thing that its files are called by: NAME.webp, and NAME-320.webp, NAME-750.webp, smaller; NAME.svg alone
 * of a drawing, which only the demo makes. DELETED is a state; its files go later. What a product, or whatever use.h knows of, uses is not deleted. Lock order:
 * folder, then media; uses are written holding the media. */
#ifndef MEDIA_H
#define MEDIA_H
#include "../db.h"
#include "../../lib/picture.h"

/* clang-format off */
#define MEDIA_STATES(W) \
	W(MEDIA_WAITING, "WAITING") \
	W(MEDIA_READY,   "READY") \
	W(MEDIA_REFUSED, "REFUSED") \
	W(MEDIA_DELETED, "DELETED")
#define MEDIA_SHOWN(W) \
	W(MEDIA_SHOW_ALL,     "ALL")     /* but the deleted */ \
	W(MEDIA_SHOW_WAITING, "WAITING") \
	W(MEDIA_SHOW_READY,   "READY") \
	W(MEDIA_SHOW_REFUSED, "REFUSED")
/* Why it was refused: it does not decode; its file was not there; it took too much time or memory. */
#define MEDIA_REASONS(W) \
	W(MEDIA_UNREADABLE, "UNREADABLE") \
	W(MEDIA_LOST,       "LOST") \
	W(MEDIA_TOO_HARD,   "TOO_HARD")
/* clang-format on */
WORDS_DECLARE(media_state, MEDIA_STATES);
WORDS_DECLARE(media_shown, MEDIA_SHOWN);
WORDS_DECLARE(media_reason, MEDIA_REASONS);

/* clang-format off */
#define MEDIA_ERRORS(E) \
	E(MEDIA_KIND,   415, "media_kind",   "Only JPEG, PNG, GIF and still WebP pictures are taken") \
	E(MEDIA_PIXELS, 413, "media_pixels", "The picture has more than 40 million pixels") \
	E(MEDIA_OFF,    503, "media_off",    "This shop takes no uploads") \
	E(MEDIA_STATE,  409, "media_state",  "The picture is not in a state for that") \
	E(MEDIA_AREA,   409, "media_area",   "The area does not lie within the picture") \
	E(MEDIA_IN_USE, 409, "media_in_use", "The picture is in use")
/* clang-format on */
MEDIA_ERRORS(ERR_DECLARE)

enum { MEDIA_BYTES_MAX = 10 << 20, MEDIA_PIXELS_MAX = 40000000, MEDIA_NAME = 32, MEDIA_TITLE_MAX = 120, MEDIA_HASH = 32 };

struct media {
	int64_t id, folder_id;
	const char *title;
	enum picture_kind kind;
	int64_t size;
	int32_t width, height;
	enum media_state state;
	const char *reason;           /* a word of media_reason; NULL unless REFUSED */
	const char *path, *thumbnail; /* below the site, as "/media/ab/NAME.webp"; NULL unless READY */
	int64_t uses;
	const char *uploaded_by;
	moment created_at;
	int32_t version;
};
struct media_list {
	struct media *at;
	size_t n;
};
/* What staff see of one, which is what the row says. */
/* clang-format off */
#define MEDIA_FIELDS \
	FIELD(struct media, id), \
	FIELD(struct media, folder_id), \
	FIELD(struct media, title), \
	FIELD_ENUM(struct media, kind, picture_kind), \
	FIELD(struct media, size), \
	FIELD(struct media, width), \
	FIELD(struct media, height), \
	FIELD_ENUM(struct media, state, media_state), \
	FIELD(struct media, reason), \
	FIELD(struct media, path), \
	FIELD(struct media, thumbnail), \
	FIELD(struct media, uses), \
	FIELD(struct media, uploaded_by), \
	FIELD(struct media, created_at), \
	FIELD(struct media, version)
/* clang-format on */
SHAPE_DECLARE(media_row, struct media);

/* folder absent: all of them; keyword anywhere in the title; the newest first. */
struct media_filter {
	maybe_int64 folder;
	const char *keyword;
	enum media_shown state;
	int32_t page, page_size;
};
SHAPE_DECLARE(media_filter, struct media_filter);
/* A file of this shop, by its address: from elsewhere it would tell others who looks at it, and a scheme would be a script.
 * None ("" or NULL) is fine. */
bool media_is_path(const char *);
/* Complains of the field when it is not. */
void media_check_path(const char *field, const char *path, struct problem *);

err media_page(struct db *, struct arena *, const struct media_filter *, struct media_list *out, int64_t *total) MUST_USE;

/* Deleted ones too. */
err media_by_id(struct db *, int64_t media, struct media *out) MUST_USE;

/* What was uploaded: its bytes lie in the private folder already. */
struct media_upload {
	char name[MEDIA_NAME + 1];
	int64_t folder_id;
	const char *title;
	bytes hash;
	int64_t size;
	struct picture picture;
	staff_id by;
};
void media_draw_name(char out[MEDIA_NAME + 1]);
/* WAITING. FOLDER_PARENT. The same bytes in the same folder once more are the one that is there: *again. */
err media_add(struct tx *, const struct media_upload *, int64_t *id, bool *again) MUST_USE;

/* A rectangle of a picture that is READY, in its pixels, becomes a picture of its own: WAITING. ERR_NOT_FOUND, MEDIA_STATE
 * (also of a drawing: it has none), MEDIA_AREA. */
struct media_crop {
	int32_t x, y, width, height;
};
SHAPE_DECLARE(media_crop_form, struct media_crop);
err media_crop(struct tx *, int64_t media, const struct media_crop *, staff_id by, int64_t *id) MUST_USE;

/* Renames and moves. ERR_NOT_FOUND, ERR_CONFLICT, FOLDER_PARENT. */
struct media_form {
	const char *title;
	int64_t folder_id;
	int32_t version;
};
SHAPE_DECLARE(media_form, struct media_form);
err media_update(struct tx *, int64_t media, const struct media_form *) MUST_USE;

/* ERR_NOT_FOUND, MEDIA_IN_USE. */
err media_delete(struct tx *, int64_t media) MUST_USE;
#endif
