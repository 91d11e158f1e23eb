#include "master_child.h"
#include "worker.h"
#include "../lib/sanitizer.h"
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FILES_MAX = 256, MEMORY_MAX_MIB = 1024 };

static void die(const char *what)
{
	perror(what);
	_exit(1);
}

static void limit(int resource, rlim_t most)
{
	const struct rlimit to = { most, most };

	if (setrlimit((__rlimit_resource_t)resource, &to) != 0)
		die("setrlimit");
}

static void limit_all(void)
{
	limit(RLIMIT_NOFILE, FILES_MAX);
#ifndef ADDRESSES_ARE_WATCHED
	limit(RLIMIT_AS, (rlim_t)MEMORY_MAX_MIB << 20);
#endif
}

static void become(const char *user)
{
	if (!user || geteuid() != 0)
		return;
	const struct passwd *p = getpwnam(user);
	if (!p || initgroups(user, p->pw_gid) || setgid(p->pw_gid) || setuid(p->pw_uid))
		die(user);
}

static const struct settings *prepare(const struct child_plan *plan)
{
	const struct sockets *sockets = plan->sockets;
	const struct settings *s = configuration_of(plan->configuration, plan->pool);
	sigset_t none;

	if (!s)
		_exit(1);
	close(sockets->lock); /* or the folder stays taken when the master dies */
	become(s->serve.user);
	/* After the user: changing it forgets the signal. It drains when the master dies, however that is. */
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != sockets->master)
		die("the master is gone");
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN); /* Ctrl-C reaches the group: the master decides */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigaddset(&none, SIGTERM);
	sigprocmask(SIG_SETMASK, &none, NULL); /* TERM stays blocked until somebody looks for it */
	return s;
}

void child_be_worker(const struct child_plan *plan)
{
	const struct worker w = { .pool = plan->pool,
		.listening = plan->sockets->listening[plan->pool],
		.settings = prepare(plan),
		.router = plan->router,
		.board = plan->board,
		.slot = plan->slot };

	limit_all();
	for (enum pool other = 0; other < POOLS; other++)
		if (other != plan->pool && plan->sockets->listening[other] >= 0)
			close(plan->sockets->listening[other]);
	worker_run(&w);
	exit(0);
}

void child_be_job_runner(const struct child_plan *plan, job_runner *jobs)
{
	const struct settings *s = prepare(plan);
	sigset_t none;

	limit_all();
	for (enum pool pool = 0; pool < POOLS; pool++)
		if (plan->sockets->listening[pool] >= 0)
			close(plan->sockets->listening[pool]);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	exit(jobs(s, &plan->board->slot[plan->slot].busy_since));
}
