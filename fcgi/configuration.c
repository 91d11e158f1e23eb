#include "configuration.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

enum { COPY_AT_ONCE = 1 << 16 };

/* A copy of the file that nobody changes any more; -1, and says why, when there is none. */
static int keep(const char *path)
{
	const int from = open(path, O_RDONLY | O_CLOEXEC), to = from < 0 ? -1 : memfd_create("configuration", MFD_CLOEXEC);
	ssize_t n = to < 0 ? -1 : 1;

	while (n > 0)
		n = sendfile(to, from, NULL, COPY_AT_ONCE);
	if (n < 0)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (n < 0 && to >= 0)
		close(to);
	if (from >= 0)
		close(from);
	return n < 0 ? -1 : to;
}

bool configuration_load(struct configuration *c)
{
	struct arena *next = &c->arena[(c->generation + 1) % 2];
	const char *why = "there is no memory";
	struct settings fresh;
	const int file = keep(c->path);

	arena_reset(next);
	if (file < 0)
		return false;
	if (settings_take(next, file, c->path, 0, &fresh, &why)) {
		fprintf(stderr, "%s: %s\n", c->path, why);
		close(file);
		return false;
	}
	if (c->file >= 0)
		close(c->file);
	c->file = file;
	c->settings = fresh;
	c->generation++;
	return true;
}

/* What the work of each pool needs, and nothing else: sign-in and its codes are the shop's, refunds the jobs'. */
static const unsigned needs[POOLS] = {
	[POOL_SHOP] = SECRET_DATABASE | SECRET_WECHAT | SECRET_WECHATPAY_API | SECRET_SMS,
	[POOL_ADMIN] = SECRET_DATABASE | SECRET_WECHATPAY_API,
	[POOL_CALLBACK] = SECRET_DATABASE | SECRET_WECHATPAY_API,
	[POOL_JOBS] = SECRET_DATABASE | SECRET_WECHATPAY_API | SECRET_WECHATPAY_CLIENT,
};

const struct settings *configuration_of(struct configuration *c, enum pool pool)
{
	static struct settings mine;
	static struct arena arena = { .limit = CONFIGURATION_ARENA_MAX };
	const char *why = "there is no memory";

	if (settings_take(&arena, c->file, c->path, needs[pool], &mine, &why)) {
		fprintf(stderr, "%s: %s\n", c->path, why);
		return NULL;
	}
	close(c->file);
	c->file = -1;
	return &mine;
}
