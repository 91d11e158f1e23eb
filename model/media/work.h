/* work.h - media from the side of the job: what waits to be made, and what is to be swept away. */
#ifndef MEDIA_WORK_H
#define MEDIA_WORK_H
#include "media.h"

enum { MEDIA_TRIES_MAX = 3, MEDIA_CLAIM_S = 120, MEDIA_PUT_OFF_S = 3600 };

/* source_name: cut out of that one, a rectangle from (crop_x, crop_y) on. */
struct media_work {
	int64_t id;
	const char *name, *source_name;
	enum picture_kind kind;
	int32_t orientation, width, height, crop_x, crop_y, tries;
};
struct media_works {
	struct media_work *at;
	size_t n;
};
SHAPE_DECLARE(media_work_row, struct media_work);

/* WAITING and claimed by nobody, the oldest first. */
err media_list_waiting(struct db *, int32_t limit, struct media_works *out) MUST_USE;
/* *mine: nobody else makes it for MEDIA_CLAIM_S. */
err media_claim(struct tx *, const struct media_work *, bool *mine) MUST_USE;
/* The claim's try is given back, when it was not the file that failed; it is tried again after MEDIA_CLAIM_S. */
err media_give_back(struct tx *, const struct media_work *) MUST_USE;
/* By compare-and-set: what was deleted meanwhile stays deleted. */
err media_made(struct tx *, int64_t media, int32_t width, int32_t height, int64_t size) MUST_USE;
err media_refuse(struct tx *, int64_t media, enum media_reason) MUST_USE;

/* DELETED or REFUSED so long ago, with files to be removed; then done with. */
err media_list_sweepable(struct db *, int64_t grace_s, int32_t limit, struct media_works *out) MUST_USE;
err media_swept(struct tx *, int64_t media) MUST_USE;
/* Its files do not go now: others come before it for MEDIA_PUT_OFF_S. */
err media_put_off(struct tx *, int64_t media) MUST_USE;
/* Whether a file of that name in the private folder is waited for. */
err media_is_waiting(struct db *, const char *name, bool *out) MUST_USE;
#endif
