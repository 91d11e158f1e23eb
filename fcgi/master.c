#include "master.h"
#include "../lib/monotonic.h"
#include "master_child.h"
#include "rate.h"
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	TICK_MS = 200,
	TICK_BUSY_MS = 10, /* between two looks at the board; while workers are being replaced */
	DRAIN_MS = 10000,
	YOUNG_MS = 1000,
	DELAY_LEAST_MS = 50,
	DELAY_MOST_MS = 5000,
};

/* One process. draining: it was told to stop, and is killed at kill_at. */
struct child {
	pid_t pid; /* 0: the slot is free */
	enum pool pool;
	unsigned generation;
	bool draining;
	int64_t born, kill_at;
};

struct master {
	struct configuration configuration;
	const struct router *router;
	job_runner *jobs;
	struct sockets sockets;
	struct board *board;
	struct child child[SLOTS_MAX];
	int64_t delay[POOLS], not_before[POOLS]; /* milliseconds; when the next may start */
	bool stopping;
};

static void say(const struct child *c, const char *event)
{
	fprintf(stderr, "master: pool=%s pid=%d generation=%u %s\n", pool_names[c->pool], (int)c->pid, c->generation, event);
}

static unsigned wanted(const struct master *m, enum pool pool)
{
	const struct serve_settings *s = &m->configuration.settings.serve;

	switch (pool) {
	case POOL_SHOP: return (unsigned)s->shop_workers;
	case POOL_ADMIN: return (unsigned)s->admin_workers;
	case POOL_CALLBACK: return (unsigned)s->callback_workers;
	case POOL_JOBS: return m->jobs && s->job_runner;
	case POOLS: break;
	}
	return 0;
}

static void postpone(struct master *m, enum pool pool, int64_t now)
{
	const int64_t twice = m->delay[pool] * 2;

	m->delay[pool] = twice < DELAY_LEAST_MS ? DELAY_LEAST_MS : twice > DELAY_MOST_MS ? DELAY_MOST_MS : twice;
	m->not_before[pool] = now + m->delay[pool];
}

static void become(struct master *m, enum pool pool, unsigned slot)
{
	const struct child_plan plan = { .pool = pool,
		.configuration = &m->configuration,
		.router = m->router,
		.sockets = &m->sockets,
		.board = m->board,
		.slot = slot };

	if (pool == POOL_JOBS)
		child_be_job_runner(&plan, m->jobs);
	child_be_worker(&plan);
}

static void start(struct master *m, enum pool pool, int64_t now)
{
	unsigned slot = 0;

	while (slot < SLOTS_MAX && m->child[slot].pid)
		slot++;
	if (slot == SLOTS_MAX || now < m->not_before[pool])
		return;
	m->board->slot[slot].busy_since = 0;
	m->board->slot[slot].calling = 0;
	m->board->slot[slot].ready = pool == POOL_JOBS;
	const pid_t pid = fork();
	if (pid < 0) {
		fprintf(stderr, "master: pool=%s fork: %s\n", pool_names[pool], strerror(errno));
		postpone(m, pool, now);
		return;
	}
	if (pid == 0)
		become(m, pool, slot);
	m->child[slot] = (struct child){ .pid = pid, .pool = pool, .generation = m->configuration.generation, .born = now };
	m->board->starts[pool]++;
	m->board->processes[pool]++;
	say(&m->child[slot], "started");
}

static void drain(struct child *c, int64_t now)
{
	if (!c->pid || c->draining)
		return;
	c->draining = true;
	c->kill_at = now + DRAIN_MS;
	kill(c->pid, SIGTERM);
	say(c, "told to stop");
}

static void bury(struct master *m, struct child *c, int status, int64_t now)
{
	char event[64];

	if (WIFSIGNALED(status))
		snprintf(event, sizeof event, "killed by signal %d", WTERMSIG(status));
	else
		snprintf(event, sizeof event, "ended with %d", WEXITSTATUS(status));
	say(c, event);
	m->board->processes[c->pool]--;
	m->board->deaths[c->pool] += !c->draining && status != 0;
	if (!c->draining && now - c->born < YOUNG_MS && status != 0)
		postpone(m, c->pool, now);
	else if (!c->draining)
		m->delay[c->pool] = m->not_before[c->pool] = 0;
	c->pid = 0;
}

static void reap(struct master *m, int64_t now)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (struct child *c = m->child; c < m->child + SLOTS_MAX; c++)
			if (c->pid == pid)
				bury(m, c, status, now);
}

static void kill_the_stuck(struct master *m, int64_t now)
{
	const int64_t most_ms = (int64_t)m->configuration.settings.serve.stuck_after * 1000;

	for (unsigned i = 0; i < SLOTS_MAX; i++) {
		struct child *c = &m->child[i];
		const int64_t since = m->board->slot[i].busy_since;

		if (!c->pid)
			continue;
		if (since && now - since > most_ms)
			say(c, "is stuck");
		else if (c->draining && now > c->kill_at)
			say(c, "does not stop");
		else
			continue;
		kill(c->pid, SIGKILL);
	}
}

/* The first that still serves by older settings, if any; counts the pool's others. */
static struct child *census(struct master *m, enum pool pool, unsigned *serving, bool *all_ready)
{
	struct child *old = NULL;

	*serving = 0;
	*all_ready = true;
	for (unsigned i = 0; i < SLOTS_MAX; i++) {
		struct child *c = &m->child[i];
		if (!c->pid || c->draining || c->pool != pool)
			continue;
		++*serving;
		if (c->generation != m->configuration.generation)
			old = old ? old : c;
		else if (!m->board->slot[i].ready)
			*all_ready = false;
	}
	return old;
}

/* One step towards as many as wanted, all by the newest settings. True when there is more to do. */
static bool fill(struct master *m, enum pool pool, int64_t now)
{
	unsigned serving;
	bool all_ready;
	struct child *old = census(m, pool, &serving, &all_ready);
	const unsigned want = wanted(m, pool);

	if (serving < want || (old && serving == want && want)) {
		start(m, pool, now);
		return true;
	}
	if (serving == want)
		return false;
	if (!all_ready)
		return true;
	for (struct child *c = m->child; !old && c < m->child + SLOTS_MAX; c++)
		if (c->pid && !c->draining && c->pool == pool)
			old = c; /* fewer are wanted than there were */
	drain(old, now);
	return true;
}

static void reload(struct master *m)
{
	if (configuration_load(&m->configuration))
		fprintf(stderr, "master: generation=%u of the configuration is in force\n", m->configuration.generation);
	else
		fprintf(stderr, "master: the configuration does not load: everything stays as it was\n");
}

static void stop(struct master *m, int64_t now)
{
	m->stopping = true;
	fprintf(stderr, "master: stopping\n");
	for (struct child *c = m->child; c < m->child + SLOTS_MAX; c++)
		drain(c, now);
}

static bool is_empty(const struct master *m)
{
	for (const struct child *c = m->child; c < m->child + SLOTS_MAX; c++)
		if (c->pid)
			return false;
	return true;
}

static void watch(struct master *m, const sigset_t *signals)
{
	bool busy = true;

	while (!m->stopping || !is_empty(m)) {
		const struct timespec tick = { .tv_nsec = (busy ? TICK_BUSY_MS : TICK_MS) * 1000000L };
		const int got = sigtimedwait(signals, NULL, &tick);
		const int64_t now = clock_ms();

		if ((got == SIGTERM || got == SIGINT) && !m->stopping)
			stop(m, now);
		else if (got == SIGHUP && !m->stopping)
			reload(m);
		reap(m, now);
		kill_the_stuck(m, now);
		busy = m->stopping;
		for (enum pool pool = 0; pool < POOLS && !m->stopping; pool++)
			busy |= fill(m, pool, now);
	}
}

static void block_signals(sigset_t *signals)
{
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGHUP);
	sigaddset(signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, signals, NULL);
}

int master_run(const char *path, const struct router *router, job_runner *jobs)
{
	static struct master m; /* too large for a stack */
	sigset_t signals;

	m = (struct master){ .configuration = CONFIGURATION(path), .router = router, .jobs = jobs, .board = board_make() };
	/* The sockets are where the first settings say, until a new master. */
	if (!m.board || !configuration_load(&m.configuration) || !sockets_open(&m.configuration.settings.serve, &m.sockets))
		return 1;
	rate_open();
	block_signals(&signals);
	fprintf(stderr, "master: pid=%d serves %s\n", (int)getpid(), m.sockets.folder);
	watch(&m, &signals);
	sockets_close(&m.sockets);
	fprintf(stderr, "master: stopped\n");
	return 0;
}
