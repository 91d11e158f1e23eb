/* demo_picture.h - pictures for goods that nobody photographed: drawn as SVG, the same each time. */
#ifndef DEMO_PICTURE_H
#define DEMO_PICTURE_H
#include "demo.h"

/* The first line is larger; colour is as "5f8d4e", shape one of leaf cup bag house plug shirt pen tent. */
struct demo_picture {
	const char *name, *first, *second, *shape, *colour;
	uint32_t variant;
	bool wide; /* for the top of a page: the words beside the shape, not below it */
};

/* Makes media_dir/demo when there is none. */
err demo_pictures_begin(struct demo *) MUST_USE;
/* Draws it to media_dir/demo/NAME.svg. *path is where browsers find it: /media/demo/NAME.svg. */
err demo_picture_draw(struct demo *, const struct demo_picture *, const char **path) MUST_USE;
#endif
