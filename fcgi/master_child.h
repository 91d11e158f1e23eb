/* master_child.h - what a process is right after the master forked it, before it does its work. */
#ifndef MASTER_CHILD_H
#define MASTER_CHILD_H
#include "master.h"
#include "configuration.h"
#include "master_sockets.h"
#include "router.h"

struct child_plan {
	enum pool pool;
	struct configuration *configuration;
	const struct router *router;
	const struct sockets *sockets;
	struct board *board;
	unsigned slot;
};

/* Settings, limits, user and signals of a worker; then serves, and exits. */
void child_be_worker(const struct child_plan *) __attribute__((noreturn));
void child_be_job_runner(const struct child_plan *, job_runner *) __attribute__((noreturn));
#endif
