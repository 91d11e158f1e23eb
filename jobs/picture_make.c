#include "picture_make.h"
#include "../lib/monotonic.h"
#include "schedule.h"
#include "../gateway/storage.h"
#include "../lib/effects.h"
#include "../lib/must.h"
#include "../lib/sanitizer.h"
#include "../lib/text.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CPU_S = 15, MEMORY_MAX = 900 << 20, ALL_MAX = 16 << 20, SLICE_MS = 500 };
static const char *const suffixes[PICTURE_SIZES] = { "", "-750", "-320" };

/* ---- the process ---- */

static void limit(int what, rlim_t most) { setrlimit((__rlimit_resource_t)what, &(struct rlimit){ most, most }); }

/* Becomes the decoder: after this nothing of ours is left in it. */
static void become_decoder(const char *wish, int from, int to)
{
	char *argv[] = { "micromall", PICTURE_COMMAND, (char *)(uintptr_t)wish, NULL }, *environment[] = { NULL };
	const int file = fcntl(from, F_DUPFD, 3), line = fcntl(to, F_DUPFD, 3); /* neither is in the other's way */
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	limit(RLIMIT_CPU, CPU_S);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NPROC, 0);
#ifndef ADDRESSES_ARE_WATCHED
	limit(RLIMIT_AS, MEMORY_MAX);
#endif
	if (dup2(file, 0) == 0 && dup2(line, 1) == 1 && close_range(2, ~0U, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		execve("/proc/self/exe", argv, environment);
	_exit(PICTURE_NOT_STARTED);
}

static pid_t start(const struct picture_wish *w, int from, const int line[2])
{
	char wish[PICTURE_WISH_MAX];

	snprintf(wish, sizeof wish, PICTURE_WISH, (int)w->kind, w->orientation, w->crop, w->x, w->y, w->width, w->height);
	const pid_t child = fork();
	if (child == 0)
		become_decoder(wish, from, line[1]);
	return child;
}

/* ---- what it says ---- */

/* False when it died, or takes too long. */
static bool hear(int from, void *to, size_t n, int64_t until)
{
	struct pollfd p = { from, POLLIN, 0 };

	for (char *at = to; n > 0;) {
		job_alive();
		if (clock_ms() >= until)
			return false;
		if (poll(&p, 1, SLICE_MS) <= 0)
			continue;
		const ssize_t got = read(from, at, n);
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

/* What foreign bytes may have written is a picture of that size, or not kept. */
static bool is_picture(bytes made, const struct picture_told *largest)
{
	struct picture p;

	if (!picture_read(made, &p) || p.kind != PICTURE_WEBP)
		return false;
	return !largest || (p.width == largest->width && p.height == largest->height);
}

static bool hear_pictures(struct arena *a, int from, const struct picture_told *told, int64_t until, bytes made[PICTURE_SIZES])
{
	int64_t all = 0;

	for (int i = 0; i < PICTURE_SIZES; i++) {
		all += told->size[i] > 0 ? told->size[i] : ALL_MAX + 1;
		char *at = all <= ALL_MAX ? arena_alloc(a, (size_t)told->size[i], 1) : NULL;
		if (!at || !hear(from, at, (size_t)told->size[i], until))
			return false;
		made[i] = (bytes){ at, (size_t)told->size[i] };
		if (!is_picture(made[i], i == 0 ? told : NULL))
			return false;
	}
	return true;
}

static bool hear_all(struct arena *a, int from, struct picture_told *told, bytes made[PICTURE_SIZES])
{
	const int64_t until = clock_ms() + PICTURE_MAKE_MS;

	if (!hear(from, told, sizeof *told, until) || told->refused < 0 || told->refused > MEDIA_TOO_HARD)
		return false;
	return told->busy || told->refused || hear_pictures(a, from, told, until, made);
}

static err run(struct arena *a, const struct picture_wish *w, int from, struct picture_told *told, bytes made[PICTURE_SIZES])
{
	int line[2], status = 0;

	if (pipe2(line, O_CLOEXEC) != 0)
		return ERR_BUSY;
	const pid_t child = start(w, from, line);
	close(line[1]);
	const bool heard = child > 0 && hear_all(a, line[0], told, made);
	close(line[0]);
	if (child < 0)
		return ERR_BUSY;
	kill(child, SIGKILL); /* there is nothing more to hear from it */
	waitpid(child, &status, 0);
	if (!heard && WIFEXITED(status) && WEXITSTATUS(status) == PICTURE_NOT_STARTED)
		return ERR_BUSY;
	if (!heard)
		*told = (struct picture_told){ .refused = MEDIA_TOO_HARD };
	return told->busy ? ERR_BUSY : OK;
}

static err keep(struct arena *a, const struct picture_order *o, const bytes made[PICTURE_SIZES])
{
	for (int i = 0; i < PICTURE_SIZES; i++) {
		struct text name = { .arena = a };
		text_printf(&name, "%s%s.webp%c", o->to_name, suffixes[i], '\0');
		if (name.failed)
			return ERR_NOMEM;
		job_alive();
		TRY(storage_write(a, o->to_folder, name.at, made[i], true));
	}
	return OK;
}

err picture_make(struct arena *a, const struct picture_order *o, struct picture_made *out)
{
	struct picture_told told = { 0 };
	bytes made[PICTURE_SIZES];
	int file;

	must(!effects_forbidden());
	err e = storage_open(a, o->from_folder, o->from_name, &file);
	if (e == ERR_NOT_FOUND)
		*out = (struct picture_made){ .refused = MEDIA_LOST };
	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	e = run(a, &o->wish, file, &told, made);
	close(file);
	if (!e && !told.refused)
		e = keep(a, o, made);
	*out = (struct picture_made){ (enum media_reason)told.refused, told.width, told.height, told.size[0] };
	return e;
}
