#include "command_rekey.h"
#include "../model/rekey.h"
#include <stdio.h>

enum { ARENA_MAX = 32 << 20 };

/* Row by row to the end of the table: each batch begins behind the last one. */
static err rekey(struct db *db, struct arena *arena, const struct rekey_table *table)
{
	int64_t after = 0, sum = 0;
	int32_t done = 0;
	bool more = true;
	err e = OK;

	while (!e && more) {
		const struct arena_mark before = arena_mark(arena);
		e = rekey_some(db, table, &after, &done, &more);
		sum += e ? 0 : done;
		arena_rewind(arena, before);
	}
	printf("%-10s %lld sealed anew\n", table->name, (long long)sum);
	return e;
}

int command_rekey(const struct settings *s, int argc, char **argv)
{
	const struct db_config config = settings_database(s);
	struct arena arena = { .limit = ARENA_MAX };
	struct db *db = NULL;
	int64_t left = 0;

	(void)argv;
	if (argc != 1) {
		fprintf(stderr, "usage: micromall rekey\n");
		return 2;
	}
	err e = db_open(&config, &arena, &db);
	for (const struct rekey_table *t = rekey_tables; !e && t->name; t++)
		e = rekey(db, &arena, t);
	e = e ? e : rekey_left(db, &left);
	if (e)
		fprintf(stderr, "rekey: %s: %s\n", e->title, db ? db_error(db) : "");
	else
		printf("answers    %lld still need an old key, and go by themselves\n", (long long)left);
	if (db)
		db_close(db);
	arena_reset(&arena);
	return e != OK;
}
