/* Owners who disable each other at once: one stays. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/staff/staff.h"
#include <stdio.h>

#define SCHEMA "staff_race_test"
enum { OWNERS = 8 };

static err disable_next(struct tx *tx, void *arg)
{
	const int64_t self = *(const int64_t *)arg;
	struct staff_role owner = { .id = 1 };
	const struct staff next = {
		.id = self % OWNERS + 1, .display_name = "x", .state = STAFF_DISABLED, .version = 1, .roles = { &owner, 1 }
	};

	return staff_change(tx, (staff_id){ self }, &next);
}

static int disable(int i)
{
	struct arena own = { .limit = 1 << 20 };
	const int64_t self = i + 1;
	const err e = db_tx(database_open(SCHEMA, &own), disable_next, (void *)(uintptr_t)&self);

	return e == OK ? 1 : e == STAFF_LAST_OWNER ? 16 : 200;
}

static void one_is_left(void **state)
{
	(void)state;
	assert_int_equal(database_race(OWNERS, disable), OWNERS - 1 + 16);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM staff WHERE state = 'ACTIVE'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(one_is_left) };
	database_make(SCHEMA);
	for (int i = 0; i < OWNERS; i++) {
		char sql[256];
		snprintf(sql, sizeof sql,
			"INSERT INTO staff (name, display_name, state, password_hash, created_at) VALUES ('o%d', 'o', 'ACTIVE', '!', NOW(3));"
			"INSERT INTO staff_role VALUES (%d, 1)",
			i, i + 1);
		database_ask(SCHEMA, sql);
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
