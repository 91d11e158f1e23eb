/* schedule.h - the jobs of this house: their names, how often, and what they do.
 *
 * A job handles JOB_ITEMS_MAX at most a run (cleaning: a transaction) and stops at its deadline, so that its lease outlives it;
 * each item is claimed by its own compare-and-set, so that two runners do it once. */
#ifndef SCHEDULE_H
#define SCHEDULE_H
#include "../flows/world.h"
#include <stdatomic.h>

enum { JOB_ITEMS_MAX = 50, JOB_LEASE_S = 120, JOB_RUN_MS = 60000, JOB_FAILURES_MAX = 5 };

/* A run: world and deadline in, items out. */
struct job_run {
	struct world world;
	int64_t deadline_ms;
	int32_t items, failed;
};

/* One line of the table. A failure of single items is counted and ends the run after
 * JOB_FAILURES_MAX: the world is away. What is returned is the last of them. */
struct job_entry {
	const char *name;
	int64_t every_ms;
	err (*run)(struct job_run *);
};
extern const struct job_entry schedule[]; /* ends in { NULL } */

const struct job_entry *schedule_find(const char *name);

/* Whoever keeps this process running sees by *at when it last gave a sign of life, by clock_ms(): with
 * each turn and each item. NULL, as at the start: nobody looks. */
void job_watch(_Atomic int64_t *at);
void job_alive(void);

/* What only takes away, in short transactions: once(tx, arg) says in *gone how many went, and is called again while
 * those were at_once and there is time. */
err job_clean(struct job_run *, err (*once)(struct tx *, void *), void *arg, const int32_t *gone, int32_t at_once) MUST_USE;
#endif
