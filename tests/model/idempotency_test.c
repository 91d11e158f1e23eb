/* Keys: a second asker waits for the first, is told when that takes too long, and else gets its answer. */
#include "../test.h"
#include "../database.h"
#include "../../model/idempotency.h"
#include <string.h>

#define SCHEMA "idempotency_test"

static struct arena arena = { .limit = 1 << 20 }, others = { .limit = 1 << 20 };
static struct db *db, *other;

struct asker {
	const char *request;
	bool replay, meddle; /* meddle: a second one asks while this has not finished */
	int runs;
	struct answer answer;
};

static err ask(struct tx *tx, void *arg)
{
	const char *key = "same-key-1";
	struct asker *a = arg;

	a->runs++;
	TRY(idempotency_begin(tx, "member:7", key, (bytes){ a->request, strlen(a->request) }, &a->replay, &a->answer));
	if (a->replay)
		return OK;
	if (a->meddle) {
		struct asker second = { .request = a->request };
		assert_err(db_tx(other, ask, &second), ERR_IN_FLIGHT);
		assert_int_equal(second.runs, 1);
	}
	return idempotency_finish(
		tx, "member:7", key, &(struct answer){ .status = { true, 201 }, .type = "t", .body = { "done", 4 } });
}

static void who_asks_meanwhile_is_told_so_and_afterwards_gets_the_answer(void **state)
{
	struct asker first = { .request = "a", .meddle = true }, again = { .request = "a" }, changed = { .request = "b" };
	(void)state;

	assert_err(db_tx(db, ask, &first), OK);
	assert_false(first.replay);
	assert_err(db_tx(other, ask, &again), OK);
	assert_true(again.replay);
	assert_int_equal(again.answer.status.is, 201);
	assert_memory_equal(again.answer.body.at, "done", 4);
	assert_err(db_tx(other, ask, &changed), ERR_KEY_REUSED);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM idempotency"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(who_asks_meanwhile_is_told_so_and_afterwards_gets_the_answer) };

	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	other = database_open(SCHEMA, &others);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	db_close(other);
	arena_reset(&arena);
	arena_reset(&others);
	return failed;
}
