#include "picture_make.h"
#include "../gateway/storage.h"
#include "../lib/effects.h"
#include "../lib/must.h"
#include "../lib/text.h"
#include <gd.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUALITY = 82, CPU_S = 15, MEMORY_MAX = 900 << 20, FILE_MAX = 32 << 20 };
static const struct size {
	int side;
	const char *suffix;
} sizes[] = { { 1600, "" }, { 750, "-750" }, { 320, "-320" } };
enum { SIZES = sizeof sizes / sizeof *sizes };

/* What the child has to tell. */
struct told {
	bool busy;
	struct picture_made made;
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

static bool encode(struct arena *a, const struct picture_order *o, gdImagePtr picture, const char *suffix, int64_t *size)
{
	struct text name = { .arena = a };
	int n = 0;

	void *webp = gdImageWebpPtrEx(picture, &n, QUALITY);
	text_printf(&name, "%s%s.webp%c", o->to_name, suffix, '\0');
	const bool wrote = webp && n > 0 && !name.failed &&
		!storage_write(a, o->to_folder, name.at, (bytes){ webp, (size_t)n }, true);
	gdFree(webp);
	*size = n;
	return wrote;
}

/* The largest first; the smaller ones are made of it. */
static struct told write_sizes(struct arena *a, const struct picture_order *o, gdImagePtr largest)
{
	struct told t = { .made = { .width = gdImageSX(largest), .height = gdImageSY(largest) } };
	const struct area whole = { 0, 0, t.made.width, t.made.height };
	int64_t unread;

	t.busy = !encode(a, o, largest, sizes[0].suffix, &t.made.size);
	for (int i = 1; i < SIZES && !t.busy; i++) {
		gdImagePtr smaller = scale(largest, whole, sizes[i].side);
		t.busy = !smaller || !encode(a, o, smaller, sizes[i].suffix, &unread);
		if (smaller)
			gdImageDestroy(smaller);
	}
	return t;
}

static struct told make(struct arena *a, const struct picture_order *o)
{
	bytes file;
	const err e = storage_read(a, o->from_folder, o->from_name, FILE_MAX, &file);

	if (e)
		return (struct told){ .busy = e == ERR_NOMEM, .made = { .refused = MEDIA_LOST } };
	gdImagePtr picture = decode(o->kind, file);
	if (!picture)
		return (struct told){ .made = { .refused = MEDIA_UNREADABLE } };
	const struct area area = o->crop ? (struct area){ o->x, o->y, o->width, o->height }
					 : (struct area){ 0, 0, gdImageSX(picture), gdImageSY(picture) };
	if (area.x + area.width > gdImageSX(picture) || area.y + area.height > gdImageSY(picture))
		return (struct told){ .made = { .refused = MEDIA_UNREADABLE } };
	gdImagePtr largest = scale(picture, area, sizes[0].side);
	gdImageDestroy(picture);
	largest = largest ? turn(largest, o->orientation) : NULL;
	return largest ? write_sizes(a, o, largest) : (struct told){ .made = { .refused = MEDIA_TOO_HARD } };
}

/* ---- a process for it ---- */

static void limit(int what, rlim_t most) { setrlimit((__rlimit_resource_t)what, &(struct rlimit){ most, most }); }

static void run_child(struct arena *a, const struct picture_order *o, int to)
{
	sigset_t none;

	signal(SIGTERM, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	limit(RLIMIT_CPU, CPU_S);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, FILE_MAX);
#ifndef __SANITIZE_ADDRESS__ /* whose shadow is larger than any limit */
	limit(RLIMIT_AS, MEMORY_MAX);
#endif
	gdSetErrorMethod(say_nothing);
	const struct told t = make(a, o);
	_exit(write(to, &t, sizeof t) == sizeof t ? 0 : 1);
}

/* False when it died, or takes too long. */
static bool hear(int from, struct told *out)
{
	struct pollfd p = { from, POLLIN, 0 };

	return poll(&p, 1, PICTURE_MAKE_MS) == 1 && read(from, out, sizeof *out) == sizeof *out;
}

err picture_make(struct arena *a, const struct picture_order *o, struct picture_made *out)
{
	struct told told;
	int line[2];

	must(!effects_forbidden());
	if (pipe(line) != 0)
		return ERR_BUSY;
	const pid_t child = fork();
	if (child == 0) {
		close(line[0]);
		run_child(a, o, line[1]);
	}
	close(line[1]);
	const bool heard = child > 0 && hear(line[0], &told);
	close(line[0]);
	if (child < 0)
		return ERR_BUSY;
	if (!heard)
		kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	if (heard && told.busy)
		return ERR_BUSY;
	*out = heard ? told.made : (struct picture_made){ .refused = MEDIA_TOO_HARD };
	return OK;
}
