#include "command_job.h"
#include "runner.h"
#include "../model/job.h"
#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 32 << 20 };

static int fail(const struct db *db, err e)
{
	fprintf(stderr, "job: %s %s\n", e->title, db_error(db));
	return 1;
}

static int list(struct db *db)
{
	struct job_list jobs;
	err e = jobs_register(db);

	e = e ? e : job_list_all(db, &jobs);
	if (e)
		return fail(db, e);
	printf("%-20s %-7s %9s %10s %9s %6s %s\n", "job", "state", "every_ms", "runs", "failures", "items", "last");
	for (size_t i = 0; i < jobs.n; i++) {
		const struct job *j = &jobs.at[i];
		printf("%-20s %-7s %9lld %10lld %9lld %6d %s\n", j->name, job_state_words.at[j->state], (long long)j->every_ms,
			(long long)j->runs, (long long)j->failures, j->last_items, j->last_result);
	}
	return 0;
}

int command_job(const struct settings *s, int argc, char **argv)
{
	const struct db_config config = settings_database(s);
	struct arena arena = { .limit = ARENA_MAX };
	struct db *db = NULL;
	int status = 2;

	if (db_open(&config, &arena, &db))
		return 1;
	if (argc == 2 && strcmp(argv[1], "list") == 0) {
		status = list(db);
	} else if (argc == 3 && strcmp(argv[1], "run") == 0) {
		const err e = jobs_run_once(s, db, &arena, argv[2]);
		status = e ? fail(db, e) : 0;
	} else {
		fprintf(stderr, "usage: micromall job list | job run NAME\n");
	}
	db_close(db);
	arena_reset(&arena);
	return status;
}
