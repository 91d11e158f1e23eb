#include "runner.h"
#include "../lib/monotonic.h"
#include "../lib/term.h"
#include "../model/job.h"
#include "../model/shop_rule.h"
#include "../views/message.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { ARENA_MAX = 32 << 20, IDLE_MS = 200, TROUBLE_MS = 2000, OWNER_MAX = 64, HOST_MAX = 40 };

/* Who holds the lease: this process on this host. */
static const char *owner_name(void)
{
	static char owner[OWNER_MAX];
	char host[HOST_MAX] = "";

	gethostname(host, sizeof host - 1);
	snprintf(owner, sizeof owner, "%s:%ld", host, (long)getpid());
	return owner;
}

static err register_all(struct tx *tx, void *unused)
{
	(void)unused;
	for (const struct job_entry *j = schedule; j->name; j++)
		TRY(job_register(tx, j->name, j->every_ms));
	return OK;
}

err jobs_register(struct db *db) { return db_tx(db, register_all, NULL); }

struct turn {
	const char *name, *owner;
	bool now, mine;
	err e;
	int32_t items;
};

static err claim(struct tx *tx, void *arg)
{
	struct turn *t = arg;

	return job_claim(tx, t->name, t->owner, JOB_LEASE_S, t->now, &t->mine);
}

static err finish(struct tx *tx, void *arg)
{
	const struct turn *t = arg;

	return job_finish(tx, t->name, t->owner, t->e != OK, t->e ? t->e->code : "ok", t->items);
}

/* One line for each run that did something or failed. */
static void log_run(const struct turn *t, int64_t ms, const struct db *db)
{
	const bool broke = t->e && t->e->status >= 500;

	if (t->e || t->items)
		fprintf(stderr, "job=%s items=%d code=%s ms=%lld%s%s\n", t->name, t->items, t->e ? t->e->code : "ok", (long long)ms,
			broke ? " error=" : "", broke ? db_error(db) : "");
}

/* By the rules in force at its beginning. Without knowing them it does not run: what one job takes away is gone. */
static err run_by_rules(const struct job_entry *job, struct job_run *run)
{
	struct settings now = *run->world.settings;
	struct shop_rules rules;

	TRY(shop_rules_read(run->world.db, &rules));
	shop_rules_apply(&rules, &now.rules);
	run->world.settings = &now;
	return job->run(run);
}

/* t->mine says whether it was run; t->e how it went. */
static err run(const struct world *w, const struct job_entry *job, struct turn *t)
{
	const int64_t began = clock_ms();
	struct job_run run = { .world = *w, .deadline_ms = began + JOB_RUN_MS };

	db_request_begins(w->db);
	job_alive();
	TRY(db_tx(w->db, claim, t));
	if (!t->mine)
		return OK;
	const struct arena_mark before = arena_mark(w->arena);
	t->e = run_by_rules(job, &run);
	arena_rewind(w->arena, before);
	t->items = run.items;
	log_run(t, clock_ms() - began, w->db);
	job_alive();
	return db_tx(w->db, finish, t);
}

static struct world world_of(const struct settings *s, struct db *db, struct arena *arena)
{
	return (struct world){ s, db, arena, message_label(message_locale(s->shop.locale), LABEL_SENT_BACK) };
}

err jobs_run_once(const struct settings *s, struct db *db, struct arena *arena, const char *name)
{
	const struct world w = world_of(s, db, arena);
	const struct job_entry *job = schedule_find(name);
	struct turn t = { .name = name, .owner = owner_name(), .now = true };

	if (!job)
		return ERR_NOT_FOUND;
	TRY(jobs_register(db));
	TRY(run(&w, job, &t));
	return t.mine ? t.e : ERR_CONFLICT;
}

err jobs_run_due(const struct settings *s, struct db *db, struct arena *arena, int32_t *ran)
{
	const struct world w = world_of(s, db, arena);
	struct job_names due;
	int32_t n = 0;

	TRY(job_list_due(db, &due));
	for (size_t i = 0; i < due.n && !term_came(); i++) {
		const struct job_entry *job = schedule_find(due.at[i].name);
		struct turn t = { .name = due.at[i].name, .owner = owner_name() };
		if (!job) /* of another version of this program */
			continue;
		TRY(run(&w, job, &t));
		n += t.mine;
	}
	*ran = n;
	return OK;
}

static void wait_ms(long ms, const sigset_t *while_waiting)
{
	const struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	ppoll(NULL, 0, &t, while_waiting);
}

int jobs_run(const struct settings *s, _Atomic int64_t *alive)
{
	const struct db_config config = settings_database(s);
	struct arena arena = { .limit = ARENA_MAX };
	bool registered = false;
	struct db *db = NULL;
	sigset_t while_waiting;

	term_catch(&while_waiting);
	job_watch(alive);
	if (db_open(&config, &arena, &db))
		return 1;
	while (!term_came()) {
		job_alive();
		const struct arena_mark before = arena_mark(&arena);
		int32_t ran = 0;
		err e = registered ? OK : jobs_register(db);
		registered = registered || !e;
		e = e ? e : jobs_run_due(s, db, &arena, &ran);
		arena_rewind(&arena, before);
		if (e)
			fprintf(stderr, "job=- code=%s error=%s\n", e->code, db_error(db));
		wait_ms(e ? TROUBLE_MS : ran ? 0 : IDLE_MS, &while_waiting);
	}
	db_close(db);
	arena_reset(&arena);
	return 0;
}
