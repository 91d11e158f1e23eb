#include "command_check.h"
#include "../model/check.h"
#include <stdio.h>

enum { ARENA_MAX = 32 << 20 };

/* How many differences; -1 when the rule could not be looked at. */
static int look(struct db *db, const struct check_rule *rule)
{
	struct check_differences found;
	const err e = check_run(db, rule, &found);

	if (e) {
		printf("%-22s unknown: %s %s\n", rule->name, e->title, db_error(db));
		return -1;
	}
	printf("%-22s %s: %s\n", rule->name, found.n ? "BROKEN" : "ok", rule->promise);
	for (size_t i = 0; i < found.n; i++)
		printf("  %s: is %lld, not %lld\n", found.at[i].subject, (long long)found.at[i].is, (long long)found.at[i].want);
	return (int)found.n;
}

static err look_at_all(struct db *db, void *arg)
{
	int *broken = arg;

	for (const struct check_rule *rule = check_rules; rule->name; rule++) {
		const struct arena_mark before = arena_mark(db_arena(db));
		*broken += look(db, rule) != 0;
		arena_rewind(db_arena(db), before);
	}
	return OK;
}

int command_check(const struct settings *s, int argc, char **argv)
{
	struct db_config config = settings_database(s);
	struct arena arena = { .limit = ARENA_MAX };
	struct db *db = NULL;
	int broken = 0;

	(void)argc;
	(void)argv;
	config.statement_s = config.line_s = DB_WHOLE_TABLES_S;
	if (db_open(&config, &arena, &db))
		return 1;
	const err e = db_snapshot(db, look_at_all, &broken);
	if (e)
		printf("unknown: %s %s\n", e->title, db_error(db));
	db_close(db);
	arena_reset(&arena);
	return e || broken > 0;
}
