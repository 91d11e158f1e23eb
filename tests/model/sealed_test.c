/* What is declared sealed reaches the database sealed, and nothing else is taken there. */
#include "../test.h"
#include "../database.h"
#include "../../model/db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "sealed_test"
#define PHONE "13812346666"
static struct arena arena = { .limit = 16 << 20 };
static struct db *db;

struct person {
	int64_t id;
	sealed phone;
};
SHAPE_DECLARE(person_row, struct person);
static const struct field person[] = { FIELD(struct person, id), FIELD(struct person, phone) };
const struct shape person_row = SHAPE(person_row, person);

#define VALUES " VALUES ('ACTIVE', 'a', :phone, :phone_index, NOW(3), NOW(3))"
DB_COMMAND(person_insert, "INSERT INTO member (state, nickname, phone, phone_index, created_at, updated_at)" VALUES);
DB_QUERY(person_by_phone, person_row, "SELECT id, phone FROM member WHERE phone_index = :phone_index");
DB_QUERY(person_select, person_row, "SELECT id, phone FROM member WHERE id = :id");

static err insert(struct tx *tx, void *arg)
{
	const sealed phone = { arg };

	return db_exec(tx, person_insert, phone);
}

static err insert_from(struct tx *tx, void *arg)
{
	const struct person p = { .phone = { arg } };

	return db_exec_from(tx, person_insert, person_row, &p);
}

/* As a function would that forgot what the column is. */
static err insert_plain(struct tx *tx, void *arg)
{
	const char *phone = arg;

	return db_exec(tx, person_insert, phone);
}

static struct person find(const char *phone)
{
	struct person p = { 0 };

	assert_err(db_one(db, person_by_phone, &p, phone), OK);
	return p;
}

static void a_text_is_stored_sealed_and_found_by_its_index(void **state)
{
	(void)state;
	assert_err(db_tx(db, insert, (char[]){ PHONE }), OK);
	assert_err(db_tx(db, insert_from, (char[]){ "13900000001" }), OK);
	assert_string_equal(find(PHONE).phone.text, PHONE);
	assert_string_equal(find("13900000001").phone.text, "13900000001");
	assert_int_equal(database_ask(SCHEMA, "SELECT ORD(phone) FROM member WHERE phone_index = INDEXED('" PHONE "')"), 2);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE phone LIKE '%1381%'"), 0);
}

static void none_is_none(void **state)
{
	struct person p = { .phone = { "x" } };
	int64_t id;
	(void)state;

	assert_err(db_tx(db, insert, NULL), OK);
	id = database_ask(SCHEMA, "SELECT MAX(id) FROM member WHERE phone IS NULL AND phone_index IS NULL");
	assert_err(db_one(db, person_select, &p, id), OK);
	assert_null(p.phone.text);
}

static void an_index_is_as_unique_as_the_phone(void **state)
{
	(void)state;
	assert_err(db_tx(db, insert, (char[]){ "13900000002" }), OK);
	assert_err(db_tx(db, insert, (char[]){ "13900000002" }), ERR_DUPLICATE);
	assert_string_equal(db_duplicate(db), "member_phone");
}

static void the_table_takes_nothing_in_the_clear(void **state)
{
	(void)state;
	assert_err(db_tx(db, insert_plain, (char[]){ "13900000003 as long as one that is sealed" }), ERR_INVALID);
	assert_err(db_tx(db, insert_plain, (char[]){ "" }), ERR_INVALID);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE nickname = 'a' AND ORD(phone) > 31"), 0);
}

static void what_was_changed_or_is_of_a_lost_key_is_an_error_that_names_the_column(void **state)
{
	const char *phone = PHONE;
	struct person p = { .id = -1 };
	int64_t id;
	(void)state;

	assert_err(db_tx(db, insert, (char[]){ "13900000004" }), OK);
	id = find("13900000004").id;
	database_ask(SCHEMA,
		"UPDATE member SET phone = INSERT(phone, 20, 1, IF(SUBSTRING(phone, 20, 1) = 'a', 'b', 'a'))"
		" WHERE phone_index = INDEXED('13900000004')");
	assert_err(db_one(db, person_select, &p, id), ERR_DB);
	assert_non_null(strstr(db_error(db), "person_select.phone: changed, or sealed under a key"));
	assert_null(strstr(db_error(db), "1390000"));
	database_ask(
		SCHEMA, "UPDATE member SET phone = CONCAT(CHAR(9), SUBSTRING(phone, 2)) WHERE phone_index = INDEXED('" PHONE "')");
	assert_err(db_one(db, person_by_phone, &p, phone), ERR_DB);
	assert_int_equal(p.id, -1);
}

/* The configuration turned over: the new key comes first, the one before still opens. */
static void a_row_of_the_old_key_is_read_until_that_is_gone(void **state)
{
	struct seal_keys keys = DATABASE_KEYS;
	struct db_config config = { .socket = getenv("TEST_SOCKET"), .user = "mall", .schema = SCHEMA };
	const char *phone = "13900000005";
	struct person p = { 0 };
	struct db *line = NULL;
	char older[96];
	(void)state;

	assert_err(db_tx(db, insert, (char[]){ "13900000005" }), OK);
	snprintf(older, sizeof older, "%s", keys.key);
	config.keys = (struct seal_keys){ .key = "3:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
		.old_keys = older,
		.index_key = keys.index_key };
	assert_err(db_open(&config, &arena, &line), OK);
	assert_err(db_one(line, person_by_phone, &p, phone), OK);
	assert_string_equal(p.phone.text, "13900000005");
	db_close(line);
	config.keys.old_keys = NULL;
	assert_err(db_open(&config, &arena, &line), OK);
	assert_err(db_one(line, person_by_phone, &p, phone), ERR_DB);
	db_close(line);
	config.keys.key = "change-me";
	assert_err(db_open(&config, &arena, &line), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_stored_sealed_and_found_by_its_index),
		cmocka_unit_test(none_is_none),
		cmocka_unit_test(an_index_is_as_unique_as_the_phone),
		cmocka_unit_test(the_table_takes_nothing_in_the_clear),
		cmocka_unit_test(what_was_changed_or_is_of_a_lost_key_is_an_error_that_names_the_column),
		cmocka_unit_test(a_row_of_the_old_key_is_read_until_that_is_gone),
	};

	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
