/* use.h - what uses which picture of the library: kept with the thing, in the transaction that writes it.
 *
 *     struct media_uses uses = { 0 };
 *     media_uses_add(&uses, form->image);       a path, or rich text with any number of them
 *     TRY(media_use_record(tx, USED_BY_CATEGORY, id, &uses));
 *
 * A path is one of ours when it is that of a media file in any size; others (a video's) are left alone. What
 * is recorded must be READY, and holds its media against deletion; so nothing in use is ever deleted. */
#ifndef MEDIA_USE_H
#define MEDIA_USE_H
#include "media.h"

/* clang-format off */
#define MEDIA_USERS(W) \
	W(USED_BY_PRODUCT,   "PRODUCT") \
	W(USED_BY_CATEGORY,  "CATEGORY") \
	W(USED_BY_BRAND,     "BRAND") \
	W(USED_BY_BANNER,    "BANNER") \
	W(USED_BY_ARTICLE,   "ARTICLE") \
	W(USED_BY_IDENTITY,  "IDENTITY") \
	W(USED_BY_AGREEMENT, "AGREEMENT")
#define MEDIA_USE_ERRORS(E) \
	E(MEDIA_GONE,  409, "media_gone",  "A picture of the form is not in the library any more") \
	E(MEDIA_LIMIT, 409, "media_limit", "Too many pictures in one thing")
/* clang-format on */
WORDS_DECLARE(media_user, MEDIA_USERS);
MEDIA_USE_ERRORS(ERR_DECLARE)

enum { MEDIA_USES_MAX = 400 };
#define MEDIA_USES_SHOWN 100
struct media_uses {
	char name[MEDIA_USES_MAX][MEDIA_NAME + 1];
	size_t n; /* each once, ascending */
	bool too_many;
};

/* Every picture of ours that the text names; NULL names none. */
void media_uses_add(struct media_uses *, const char *text);
/* From now on the thing uses these and no others. MEDIA_GONE, MEDIA_LIMIT. What a product ever used keeps its
 * files for good: orders name them. */
err media_use_record(struct tx *, enum media_user, int64_t thing, const struct media_uses *) MUST_USE;

/* Where one is used. title: of the thing. */
struct media_use {
	enum media_user kind;
	int64_t thing_id;
	const char *title;
};
struct media_use_list {
	struct media_use *at;
	size_t n;
};
SHAPE_DECLARE(media_use_row, struct media_use);
/* At most 100. */
err media_use_list_of(struct db *, int64_t media, struct media_use_list *out) MUST_USE;
#endif
