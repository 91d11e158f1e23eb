/* Keys turn over: everything is sealed anew once, and nobody's writing is lost to it. */
#include "../test.h"
#include "../database.h"
#include "../../lib/must.h"
#include "../../model/member/address.h"
#include "../../model/member/member.h"
#include "../../model/rekey.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA "rekey_test"
enum {
	MEMBERS = 250,
	WRITES = 40,
	ROUNDS = 4,
	PATIENCE = 15,
	PAUSE_US = 110000
}; /* INNODB_LOCK_WAITS renews itself ten times a second */
static struct arena arena = { .limit = 64 << 20 };
static struct db *db; /* under key 2, as the configuration of today */

static struct db *open_under(const char *key, const char *old_keys, struct arena *a)
{
	const struct seal_keys today = DATABASE_KEYS;
	const struct db_config config = {
		.socket = getenv("TEST_SOCKET"), .user = "mall", .schema = SCHEMA, .keys = { key, old_keys, today.index_key }
	};
	struct db *line = NULL;

	must(db_open(&config, a, &line) == OK);
	return line;
}

/* As a worker of yesterday's configuration. */
static struct db *open_yesterday(struct arena *a)
{
	const struct seal_keys today = DATABASE_KEYS;

	return open_under(today.old_keys, today.key, a);
}

static int32_t rekey_all(struct db *line, const struct rekey_table *t)
{
	int64_t after = 0;
	int32_t done, sum = 0;
	bool more = true;

	for (int rounds = 0; more && rounds < 100; rounds++) {
		must(rekey_some(line, t, &after, &done, &more) == OK);
		sum += done;
	}
	return sum;
}

static const struct rekey_table *table_of(const char *name)
{
	const struct rekey_table *t = rekey_tables;

	while (strcmp(t->name, name) != 0)
		t++;
	return t;
}

static int64_t left_in(const char *table)
{
	int64_t n = -1;

	assert_err(rekey_left(db, table_of(table), &n), OK);
	return n;
}

static err make_members(struct tx *tx, void *arg)
{
	const struct address home = { .name = { "张三" },
		.phone = { "0755-1234567" },
		.region = "440305",
		.province = "广东省",
		.city = "深圳市",
		.district = "",
		.detail = { "科技园 1 号" } };
	struct member m;
	char phone[12];
	int64_t id;
	(void)arg;

	for (int i = 0; i < MEMBERS; i++) {
		snprintf(phone, sizeof phone, "138%08d", i);
		TRY(member_of_phone(tx, phone, "用户", &m));
		if (i == 0)
			TRY(address_create(tx, (member_id){ m.id }, &home, &id));
	}
	return OK;
}

static void what_an_old_key_sealed_is_sealed_anew_once(void **state)
{
	const struct seal_keys today = DATABASE_KEYS;
	struct arena a = { .limit = 64 << 20 };
	struct db *line = open_yesterday(&a);
	struct member_secret secret;
	struct address home;
	(void)state;

	assert_err(db_tx(line, make_members, NULL), OK);
	db_close(line);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE ORD(phone) = 1"), MEMBERS);
	assert_int_equal(left_in("member"), MEMBERS);
	assert_int_equal(left_in("address"), 1);
	assert_int_equal(left_in("shop_order"), 0);
	assert_int_equal(rekey_all(db, table_of("member")), MEMBERS);
	assert_int_equal(left_in("member"), 0);
	database_ask(SCHEMA, "CREATE TABLE kept AS SELECT * FROM address");
	assert_int_equal(rekey_all(db, table_of("address")), 1);
	assert_int_equal(left_in("address"), 0);
	database_ask(SCHEMA, "UPDATE address a JOIN kept k ON k.id = a.id SET a.detail = k.detail; DROP TABLE kept");
	assert_int_equal(left_in("address"), 1); /* a part of it is enough */
	assert_int_equal(rekey_all(db, table_of("address")), 1);
	assert_int_equal(left_in("address"), 0);
	assert_int_equal(rekey_all(db, table_of("shop_order")), 0);
	assert_int_equal(rekey_all(db, table_of("member")), 0);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE ORD(phone) = 2"), MEMBERS);
	assert_int_equal(
		database_ask(SCHEMA, "SELECT COUNT(*) FROM address WHERE ORD(phone) = 2 AND ORD(name) = 2 AND ORD(detail) = 2"), 1);

	line = open_under(today.key, NULL, &a); /* the old key is thrown away */
	assert_err(member_secret_by_phone(line, "13800000249", &secret), OK);
	assert_string_equal(secret.phone.text, "13800000249");
	const int64_t owner = database_ask(SCHEMA, "SELECT member_id FROM address");
	assert_err(address_find(line, (member_id){ owner }, database_ask(SCHEMA, "SELECT id FROM address"), &home), OK);
	assert_string_equal(home.name.text, "张三");
	assert_string_equal(home.phone.text, "0755-1234567");
	assert_string_equal(home.detail.text, "科技园 1 号");
	db_close(line);
	arena_reset(&a);
}

static void a_row_whose_key_is_gone_stops_it(void **state)
{
	const struct seal_keys today = DATABASE_KEYS;
	struct arena a = { .limit = 64 << 20 };
	struct db *line = open_under("3:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", today.old_keys, &a);
	int64_t after = 0;
	int32_t done = -1;
	bool more = false;
	(void)state;

	assert_err(rekey_some(line, table_of("member"), &after, &done, &more), ERR_DB);
	assert_non_null(strstr(db_error(line), "rekey_select_member.phone"));
	assert_true(after == 0 && done == -1);
	db_close(line);
	arena_reset(&a);
}

struct change {
	int64_t member;
	char phone[12];
};

static err set_phone(struct tx *tx, void *arg)
{
	const struct change *c = arg;

	return member_set_phone(tx, (member_id){ c->member }, c->phone);
}

/* One half of the processes gives members new phones under yesterday's key, the other seals anew. */
static int write_or_rekey(int i)
{
	struct arena a = { .limit = 64 << 20 };
	struct db *line = i % 2 ? open_yesterday(&a) : database_open(SCHEMA, &a);
	struct change c;

	for (int n = 0; n < (i % 2 ? WRITES : ROUNDS); n++) {
		if (i % 2) {
			c.member = 1 + (i / 2) * WRITES + n;
			snprintf(c.phone, sizeof c.phone, "139%08d", (int)c.member);
			must(db_tx(line, set_phone, &c) == OK);
		} else {
			rekey_all(line, table_of("member"));
		}
		arena_clear(&a);
	}
	db_close(line);
	return 0;
}

/* Until the other half has come to the same row: it has read the old phone, and waits to write it back. */
static err set_phone_slowly(struct tx *tx, void *arg)
{
	TRY(set_phone(tx, arg));
	for (int n = 0; database_ask(SCHEMA, "SELECT COUNT(*) FROM information_schema.INNODB_LOCK_WAITS") < 1; n++) {
		must(n < PATIENCE);
		usleep(PAUSE_US);
	}
	return OK;
}

static int write_while_it_rekeys(int i)
{
	struct arena a = { .limit = 64 << 20 };
	struct db *line = i ? open_yesterday(&a) : database_open(SCHEMA, &a);
	struct change c = { MEMBERS, "13900000000" };

	if (i) {
		must(db_tx(line, set_phone_slowly, &c) == OK);
	} else {
		static const char seen[] = "SELECT COUNT(*) FROM (SELECT id FROM member WHERE id = 250 FOR UPDATE SKIP LOCKED) t";
		for (int n = 0; database_ask(SCHEMA, seen) != 0; n++) {
			must(n < PATIENCE);
			usleep(PAUSE_US);
		}
		rekey_all(line, table_of("member"));
	}
	db_close(line);
	return 0;
}

static void a_phone_given_between_reading_and_sealing_stays(void **state)
{
	struct arena a = { .limit = 64 << 20 };
	struct db *line = open_yesterday(&a);
	struct member_secret secret;
	(void)state;

	rekey_all(line, table_of("member"));
	db_close(line);
	arena_reset(&a);
	assert_int_equal(database_race(2, write_while_it_rekeys), 0);
	assert_err(member_secret_find(db, (member_id){ MEMBERS }, &secret), OK);
	assert_string_equal(secret.phone.text, "13900000000");
	assert_int_equal(rekey_all(db, table_of("member")), 1);
	assert_err(member_secret_by_phone(db, "13900000000", &secret), OK);
	assert_int_equal(secret.id, MEMBERS);
}

static void nobodys_new_phone_is_lost(void **state)
{
	struct arena a = { .limit = 64 << 20 };
	struct db *line = open_yesterday(&a);
	struct member_secret secret;
	char phone[12];
	(void)state;

	assert_int_equal(rekey_all(line, table_of("member")), MEMBERS); /* all is as it was yesterday */
	db_close(line);
	arena_reset(&a);
	assert_int_equal(database_race(6, write_or_rekey), 0);
	rekey_all(db, table_of("member"));
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE ORD(phone) <> 2"), 0);
	for (int64_t id = 1; id <= 3 * WRITES; id++) {
		snprintf(phone, sizeof phone, "139%08d", (int)id);
		assert_err(member_secret_find(db, (member_id){ id }, &secret), OK);
		assert_string_equal(secret.phone.text, phone);
		assert_err(member_secret_by_phone(db, phone, &secret), OK);
		assert_int_equal(secret.id, id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_old_key_sealed_is_sealed_anew_once),
		cmocka_unit_test(a_row_whose_key_is_gone_stops_it),
		cmocka_unit_test(a_phone_given_between_reading_and_sealing_stays),
		cmocka_unit_test(nobodys_new_phone_is_lost),
	};

	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
