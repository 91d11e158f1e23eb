/* master.h - makes the sockets, keeps the pools of workers full, and ends them in an orderly way.
 *
 * SIGTERM, SIGINT: every worker finishes its request, at most 10 s. SIGHUP: the configuration is read
 * again and the workers are replaced one by one, each only once its successor is ready; a configuration
 * that does not load changes nothing. A worker that dies is replaced, ever more slowly (50 ms to 5 s) while
 * it dies young; one that is busy with a request for longer than serve.stuck_after is killed, and so is a
 * job runner that gives no sign of life for as long. One line per event goes to stderr.
 *
 * The master knows no secret: it keeps the file itself, as it was when it last loaded, and each child takes from
 * that what its pool needs (master_child.c). */
#ifndef MASTER_H
#define MASTER_H
#include "../model/settings.h"
#include <stdatomic.h>

/* What the one process of the job runner does; returns when it got SIGTERM. *alive: clock_ms() of its last sign of life. */
typedef int job_runner(const struct settings *, _Atomic int64_t *alive);

/* Serves those routes by the configuration at path until told to stop. The exit status: 1 when it could not begin. jobs: NULL
 * for none. */
struct router;
int master_run(const char *path, const struct router *, job_runner *jobs);
#endif
