/* runner.h - the process that runs the jobs: takes one that is due, runs it, notes how it went. */
#ifndef RUNNER_H
#define RUNNER_H
#include "schedule.h"

/* Until SIGTERM, which is taken between two jobs: 0. 1 when the database cannot be opened. *alive: see job_watch. */
int jobs_run(const struct settings *, _Atomic int64_t *alive);

/* Writes the rows of the schedule. */
err jobs_register(struct db *) MUST_USE;

/* Everything that is due, once; *ran: how many jobs. */
err jobs_run_due(const struct settings *, struct db *, struct arena *, int32_t *ran) MUST_USE;

/* That job, due or not: what it returned, or ERR_CONFLICT while another runs it. ERR_NOT_FOUND. */
err jobs_run_once(const struct settings *, struct db *, struct arena *, const char *name) MUST_USE;
#endif
