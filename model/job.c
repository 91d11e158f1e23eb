#include "job.h"
#include "limit.h"

WORDS_DEFINE(job_state, JOB_STATES);

static const struct field row[] = {
	FIELD(struct job, name),
	FIELD(struct job, every_ms),
	FIELD_ENUM(struct job, state, job_state),
	FIELD(struct job, next_run_at),
	FIELD(struct job, lease_owner),
	FIELD(struct job, lease_until),
	FIELD(struct job, started_at),
	FIELD(struct job, finished_at),
	FIELD(struct job, last_result),
	FIELD(struct job, last_items),
	FIELD(struct job, runs),
	FIELD(struct job, failures),
	FIELD(struct job, failures_row),
};
const struct shape job_row = SHAPE(job_row, row);

static const struct field name_row[] = { FIELD(struct job_name, name) };
const struct shape job_name_row = SHAPE(job_name_row, name_row);

DB_COMMAND(job_upsert,
	"INSERT INTO job (name, every_ms, state, next_run_at) VALUES (:name, :every_ms, 'ACTIVE', NOW(3))"
	" ON DUPLICATE KEY UPDATE every_ms = VALUES(every_ms)");

DB_QUERY(job_select, job_row,
	"SELECT name, every_ms, state, next_run_at, lease_owner, lease_until, started_at, finished_at, last_result, last_items,"
	" runs, failures, failures_row FROM job ORDER BY name LIMIT " LIMIT_TEXT(JOBS_MAX));

DB_QUERY(job_select_due, job_name_row,
	"SELECT name FROM job WHERE state = 'ACTIVE' AND next_run_at <= NOW(3) AND (lease_until IS NULL OR lease_until <= NOW(3))"
	" ORDER BY next_run_at LIMIT " LIMIT_TEXT(JOBS_MAX));

DB_COMMAND(job_set_claimed,
	"UPDATE job SET lease_owner = :owner, lease_until = NOW(3) + INTERVAL :lease_s SECOND, started_at = NOW(3)"
	" WHERE name = :name AND (lease_until IS NULL OR lease_until <= NOW(3)) AND (:now OR (state = 'ACTIVE' AND next_run_at <= NOW(3)))");

DB_COMMAND(job_set_finished,
	"UPDATE job SET lease_owner = NULL, lease_until = NULL, finished_at = NOW(3), runs = runs + 1, last_result = :result,"
	"  last_items = :items, failures = failures + :failed, failures_row = IF(:failed, failures_row + 1, 0),"
	"  next_run_at = NOW(3) + INTERVAL every_ms * 1000 MICROSECOND"
	" WHERE name = :name AND lease_owner = :owner");

DB_COMMAND(job_set_due, "UPDATE job SET next_run_at = NOW(3) WHERE name = :name");
DB_COMMAND(job_set_state, "UPDATE job SET state = :state WHERE name = :name");

const struct query *const job_queries[] = { &job_upsert_query, &job_select_query, &job_select_due_query, &job_set_claimed_query,
	&job_set_finished_query, &job_set_due_query, &job_set_state_query, NULL };

err job_register(struct tx *tx, const char *name, int64_t every_ms) { return db_exec(tx, job_upsert, name, every_ms); }

err job_list_all(struct db *db, struct job_list *out) { return db_all(db, job_select, out); }

err job_list_due(struct db *db, struct job_names *out) { return db_all(db, job_select_due, out); }

err job_claim(struct tx *tx, const char *name, const char *owner, int64_t lease_s, bool now, bool *mine)
{
	TRY(db_exec(tx, job_set_claimed, name, owner, lease_s, now));
	*mine = db_changed(tx) == 1;
	return OK;
}

err job_finish(struct tx *tx, const char *name, const char *owner, bool failed, const char *result, int32_t items)
{
	return db_exec(tx, job_set_finished, name, owner, failed, result, items);
}

static err found(struct tx *tx) { return db_changed(tx) == 1 ? OK : ERR_NOT_FOUND; }

err job_run_now(struct tx *tx, const char *name)
{
	TRY(db_exec(tx, job_set_due, name));
	return found(tx);
}

static err set_state(struct tx *tx, const char *name, enum job_state to)
{
	const char *state = job_state_words.at[to];

	TRY(db_exec(tx, job_set_state, name, state));
	return found(tx);
}

err job_pause(struct tx *tx, const char *name) { return set_state(tx, name, JOB_PAUSED); }

err job_resume(struct tx *tx, const char *name) { return set_state(tx, name, JOB_ACTIVE); }
