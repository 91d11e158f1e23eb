/* announcement.h - lines above the goods of the front page: when parcels leave late, when there is a sale. */
#ifndef ANNOUNCEMENT_H
#define ANNOUNCEMENT_H
#include "content.h"

struct announcement {
	int64_t id;
	const char *title; /* the whole of it */
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
struct announcement_list {
	struct announcement *at;
	size_t n;
};
SHAPE_DECLARE(announcement_row, struct announcement);
SHAPE_DECLARE(announcement_create_form, struct announcement);
SHAPE_DECLARE(announcement_update_form, struct announcement);

#define ANNOUNCEMENTS_MAX 50
#define ANNOUNCEMENTS_SHOWN 5
extern const struct content_table announcement_table;

/* All but the deleted, as they stand; without texts. */
err announcement_list(struct db *, struct announcement_list *out) MUST_USE;
err announcement_find(struct db *, int64_t id, struct announcement *out) MUST_USE; /* with texts */
/* A draft, the last of all. CONTENT_LIMIT, CONTENT_TARGET. */
err announcement_create(struct tx *, const struct announcement *, int64_t *id) MUST_USE;
/* By id and version; CONTENT_TARGET. */
err announcement_update(struct tx *, const struct announcement *) MUST_USE;

/* What buyers see now, in that language: id, title, target. */
SHAPE_DECLARE(announcement_shown_row, struct announcement);
err announcement_list_shown(struct db *, const char *locale, struct announcement_list *out) MUST_USE;
#endif
