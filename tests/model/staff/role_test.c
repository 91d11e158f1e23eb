/* Roles and staff in numbers: nothing of what each holds is left out. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/staff/role.h"
#include "../../../model/staff/staff.h"

#define SCHEMA "role_test"
enum { STAFF = 100 };

static struct arena arena = { .limit = 8 << 20 };
static struct db *db;

static void every_role_has_all_its_permissions(void **state)
{
	struct role_list list;
	(void)state;

	assert_err(role_list(db, &list), OK);
	assert_int_equal(list.n, ROLES_MAX);
	for (size_t i = 1; i < list.n; i++) { /* the first is the owner's */
		assert_int_equal(list.at[i].permissions.n, ROLE_PERMISSIONS_MAX);
		assert_int_equal(list.at[i].permissions.at[ROLE_PERMISSIONS_MAX - 1].role_id, list.at[i].id);
	}
}

static err create(struct tx *tx, void *arg)
{
	const struct role further = { .name = "one more" };

	return role_create(tx, (staff_id){ 0 }, &further, arg);
}

static void there_are_no_more_roles_than_can_be_listed(void **state)
{
	int64_t id;
	(void)state;

	assert_err(db_tx(db, create, &id), ROLE_LIMIT);
	database_ask(SCHEMA,
		"DELETE FROM role_permission WHERE role_id = 50; DELETE FROM staff_role WHERE role_id = 50; DELETE FROM role WHERE id = 50");
	assert_err(db_tx(db, create, &id), OK);
	assert_err(db_tx(db, create, &id), ROLE_LIMIT);
}

static void every_one_of_a_page_has_all_his_roles(void **state)
{
	struct staff_list list;
	int64_t total;
	(void)state;

	assert_err(staff_list(db, 1, STAFF, &list, &total), OK);
	assert_int_equal(list.n, STAFF);
	for (size_t i = 0; i < list.n; i++)
		assert_int_equal(list.at[i].roles.n, STAFF_ROLES_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_has_all_its_permissions),
		cmocka_unit_test(every_one_of_a_page_has_all_his_roles),
		cmocka_unit_test(there_are_no_more_roles_than_can_be_listed),
	};

	database_make(SCHEMA);
	database_ask(SCHEMA,
		"INSERT INTO role (name, created_at) SELECT CONCAT('role ', seq), NOW(3) FROM seq_2_to_100;"
		"INSERT INTO role_permission SELECT r.id, CONCAT('permission ', seq) FROM role r JOIN seq_1_to_64 WHERE r.is_owner = 0;"
		"INSERT INTO staff (name, display_name, state, password_hash, created_at) SELECT CONCAT('s', seq), 's', 'ACTIVE', '!', NOW(3) FROM seq_1_to_100;"
		"INSERT INTO staff_role SELECT s.id, r.seq FROM staff s JOIN seq_2_to_21 r");
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
