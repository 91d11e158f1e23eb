/* Long readings: of one moment, with limits of their own. */
#include "../test.h"
#include "../database.h"
#include <stdio.h>
#include <stdlib.h>

struct few {
	int32_t count;
};
SHAPE_DECLARE(few_row, struct few);
static const struct field few_fields[] = { FIELD(struct few, count) };
const struct shape few_row = SHAPE(few_row, few_fields);

DB_QUERY(few_first, few_row, "SELECT n AS count FROM first");
DB_QUERY(few_second, few_row, "SELECT n AS count FROM second");
DB_QUERY(few_line, few_row, "SELECT CAST(CONNECTION_ID() AS SIGNED) AS count");
DB_QUERY(few_select_schema, few_row, "SELECT DATABASE() = 'snapshot_test' AS count");
DB_QUERY(few_sleep, few_row, "SELECT SLEEP(:tenths / 10) AS count");
DB_COMMAND(first_add, "UPDATE first SET n = n + 1");

static struct arena arena = { .limit = 1 << 20 };
static struct db *db;

static err add(struct tx *tx, void *unused)
{
	(void)unused;
	return db_exec(tx, first_add);
}

/* Both tables are moved on between two readings; the second was not even looked at before. */
static err read_while_others_write(struct db *line, void *unused)
{
	struct few first, second;

	(void)unused;
	TRY(db_one(line, few_first, &first));
	assert_int_equal(first.count, 0);
	database_ask("snapshot_test", "UPDATE first SET n = n + 10; UPDATE second SET n = n + 10");
	TRY(db_one(line, few_first, &first));
	TRY(db_one(line, few_second, &second));
	assert_int_equal(first.count, 0);
	assert_int_equal(second.count, 0);
	return OK;
}

static void what_is_read_is_of_one_moment(void **state)
{
	struct few first;
	(void)state;

	assert_err(db_snapshot(db, read_while_others_write, NULL), OK);
	assert_err(db_one(db, few_first, &first), OK);
	assert_int_equal(first.count, 10); /* it is over */
	assert_err(db_tx(db, add, NULL), OK);
	assert_int_equal(database_ask("snapshot_test", "SELECT n FROM first"), 11);
}

static err lose_the_line(struct db *line, void *unused)
{
	struct few few;
	char sql[40];

	(void)unused;
	TRY(db_one(line, few_line, &few));
	snprintf(sql, sizeof sql, "KILL %d", few.count);
	database_ask("snapshot_test", sql);
	assert_err(db_one(line, few_first, &few), ERR_BUSY);
	assert_err(db_one(line, few_first, &few), ERR_BUSY); /* not on a new line, of another moment */
	return ERR_BUSY;
}

static void a_broken_line_is_not_replaced_in_between(void **state)
{
	struct few few;
	(void)state;

	assert_err(db_snapshot(db, lose_the_line, NULL), ERR_BUSY);
	assert_err(db_one(db, few_first, &few), OK); /* but afterwards */
}

static err sleep_for(struct db_config config, int32_t tenths)
{
	struct db *line = NULL;
	struct few few;

	assert_err(db_open(&config, &arena, &line), OK);
	const err e = db_one(line, few_sleep, &few, tenths);
	db_close(line);
	return e;
}

static void a_line_has_the_limits_it_is_given(void **state)
{
	struct db_config config = {
		.socket = getenv("TEST_SOCKET"), .user = "mall", .schema = "snapshot_test", .keys = DATABASE_KEYS
	};
	(void)state;

	assert_err(sleep_for(config, 15), OK);
	assert_err(sleep_for(config, 60), ERR_BUSY); /* as a request */
	config.statement_s = 1;
	assert_err(sleep_for(config, 15), ERR_BUSY);
	config.statement_s = config.line_s = 30;
	assert_err(sleep_for(config, 60), OK);
}

static void a_slow_line_leads_to_the_same_database(void **state)
{
	const int64_t tenths = 35;
	struct db *slow;
	struct few few;
	(void)state;

	assert_err(db_one(db, few_sleep, &few, tenths), ERR_BUSY);
	assert_err(db_open_slow(db, 20, &arena, &slow), OK);
	assert_err(db_one(slow, few_sleep, &few, tenths), OK);
	assert_err(db_one(slow, few_select_schema, &few), OK);
	assert_int_equal(few.count, 1);
	db_close(slow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_is_of_one_moment),
		cmocka_unit_test(a_broken_line_is_not_replaced_in_between),
		cmocka_unit_test(a_line_has_the_limits_it_is_given),
		cmocka_unit_test(a_slow_line_leads_to_the_same_database),
	};
	database_make("snapshot_test");
	database_ask("snapshot_test",
		"CREATE TABLE first (n INT NOT NULL); CREATE TABLE second (n INT NOT NULL); INSERT INTO first VALUES (0);"
		"INSERT INTO second VALUES (0)");
	db = database_open("snapshot_test", &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
