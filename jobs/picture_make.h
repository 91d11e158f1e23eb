/* picture_make.h - the pictures that browsers get, out of what somebody uploaded.
 *
 * Decoded, turned upright, scaled to at most 1600, 750 and 320 pixels a side, and encoded as WebP: nothing of
 * the file itself is kept, no metadata, no place where it was taken; of a moving picture the first.
 *
 * The decoder of foreign bytes is a program of its own (command_picture.h): executed, so that nothing of our memory is
 * in it, with an empty environment, two descriptors, no new privileges, and limits of memory and time. It writes no
 * file; what it says it has made is looked at before it is kept. Waiting for it gives signs of life (schedule.h). */
#ifndef PICTURE_MAKE_H
#define PICTURE_MAKE_H
#include "command_picture.h"

enum { PICTURE_MAKE_MS = 20000 };

/* from: the file. to_folder/to_name.webp, -750.webp and -320.webp come out. */
struct picture_order {
	const char *from_folder, *from_name, *to_folder, *to_name;
	struct picture_wish wish;
};
/* refused: why there are none, or 0; else of the largest. */
struct picture_made {
	enum media_reason refused;
	int32_t width, height;
	int64_t size;
};

/* ERR_BUSY when the machine could not: no process, no disk. */
err picture_make(struct arena *, const struct picture_order *, struct picture_made *out) MUST_USE;
#endif
