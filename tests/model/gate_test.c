/* The isolation gate: the ways we change shared rows are exact under a race, and the bare way is not. */
#include "../test.h"
#include "../database.h"
#include "../../lib/must.h"
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { PROCESSES = 8, ROUNDS = 60, SEATS = 100, LIMIT = 5 };

struct seen {
	int64_t n;
};
SHAPE_DECLARE(gate_row, struct seen);
static const struct field seen_fields[] = { FIELD(struct seen, n) };
const struct shape gate_row = SHAPE(gate_row, seen_fields);

DB_QUERY(gate_read, gate_row, "SELECT n FROM gate WHERE id = :id");
DB_COMMAND(gate_write, "UPDATE gate SET n = :n WHERE id = :id");
DB_COMMAND(gate_add, "UPDATE gate SET n = n + 1 WHERE id = :id");
DB_COMMAND(gate_take, "UPDATE gate SET n = n - 1 WHERE id = :id AND n >= 1");
DB_COMMAND(gate_step, "UPDATE gate SET n = n + 1 WHERE id = :id AND n = :n");
DB_COMMAND(gate_witness, "INSERT INTO witness (name) VALUES (:name)");
DB_COMMAND(gate_slot, "INSERT INTO slot (owner, n) VALUES (1, :n)");

enum { BARE = 1, DELTA, STOCK, STEP, WITNESS }; /* the rows of the table gate */
struct round {
	int process, round;
	bool done;
};

/* Forbidden everywhere else: what was read may be old when it is written back. */
static err bare(struct tx *tx, void *arg)
{
	const int64_t id = BARE;
	struct seen s;
	(void)arg;

	TRY(db_one(db_of(tx), gate_read, &s, id));
	const int64_t n = s.n + 1;
	return db_exec(tx, gate_write, id, n);
}

static err delta(struct tx *tx, void *arg)
{
	const int64_t id = DELTA;
	(void)arg;

	return db_exec(tx, gate_add, id);
}

static err take(struct tx *tx, void *arg)
{
	const int64_t id = STOCK;
	struct round *r = arg;

	TRY(db_exec(tx, gate_take, id));
	r->done = db_changed(tx) == 1;
	return OK;
}

static err step(struct tx *tx, void *arg)
{
	const int64_t id = STEP;
	struct round *r = arg;
	struct seen s;

	TRY(db_one(db_of(tx), gate_read, &s, id));
	TRY(db_exec(tx, gate_step, id, s.n));
	r->done = db_changed(tx) == 1;
	return OK;
}

/* All processes want the same name of a round: one may have it, and its effect with it. */
static err witness(struct tx *tx, void *arg)
{
	const int64_t id = WITNESS;
	struct round *r = arg;
	char text[32];

	snprintf(text, sizeof text, "round %d", r->round);
	const char *name = text;
	TRY(db_exec(tx, gate_witness, name));
	return db_exec(tx, gate_add, id);
}

static err slot(struct tx *tx, void *arg)
{
	struct round *r = arg;
	const int64_t n = r->round % LIMIT;

	return db_exec(tx, gate_slot, n);
}

/* How many of its rounds took effect. */
static int rounds(int process, err (*body)(struct tx *, void *))
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open("gate_test", &own);
	int done = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct round r = { process, i, true };
		const err e = db_tx(line, body, &r);
		done += e == OK && r.done;
		must(e == OK || e == ERR_DUPLICATE || e == ERR_BUSY);
		arena_reset(&own);
	}
	db_close(line);
	return done;
}

static int run_bare(int process) { return rounds(process, bare); }
static int run_delta(int process) { return rounds(process, delta); }
static int run_take(int process) { return rounds(process, take); }
static int run_step(int process) { return rounds(process, step); }
static int run_witness(int process) { return rounds(process, witness); }
static int run_slot(int process) { return rounds(process, slot); }

static int64_t value_of(int row)
{
	char sql[64];

	snprintf(sql, sizeof sql, "SELECT n FROM gate WHERE id = %d", row);
	return database_ask("gate_test", sql);
}

/* What row 17 of the table shows. */
static void show(const char *pattern, int claimed, int64_t there)
{
	printf("row 17: %s %d claimed, %" PRId64 " there\n", pattern, claimed, there);
}

static void a_bare_read_and_write_loses_and_is_found_out(void **state)
{
	const int claimed = database_race(PROCESSES, run_bare);
	(void)state;

	show("bare", claimed, value_of(BARE));
	assert_true(value_of(BARE) < claimed);
}

static void a_delta_loses_nothing(void **state)
{
	const int claimed = database_race(PROCESSES, run_delta);
	(void)state;

	show("delta", claimed, value_of(DELTA));
	assert_int_equal(value_of(DELTA), claimed);
	assert_in_range(claimed, PROCESSES * ROUNDS * 9 / 10, PROCESSES * ROUNDS);
}

static void a_guarded_delta_gives_out_what_there_is(void **state)
{
	const int claimed = database_race(PROCESSES, run_take);
	(void)state;

	assert_int_equal(claimed, SEATS);
	assert_int_equal(value_of(STOCK), 0);
}

static void a_compare_and_set_counts_each_winner_once(void **state)
{
	const int claimed = database_race(PROCESSES, run_step);
	(void)state;

	show("compare-and-set", claimed, value_of(STEP));
	assert_int_equal(value_of(STEP), claimed);
	assert_true(claimed >= ROUNDS);
}

static void a_witness_lets_one_through(void **state)
{
	const int claimed = database_race(PROCESSES, run_witness);
	(void)state;

	show("witness", claimed, value_of(WITNESS));
	assert_int_equal(claimed, ROUNDS);
	assert_int_equal(value_of(WITNESS), ROUNDS);
	assert_int_equal(database_ask("gate_test", "SELECT COUNT(*) FROM witness"), ROUNDS);
}

static void unique_slots_keep_a_limit(void **state)
{
	const int claimed = database_race(PROCESSES, run_slot);
	(void)state;

	assert_int_equal(claimed, LIMIT);
	assert_int_equal(database_ask("gate_test", "SELECT COUNT(*) FROM slot"), LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bare_read_and_write_loses_and_is_found_out),
		cmocka_unit_test(a_delta_loses_nothing),
		cmocka_unit_test(a_guarded_delta_gives_out_what_there_is),
		cmocka_unit_test(a_compare_and_set_counts_each_winner_once),
		cmocka_unit_test(a_witness_lets_one_through),
		cmocka_unit_test(unique_slots_keep_a_limit),
	};
	database_make("gate_test");
	database_ask("gate_test",
		"CREATE TABLE gate (id BIGINT PRIMARY KEY, n BIGINT NOT NULL, CHECK (n >= 0));"
		"INSERT INTO gate VALUES (1, 0), (2, 0), (3, 100), (4, 0), (5, 0);"
		"CREATE TABLE witness (name VARCHAR(32) PRIMARY KEY); CREATE TABLE slot (owner BIGINT, n BIGINT, PRIMARY KEY (owner, n))");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
