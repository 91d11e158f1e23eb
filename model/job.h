/* job.h - what runs by the clock: one row a job, taken by one runner at a time.
 *
 * A runner takes a job by moving its lease (compare-and-set on when it was due), so two runners
 * never run it together; one that dies is replaced when the lease is over. */
#ifndef JOB_H
#define JOB_H
#include "db.h"

#define JOB_STATES(W) W(JOB_ACTIVE, "ACTIVE") W(JOB_PAUSED, "PAUSED")
WORDS_DECLARE(job_state, JOB_STATES);

struct job {
	const char *name;
	int64_t every_ms;
	enum job_state state;
	moment next_run_at;
	const char *lease_owner;
	maybe_moment lease_until, started_at, finished_at;
	const char *last_result; /* "ok", or the code of what failed */
	int32_t last_items;
	int64_t runs, failures;
	int32_t failures_row; /* since it last went well */
};
struct job_list {
	struct job *at;
	size_t n;
};
SHAPE_DECLARE(job_row, struct job);
struct job_name {
	const char *name;
};
struct job_names {
	struct job_name *at;
	size_t n;
};
SHAPE_DECLARE(job_name_row, struct job_name);

/* Of a version of this program, and what others before it left. */
#define JOBS_MAX 100

/* Makes its row when there is none, and sets how often it runs. */
err job_register(struct tx *, const char *name, int64_t every_ms) MUST_USE;
err job_list_all(struct db *, struct job_list *out) MUST_USE;
/* Active, due and leased to nobody, the longest waiting first. */
err job_list_due(struct db *, struct job_names *out) MUST_USE;

/* *mine: it is leased to this owner now. now: also one that is not due, or paused. */
err job_claim(struct tx *, const char *name, const char *owner, int64_t lease_s, bool now, bool *mine) MUST_USE;
/* Ends the lease and notes how it went; failed: it comes again after its usual time as well. */
err job_finish(struct tx *, const char *name, const char *owner, bool failed, const char *result, int32_t items) MUST_USE;

/* ERR_NOT_FOUND for no such job. Due now; paused and active again. */
err job_run_now(struct tx *, const char *name) MUST_USE;
err job_pause(struct tx *, const char *name) MUST_USE;
err job_resume(struct tx *, const char *name) MUST_USE;
#endif
