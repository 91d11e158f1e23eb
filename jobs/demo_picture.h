/* demo_picture.h - pictures for goods that nobody photographed: drawn as SVG, the same each time, and put into
 * the media library, where staff find them as they would find their own. */
#ifndef DEMO_PICTURE_H
#define DEMO_PICTURE_H
#include "demo.h"

/* folder: of the library. The first line is larger; colour is as "5f8d4e", shape one of leaf cup bag house plug shirt pen tent. */
struct demo_picture {
	const char *folder, *first, *second, *shape, *colour;
	uint32_t variant;
	bool wide; /* for the top of a page: the words beside the shape, not below it */
};

/* Draws it; *path is where browsers find it: /media/ab/NAME.svg. It is in the library from the next demo_picture_tx on,
 * whose body may use it. */
err demo_picture_draw(struct demo *, const struct demo_picture *, const char **path) MUST_USE;
/* db_tx (db.h), with the rows of what has been drawn before the body. */
err demo_picture_tx(struct demo *, err (*body)(struct tx *, void *), void *arg) MUST_USE;
#endif
