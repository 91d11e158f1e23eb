/* metrics.c - what this house has done since it started, as Prometheus reads it. nginx lets only its own host ask. */
#include "board.h"
#include "../lib/monotonic.h"
#include "reply.h"
#include "../model/job.h"
#include "../model/money/exception.h"
#include <inttypes.h>

static void family(struct text *t, const char *name, const char *type, const char *help)
{
	text_printf(t, "# HELP micromall_%s %s\n# TYPE micromall_%s %s\n", name, help, name, type);
}

static void requests(struct text *t, const struct board *b)
{
	family(t, "requests_total", "counter", "Answered requests, by pool and class of status.");
	for (enum pool p = 0; p < POOL_JOBS; p++)
		for (int c = 1; c < STATUS_CLASSES; c++)
			text_printf(t, "micromall_requests_total{pool=\"%s\",status=\"%dxx\"} %" PRIu64 "\n", pool_names[p], c,
				b->requests[p][c]);
	family(t, "statements_total", "counter", "Statements that requests sent to the database.");
	for (enum pool p = 0; p < POOL_JOBS; p++)
		text_printf(t, "micromall_statements_total{pool=\"%s\"} %" PRIu64 "\n", pool_names[p], b->statements[p]);
	family(t, "callbacks_refused_total", "counter", "Callbacks that proved nothing, or were of another merchant.");
	for (enum refusal why = 0; why < REFUSALS; why++)
		text_printf(
			t, "micromall_callbacks_refused_total{reason=\"%s\"} %" PRIu64 "\n", refusal_names[why], b->refused[why]);
}

static void processes(struct text *t, const struct board *b)
{
	family(t, "processes", "gauge", "Processes there are now.");
	for (enum pool p = 0; p < POOLS; p++)
		text_printf(t, "micromall_processes{pool=\"%s\"} %d\n", pool_names[p], b->processes[p]);
	family(t, "process_starts_total", "counter", "Processes that the master started.");
	for (enum pool p = 0; p < POOLS; p++)
		text_printf(t, "micromall_process_starts_total{pool=\"%s\"} %" PRIu64 "\n", pool_names[p], b->starts[p]);
	family(t, "process_deaths_total", "counter", "Processes that ended badly and were not told to.");
	for (enum pool p = 0; p < POOLS; p++)
		text_printf(t, "micromall_process_deaths_total{pool=\"%s\"} %" PRIu64 "\n", pool_names[p], b->deaths[p]);
	family(t, "database_rests", "gauge", "1 while nobody asks the database, because it did not answer (breaker open).");
	text_printf(t, "micromall_database_rests %d\n", clock_ms() < b->database_rests_until);
}

static err exceptions(struct text *t, struct db *db)
{
	struct exception_tallies list;

	TRY(exception_tally(db, &list));
	family(t, "exceptions", "gauge", "What lies or lay on the exception desk; OPEN wants a person.");
	for (size_t i = 0; i < list.n; i++)
		text_printf(t, "micromall_exceptions{kind=\"%s\",state=\"%s\"} %" PRId64 "\n",
			exception_kind_words.at[list.at[i].kind], exception_state_words.at[list.at[i].state], list.at[i].total);
	return OK;
}

static err jobs(struct text *t, struct db *db)
{
	struct job_list list;

	TRY(job_list_all(db, &list));
	family(t, "job_runs_total", "counter", "Runs of a job.");
	for (size_t i = 0; i < list.n; i++)
		text_printf(t, "micromall_job_runs_total{job=\"%s\"} %" PRId64 "\n", list.at[i].name, list.at[i].runs);
	family(t, "job_failures_total", "counter", "Runs of a job that failed.");
	for (size_t i = 0; i < list.n; i++)
		text_printf(t, "micromall_job_failures_total{job=\"%s\"} %" PRId64 "\n", list.at[i].name, list.at[i].failures);
	return OK;
}

/* What stands in the database is left out while it does not answer: the rest is wanted then most. */
static err metrics_get(struct request *r)
{
	struct text t = { .arena = r->arena };

	if (board_view()) {
		requests(&t, board_view());
		processes(&t, board_view());
	}
	const bool up = exceptions(&t, r->db) == OK && jobs(&t, r->db) == OK;
	family(&t, "database_up", "gauge", "1 when the database answered just now.");
	text_printf(&t, "micromall_database_up %d\n%c", up, '\0');
	return t.failed ? ERR_NOMEM : reply_raw(r, 200, "text/plain; version=0.0.4; charset=utf-8", t.at);
}

/* clang-format off */
const struct route metrics_routes[] = {
	{ .method = METHOD_GET, .path = "/metrics", .summary = "Counters in the text format of Prometheus; for this host alone", .who = WHO_ANYONE,
	  .raw = true, .status = 200, .read = metrics_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
