/* Tries are counted before they are judged, also side by side. */
#include "../test.h"
#include "../database.h"
#include "../../model/attempt.h"

#define SCHEMA "attempt_test"
static struct arena arena = { .limit = 1 << 20 };

struct take {
	const char *subject;
	bool clears;
	err outcome;
};

static err body(struct tx *tx, void *arg)
{
	struct take *t = arg;

	if (t->clears)
		return attempt_clear(tx, "test", t->subject);
	t->outcome = attempt_take(tx, "test", t->subject, 5, 900);
	return OK;
}

static err take(struct db *db, const char *subject)
{
	struct take t = { .subject = subject };
	const err e = db_tx(db, body, &t);

	return e ? e : t.outcome;
}

static int take_one(int i)
{
	struct arena own = { .limit = 1 << 20 };
	(void)i;

	return take(database_open(SCHEMA, &own), "race") == OK;
}

static void eight_at_once_pass_five(void **state)
{
	(void)state;
	assert_int_equal(database_race(8, take_one), 5);
	assert_int_equal(database_race(8, take_one), 0);
	assert_int_equal(database_ask(SCHEMA, "SELECT count FROM attempt WHERE subject_index = INDEXED('race')"), 5);
}

static void a_success_and_the_end_of_the_window_clear(void **state)
{
	struct db *db = database_open(SCHEMA, &arena);
	(void)state;

	for (int i = 0; i < 5; i++)
		assert_err(take(db, "a"), OK);
	assert_err(take(db, "a"), ERR_RATE);
	assert_err(take(db, "b"), OK);
	assert_err(db_tx(db, body, &(struct take){ .subject = "a", .clears = true }), OK);
	for (int i = 0; i < 5; i++)
		assert_err(take(db, "a"), OK);
	assert_err(take(db, "a"), ERR_RATE);
	database_ask(SCHEMA, "UPDATE attempt SET since = since - INTERVAL 901 SECOND");
	assert_err(take(db, "a"), OK);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT count FROM attempt WHERE subject_index = INDEXED('a') AND since > NOW(3) - INTERVAL 9 SECOND"),
		1);
	db_close(db);
	arena_reset(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_at_once_pass_five),
		cmocka_unit_test(a_success_and_the_end_of_the_window_clear),
	};
	database_make(SCHEMA);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
