#include "command_picture.h"
#include "../gateway/storage.h"
#include "../lib/arena.h"
#include "../lib/confine.h"
#include <gd.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { QUALITY = 82, FILE_AT = 0, PIPE_AT = 1 };
static const int sides[PICTURE_SIZES] = { 1600, 750, 320 };

/* What is to be told, and what goes with it. */
struct answer {
	struct picture_told told;
	void *webp[PICTURE_SIZES];
};

static void say_nothing(int priority, const char *format, va_list args)
{
	(void)priority;
	(void)format;
	(void)args;
}

/* NULL: it does not decode. A JPEG may be a little wrong, as those of some cameras are. */
static gdImagePtr decode(enum picture_kind kind, bytes file)
{
	const int n = (int)file.n;
	void *at = (void *)(uintptr_t)file.at;
	gdImagePtr picture = kind == PICTURE_JPEG ? gdImageCreateFromJpegPtrEx(n, at, 1)
		: kind == PICTURE_PNG             ? gdImageCreateFromPngPtr(n, at)
		: kind == PICTURE_GIF             ? gdImageCreateFromGifPtr(n, at)
						  : gdImageCreateFromWebpPtr(n, at);

	if (!picture)
		return NULL;
	if ((int64_t)gdImageSX(picture) * gdImageSY(picture) <= MEDIA_PIXELS_MAX &&
		(gdImageTrueColor(picture) || gdImagePaletteToTrueColor(picture)))
		return picture;
	gdImageDestroy(picture);
	return NULL;
}

static gdImagePtr canvas(int width, int height)
{
	gdImagePtr made = gdImageCreateTrueColor(width, height);

	if (made) {
		gdImageAlphaBlending(made, 0);
		gdImageSaveAlpha(made, 1);
	}
	return made;
}

struct area {
	int x, y, width, height;
};

/* That area, no side longer than `side`; never larger than it was. */
static gdImagePtr scale(gdImagePtr from, struct area of, int side)
{
	const int longer = of.width > of.height ? of.width : of.height, most = longer < side ? longer : side;
	const int width = (int)((int64_t)of.width * most / longer), height = (int)((int64_t)of.height * most / longer);
	gdImagePtr made = canvas(width > 0 ? width : 1, height > 0 ? height : 1);

	if (made)
		gdImageCopyResampled(made, from, 0, 0, of.x, of.y, gdImageSX(made), gdImageSY(made), of.width, of.height);
	return made;
}

/* EXIF counts: 2 mirrored, 3 upside down, 4 both; 5 to 8 the same with rows for columns. Takes its picture. */
static gdImagePtr turn(gdImagePtr from, int orientation)
{
	const bool swap = orientation >= 5;
	const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
	const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
	const int width = gdImageSX(from), height = gdImageSY(from);

	if (orientation <= 1 || orientation > 8)
		return from;
	gdImagePtr made = canvas(swap ? height : width, swap ? width : height);
	for (int y = 0; made && y < gdImageSY(made); y++)
		for (int x = 0; x < gdImageSX(made); x++) {
			const int u = swap ? y : x, v = swap ? x : y;
			gdImageTrueColorPixel(made, x, y) = gdImageTrueColorPixel(
				from, flip_x ? width - 1 - u : u, flip_y ? height - 1 - v : v);
		}
	gdImageDestroy(from);
	return made;
}

static bool encode(gdImagePtr picture, struct answer *out, int i)
{
	out->webp[i] = picture ? gdImageWebpPtrEx(picture, &out->told.size[i], QUALITY) : NULL;
	return out->webp[i] && out->told.size[i] > 0;
}

/* The largest first; the smaller ones are made of it. */
static bool encode_all(gdImagePtr largest, struct answer *out)
{
	const struct area whole = { 0, 0, gdImageSX(largest), gdImageSY(largest) };
	bool good = encode(largest, out, 0);

	out->told.width = whole.width;
	out->told.height = whole.height;
	for (int i = 1; i < PICTURE_SIZES && good; i++) {
		gdImagePtr smaller = scale(largest, whole, sides[i]);
		good = encode(smaller, out, i);
		if (smaller)
			gdImageDestroy(smaller);
	}
	return good;
}

static enum media_reason make(const struct picture_wish *w, bytes file, struct answer *out)
{
	gdImagePtr picture = decode(w->kind, file);

	if (!picture)
		return MEDIA_UNREADABLE;
	const struct area area = w->crop ? (struct area){ w->x, w->y, w->width, w->height }
					 : (struct area){ 0, 0, gdImageSX(picture), gdImageSY(picture) };
	if (area.x + area.width > gdImageSX(picture) || area.y + area.height > gdImageSY(picture))
		return MEDIA_UNREADABLE;
	gdImagePtr largest = scale(picture, area, sides[0]);
	gdImageDestroy(picture);
	largest = largest ? turn(largest, w->orientation) : NULL;
	return largest && encode_all(largest, out) ? (enum media_reason)0 : MEDIA_TOO_HARD;
}

static bool write_all(const void *from, size_t n)
{
	for (const char *at = from; n > 0;) {
		const ssize_t wrote = write(PIPE_AT, at, n);
		if (wrote <= 0)
			return false;
		at += wrote;
		n -= (size_t)wrote;
	}
	return true;
}

static bool tell(const struct answer *a)
{
	bool good = write_all(&a->told, sizeof a->told);

	for (int i = 0; i < PICTURE_SIZES && !a->told.busy && !a->told.refused; i++)
		good = good && write_all(a->webp[i], (size_t)a->told.size[i]);
	return good;
}

int command_picture(const struct settings *unused, int argc, char **argv)
{
	struct arena arena = { .limit = PICTURE_FILE_MAX + (1 << 20) };
	struct answer answer = { .told = { 0 } };
	struct picture_wish w;
	int kind;
	bytes file;

	(void)unused;
	if (argc != 2 || sscanf(argv[1], PICTURE_WISH, &kind, &w.orientation, &w.crop, &w.x, &w.y, &w.width, &w.height) != 7)
		return 2;
	w.kind = (enum picture_kind)kind;
	gdSetErrorMethod(say_nothing);
	const err e = storage_read(&arena, FILE_AT, PICTURE_FILE_MAX, &file);
	if (setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 0, 0 }) != 0 || !confine())
		_exit(PICTURE_NOT_STARTED);
	answer.told.busy = e == ERR_NOMEM || e == ERR_BUSY;
	answer.told.refused = (int32_t)(e ? MEDIA_LOST : make(&w, file, &answer));
	_exit(tell(&answer) ? 0 : 1); /* its memory goes with it */
}
