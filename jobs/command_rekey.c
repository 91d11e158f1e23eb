#include "command_rekey.h"
#include "../model/rekey.h"
#include <stdio.h>

enum { ARENA_MAX = 32 << 20, ROUNDS = 5 };

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

/* What lies under an old key after a walk through all of it was written during the walk. */
static err rekey_all(struct db *db, struct arena *arena, int64_t *left)
{
	for (int i = 0; i < ROUNDS && (i == 0 || *left); i++) {
		*left = 0;
		for (const struct rekey_table *t = rekey_tables; t->name; t++)
			TRY(rekey(db, arena, t));
		for (const struct rekey_table *t = rekey_tables; t->name; t++) {
			int64_t n;
			TRY(rekey_left(db, t, &n));
			*left += n;
		}
	}
	return OK;
}

static void report(int64_t left, int64_t answers)
{
	printf("answers    %lld still need an old key, and go by themselves\n", (long long)answers);
	if (left)
		fprintf(stderr,
			"rekey: %lld rows still lie under an old key: something that runs writes with it; end it, and rekey again\n",
			(long long)left);
}

int command_rekey(const struct settings *s, int argc, char **argv)
{
	struct db_config config = settings_database(s);
	struct arena arena = { .limit = ARENA_MAX };
	struct db *db = NULL;
	int64_t left = 0, answers = 0;

	(void)argv;
	if (argc != 1) {
		fprintf(stderr, "usage: micromall rekey\n");
		return 2;
	}
	config.statement_s = config.line_s = DB_WHOLE_TABLES_S;
	err e = db_open(&config, &arena, &db);
	e = e ? e : rekey_all(db, &arena, &left);
	e = e ? e : rekey_answers_left(db, &answers);
	if (e)
		fprintf(stderr, "rekey: %s: %s\n", e->title, db ? db_error(db) : "");
	else
		report(left, answers);
	if (db)
		db_close(db);
	arena_reset(&arena);
	return e != OK || left != 0;
}
