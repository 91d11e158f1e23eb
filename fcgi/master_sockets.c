#include "master_sockets.h"
#include "../lib/must.h"
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, SOCKET_MODE = 0660 };

/* The workers' group must reach the sockets: nginx runs in it. */
static bool give(const char *path, const char *user)
{
	const struct passwd *p = user && geteuid() == 0 ? getpwnam(user) : NULL;

	return !p || chown(path, p->pw_uid, p->pw_gid) == 0;
}

static int listen_on(const char *path, const char *user)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	const size_t n = strlen(path);
	if (n >= sizeof at.sun_path) {
		errno = ENAMETOOLONG;
		close(fd);
		return -1;
	}
	memcpy(at.sun_path, path, n + 1);
	unlink(path);
	if (bind(fd, (const struct sockaddr *)&at, sizeof at) || chmod(path, SOCKET_MODE) || !give(path, user) ||
		listen(fd, BACKLOG)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void socket_path(const struct sockets *s, enum pool pool, char path[SOCKETS_PATH])
{
	must(snprintf(path, SOCKETS_PATH, "%s/%s.sock", s->folder, pool_names[pool]) < SOCKETS_PATH);
}

static int lock(const char *folder)
{
	char path[SOCKETS_PATH];

	must(snprintf(path, sizeof path, "%s/master.pid", folder) < SOCKETS_PATH);
	const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0) {
		fprintf(stderr, "master: %s: %s\n", path, strerror(errno));
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		fprintf(stderr, "master: %s: another master serves here\n", folder);
		close(fd);
		return -1;
	}
	if (ftruncate(fd, 0) != 0 || dprintf(fd, "%d\n", (int)getpid()) < 0) {
		fprintf(stderr, "master: %s: %s\n", path, strerror(errno));
		close(fd);
		return -1;
	}
	return fd;
}

bool sockets_open(const struct serve_settings *s, struct sockets *out)
{
	struct sockets made = { .master = getpid(), .lock = lock(s->run_dir), .listening = { -1, -1, -1, -1 } };
	char path[SOCKETS_PATH];

	if (made.lock < 0)
		return false;
	must(snprintf(made.folder, sizeof made.folder, "%s", s->run_dir) < SOCKETS_PATH);
	for (enum pool pool = 0; pool < POOL_JOBS; pool++) {
		socket_path(&made, pool, path);
		made.listening[pool] = listen_on(path, s->user);
		if (made.listening[pool] < 0) {
			fprintf(stderr, "master: %s: %s\n", path, strerror(errno));
			sockets_close(&made);
			return false;
		}
	}
	*out = made;
	return true;
}

void sockets_close(const struct sockets *sockets)
{
	char path[SOCKETS_PATH];

	for (enum pool pool = 0; pool < POOL_JOBS; pool++) {
		if (sockets->listening[pool] < 0)
			continue;
		socket_path(sockets, pool, path);
		unlink(path);
		close(sockets->listening[pool]);
	}
	close(sockets->lock);
}
