#include "command_demo.h"
#include "demo.h"
#include <stdio.h>

enum { ARENA_MAX = 256 << 20, SEED = 20261111 };

static int fail(const struct demo *d, err e)
{
	fprintf(stderr, "demo: %s%s%s%s%s\n", e->title, d->fault ? ": " : "", d->fault ? d->fault : "",
		e->status >= 500 ? ": " : "", e->status >= 500 ? db_error(d->db) : "");
	return 1;
}

int command_demo(const struct settings *s, int argc, char **argv)
{
	const struct db_config config = settings_database(s);
	static struct demo d;
	struct arena arena = { .limit = ARENA_MAX };

	if (argc > 2) {
		fprintf(stderr, "usage: micromall demo [FOLDER]\n");
		return 2;
	}
	if (!s->serve.media_dir) {
		fprintf(stderr, "demo: serve.media_dir does not say where pictures go\n");
		return 1;
	}
	d = (struct demo){ .settings = s, .arena = &arena, .folder = argc > 1 ? argv[1] : SQL_FOLDER "/demo", .chance = SEED };
	if (db_open(&config, &arena, &d.db))
		return 1;
	const err e = demo_fill(&d);
	const int status = e ? fail(&d, e) : 0;
	if (!e)
		printf("demo: %d categories, %d products, %zu members, %d orders, %d pictures\n", d.categories, d.products,
			d.member_n, d.orders, d.pictures);
	db_close(d.db);
	arena_reset(&arena);
	return status;
}
