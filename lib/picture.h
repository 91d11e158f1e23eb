/* picture.h - what the bytes of a picture say of it, without decoding them.
 *
 * By the signature and the header alone, whatever the file was called: JPEG, PNG, GIF, or WebP that does
 * not move. That it can be decoded is another matter, and found out by whoever does (jobs/command_picture.h). */
#ifndef PICTURE_H
#define PICTURE_H
#include "field.h"

/* clang-format off */
#define PICTURE_KINDS(W) \
	W(PICTURE_JPEG, "JPEG") \
	W(PICTURE_PNG,  "PNG") \
	W(PICTURE_GIF,  "GIF") \
	W(PICTURE_WEBP, "WEBP") \
	W(PICTURE_SVG,  "SVG") /* a drawing of our own, as the demo's: what comes in is never one */
/* clang-format on */
WORDS_DECLARE(picture_kind, PICTURE_KINDS);

enum { PICTURE_SIDE_MAX = 65535 };

/* orientation: how to turn it to stand upright, 1 to 8 as EXIF counts; 1 when it does not say. */
struct picture {
	enum picture_kind kind;
	int32_t width, height, orientation; /* before it is turned */
};

/* False, and nothing written, for anything else. */
bool picture_read(bytes, struct picture *out);
#endif
