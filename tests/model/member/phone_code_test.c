/* A code is right once, soon, and within five tries. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/member/phone_code.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "phone_code_test"
#define PHONE "13812346666"
static struct arena arena = { .limit = 1 << 20 };
static struct db *db;
static char code[PHONE_CODE_TEXT];

struct guess {
	const char *code;
	bool right;
};

static err draw_body(struct tx *tx, void *arg) { return phone_code_draw(tx, "secret", PHONE, 60, 300, arg); }

static err try_body(struct tx *tx, void *arg)
{
	struct guess *g = arg;

	return phone_code_try(tx, "secret", PHONE, g->code, &g->right);
}

static bool is_right(struct db *line, const char *guess)
{
	struct guess g = { .code = guess };

	assert_err(db_tx(line, try_body, &g), OK);
	return g.right;
}

static void draw(void)
{
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = '2020-01-01', sent_today = 0");
	assert_err(db_tx(db, draw_body, code), OK);
}

static const char *wrong(void) { return strcmp(code, "123456") == 0 ? "123457" : "123456"; }

static void right_once(void **state)
{
	(void)state;
	draw();
	assert_int_equal(strlen(code), 6);
	assert_int_equal(strspn(code, "0123456789"), 6);
	assert_false(is_right(db, wrong()));
	assert_false(is_right(db, ""));
	assert_true(is_right(db, code));
	assert_false(is_right(db, code));
}

static void not_too_late_and_not_past_five_tries(void **state)
{
	(void)state;
	draw();
	database_ask(SCHEMA, "UPDATE phone_code SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	assert_false(is_right(db, code));
	draw();
	for (int i = 0; i < 4; i++)
		assert_false(is_right(db, wrong()));
	assert_true(is_right(db, code));
	draw();
	for (int i = 0; i < 5; i++)
		assert_false(is_right(db, wrong()));
	assert_false(is_right(db, code));
}

static int64_t wait_of(const char *phone)
{
	int64_t s;

	assert_err(phone_code_wait(db, phone, 60, &s), OK);
	return s;
}

static void there_is_another_when_it_says_so(void **state)
{
	(void)state;
	assert_int_equal(wait_of("13812340000"), 0); /* never asked */
	draw();
	assert_in_range(wait_of(PHONE), 1, 60);
	assert_err(db_tx(db, draw_body, code), CODE_TOO_SOON);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = NOW(3) - INTERVAL 60 SECOND");
	assert_int_equal(wait_of(PHONE), 0);
	assert_err(db_tx(db, draw_body, code), OK);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = NOW(3) - INTERVAL 60 SECOND, sent_today = 10");
	assert_in_range(wait_of(PHONE), 1, 86400);
	assert_err(db_tx(db, draw_body, code), CODE_USED_UP);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = NOW(3)");
	assert_err(db_tx(db, draw_body, code), CODE_USED_UP); /* the longer wait is told */
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = NOW(3) - INTERVAL 60 SECOND");
	database_ask(SCHEMA, "UPDATE phone_code SET sent_on = sent_on - INTERVAL 1 DAY");
	assert_int_equal(wait_of(PHONE), 0);
	assert_err(db_tx(db, draw_body, code), OK);
}

static int guess_wrong(int i)
{
	struct arena own = { .limit = 1 << 20 };
	(void)i;

	return is_right(database_open(SCHEMA, &own), wrong());
}

static int guess_right(int i)
{
	struct arena own = { .limit = 1 << 20 };
	(void)i;

	return is_right(database_open(SCHEMA, &own), code);
}

static void eight_at_once(void **state)
{
	(void)state;
	draw();
	assert_int_equal(database_race(8, guess_right), 1);
	draw();
	assert_int_equal(database_race(8, guess_wrong), 0);
	assert_int_equal(database_ask(SCHEMA, "SELECT tries FROM phone_code"), 5);
	assert_false(is_right(db, code));
}

static int draw_one(int i)
{
	struct arena own = { .limit = 1 << 20 };
	char drawn[PHONE_CODE_TEXT];
	(void)i;

	return db_tx(database_open(SCHEMA, &own), draw_body, drawn) == OK;
}

static void one_a_minute_ten_a_day(void **state)
{
	(void)state;
	database_ask(SCHEMA, "DELETE FROM phone_code");
	assert_int_equal(database_race(8, draw_one), 1);
	assert_err(db_tx(db, draw_body, code), CODE_TOO_SOON);
	for (int i = 1; i < PHONE_CODE_DAILY; i++) {
		database_ask(SCHEMA, "UPDATE phone_code SET sent_at = sent_at - INTERVAL 60 SECOND");
		assert_err(db_tx(db, draw_body, code), OK);
	}
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = sent_at - INTERVAL 60 SECOND");
	assert_err(db_tx(db, draw_body, code), CODE_USED_UP);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_on = sent_on - INTERVAL 1 DAY");
	assert_err(db_tx(db, draw_body, code), OK);
}

static void numbers_of_mobiles(void **state)
{
	(void)state;
	assert_true(phone_is_mobile(PHONE));
	assert_false(phone_is_mobile("12812346666") || phone_is_mobile("1381234666") || phone_is_mobile("138123466666") ||
		phone_is_mobile("+8613812346") || phone_is_mobile("1381234666a") || phone_is_mobile(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_once),
		cmocka_unit_test(not_too_late_and_not_past_five_tries),
		cmocka_unit_test(there_is_another_when_it_says_so),
		cmocka_unit_test(eight_at_once),
		cmocka_unit_test(one_a_minute_ten_a_day),
		cmocka_unit_test(numbers_of_mobiles),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
