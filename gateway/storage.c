#include "storage.h"
#include "../lib/effects.h"
#include "../lib/must.h"
#include "../lib/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILES_MAX = 100000 };

static err path_of(struct arena *a, const char *folder, const char *name, const char *ending, const char **out)
{
	struct text t = { .arena = a };

	must(!strchr(name, '/'));
	text_printf(&t, "%s/%s%s%c", folder, name, ending, '\0');
	if (t.failed)
		return ERR_NOMEM;
	*out = t.at;
	return OK;
}

static bool write_all(int file, const char *at, size_t n)
{
	while (n > 0) {
		const ssize_t wrote = write(file, at, n);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		at += wrote;
		n -= (size_t)wrote;
	}
	return true;
}

err storage_write(struct arena *a, const char *folder, const char *name, bytes content, bool readable)
{
	const char *place, *beside;

	must(!effects_forbidden());
	TRY(path_of(a, folder, name, "", &place));
	TRY(path_of(a, folder, name, ".part", &beside));
	if (mkdir(folder, 0700) == 0 && readable) /* mostly there: open tells when not */
		chmod(folder, 0755);
	const int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0)
		return ERR_BUSY;
	const bool whole = write_all(file, content.at, content.n) && fchmod(file, readable ? 0644 : 0600) == 0 && fsync(file) == 0;
	if (close(file) == 0 && whole && rename(beside, place) == 0)
		return OK;
	unlink(beside);
	return ERR_BUSY;
}

err storage_open(struct arena *a, const char *folder, const char *name, int *out)
{
	const char *place;

	must(!effects_forbidden());
	TRY(path_of(a, folder, name, "", &place));
	const int file = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file < 0)
		return errno == ENOENT || errno == ELOOP ? ERR_NOT_FOUND : ERR_BUSY;
	*out = file;
	return OK;
}

err storage_read(struct arena *a, int file, size_t max, bytes *out)
{
	struct stat is;
	size_t n = 0;

	must(!effects_forbidden());
	if (fstat(file, &is) != 0 || !S_ISREG(is.st_mode))
		return ERR_NOT_FOUND;
	if ((uint64_t)is.st_size > max)
		return ERR_TOO_LARGE;
	const size_t size = (size_t)is.st_size;
	char *to = arena_alloc(a, size, 1);
	if (!to)
		return ERR_NOMEM;
	while (n < size) {
		const ssize_t got = read(file, to + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return ERR_BUSY;
		n += (size_t)got;
	}
	*out = (bytes){ to, n };
	return OK;
}

err storage_remove(struct arena *a, const char *folder, const char *name)
{
	const char *place;

	must(!effects_forbidden());
	TRY(path_of(a, folder, name, "", &place));
	return unlink(place) == 0 || errno == ENOENT ? OK : ERR_BUSY;
}

static err list(struct arena *a, DIR *d, time_t before, size_t max, struct storage_names *names)
{
	const struct dirent *e;
	struct stat is;

	for (int n = 0; names->n < max && n < FILES_MAX && (e = readdir(d)) != NULL; n++) {
		if (fstatat(dirfd(d), e->d_name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode) || is.st_mtime > before)
			continue;
		const char *name = arena_strndup(a, e->d_name, strlen(e->d_name));
		if (!name)
			return ERR_NOMEM;
		names->at[names->n++].name = name;
	}
	return OK;
}

err storage_list_old(struct arena *a, const char *folder, int64_t age_s, size_t max, struct storage_names *out)
{
	struct storage_names names = { ARENA_NEW(a, struct storage_name, max), 0 };

	must(!effects_forbidden());
	if (!names.at)
		return ERR_NOMEM;
	DIR *d = opendir(folder);
	if (!d)
		return ERR_NOT_FOUND;
	const err e = list(a, d, time(NULL) - (time_t)age_s, max, &names);
	closedir(d);
	if (!e)
		*out = names;
	return e;
}
