/* master_child.h - what a process is right after the master forked it, before it does its work. */
#ifndef MASTER_CHILD_H
#define MASTER_CHILD_H
#include "master.h"
#include "master_sockets.h"

/* Limits, user and signals of a worker; then serves, and exits. */
void child_be_worker(const struct settings *, const struct sockets *, struct board *, enum pool, unsigned slot)
	__attribute__((noreturn));
void child_be_job_runner(const struct settings *, const struct sockets *, job_runner *, _Atomic int64_t *alive)
	__attribute__((noreturn));
#endif
