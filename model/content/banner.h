/* banner.h - the pictures at the top of the front page. */
#ifndef BANNER_H
#define BANNER_H
#include "content.h"

struct banner {
	int64_t id;
	const char *title, *image;
	enum content_target target_kind;
	maybe_int64 target_id;
	const char *target_title; /* for staff */
	maybe_moment starts_at, ends_at;
	enum content_state state;
	enum content_phase phase;
	maybe_moment published_at;
	int32_t version;
	struct content_texts texts; /* where a function says so */
};
struct banner_list {
	struct banner *at;
	size_t n;
};
SHAPE_DECLARE(banner_row, struct banner);
SHAPE_DECLARE(banner_create_form, struct banner);
SHAPE_DECLARE(banner_update_form, struct banner);

#define BANNERS_MAX 50
#define BANNERS_SHOWN 10
extern const struct content_table banner_table;

/* All but the deleted, as they stand; without texts. */
err banner_list(struct db *, struct banner_list *out) MUST_USE;
err banner_find(struct db *, int64_t id, struct banner *out) MUST_USE; /* with texts */
/* A draft, the last of all. CONTENT_LIMIT, CONTENT_TARGET. */
err banner_create(struct tx *, const struct banner *, int64_t *id) MUST_USE;
/* By id and version; CONTENT_TARGET. */
err banner_update(struct tx *, const struct banner *) MUST_USE;

/* What buyers see now, in that language: id, title, image, target. */
SHAPE_DECLARE(banner_shown_row, struct banner);
err banner_list_shown(struct db *, const char *locale, struct banner_list *out) MUST_USE;
#endif
