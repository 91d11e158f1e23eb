/* master.h - makes the sockets, keeps the pools of workers full, and ends them in an orderly way.
 *
 * SIGTERM, SIGINT: every worker finishes its request, at most 10 s. SIGHUP: the configuration is read
 * again and the workers are replaced one by one, each only once its successor is ready; a configuration
 * that does not load changes nothing. A worker that dies is replaced, ever more slowly (50 ms to 5 s) while
 * it dies young; one that is busy with a request for longer than serve.stuck_after is killed, and so is a
 * job runner that gives no sign of life for as long. One line per event goes to stderr. */
#ifndef MASTER_H
#define MASTER_H
#include "../model/settings.h"
#include <stdatomic.h>

/* Settings anew, as for SIGHUP; complains by itself. */
typedef err settings_reader(struct arena *, struct settings *out);

/* What the one process of the job runner does; returns when it got SIGTERM. *alive: board_clock() of its last sign of life. */
typedef int job_runner(const struct settings *, _Atomic int64_t *alive);

/* Serves until told to stop. The exit status: 1 when it could not begin. jobs: NULL for none. */
int master_run(const struct settings *, settings_reader *, job_runner *jobs);
#endif
