/* command_picture.h - micromall picture: decodes what somebody uploaded, in a process with nothing to lose.
 *
 * Only picture_make.c calls it, with the wish as its one word, the file as descriptor 0 and a pipe as descriptor 1.
 * Out of that come struct picture_told and, unless it was refused, the pictures, the largest first. Before it decodes
 * the first foreign byte it has given up all but that: the kernel lets it compute and write to the pipe (confine.h), and
 * it can have no other descriptor: no file, no socket, no database. */
#ifndef COMMAND_PICTURE_H
#define COMMAND_PICTURE_H
#include "../model/media/work.h"
#include "../model/settings.h"

#define PICTURE_COMMAND "picture"
#define PICTURE_WISH "%d,%d,%d,%d,%d,%d,%d" /* the members of the wish in their order */
enum { PICTURE_SIZES = 3, PICTURE_FILE_MAX = 32 << 20, PICTURE_WISH_MAX = 96, PICTURE_NOT_STARTED = 127 };

/* crop: only that area, in pixels. */
struct picture_wish {
	enum picture_kind kind;
	int32_t orientation;
	int32_t crop, x, y, width, height;
};
/* refused: a media_reason, or 0; busy: it was not the file's fault. width and height of the largest, bytes of each. */
struct picture_told {
	int32_t busy, refused, width, height, size[PICTURE_SIZES];
};

/* 0 when it has told; PICTURE_NOT_STARTED when it could not begin, which is not the fault of the file. */
int command_picture(const struct settings *, int argc, char **argv);
#endif
