/* Members: who they are, and that two of them never are one, nor one two. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/member/member.h"
#include <string.h>

#define SCHEMA "member_test"
static struct arena arena = { .limit = 4 << 20 };
static struct db *db;

struct arrival {
	const char *openid, *phone;
	struct member member;
};

static err arrive(struct tx *tx, void *arg)
{
	struct arrival *a = arg;
	const struct member_wechat w = { "wx1", a->openid, NULL, "小明", "https://img/1" };

	return a->openid ? member_of_wechat(tx, &w, &a->member) : member_of_phone(tx, a->phone, "用户", &a->member);
}

static int race(struct arrival a)
{
	struct arena own = { .limit = 1 << 20 };

	return db_tx(database_open(SCHEMA, &own), arrive, &a) == OK;
}

static int first_by_openid(int i)
{
	(void)i;
	return race((struct arrival){ .openid = "race" });
}

static int first_by_phone(int i)
{
	(void)i;
	return race((struct arrival){ .phone = "13900000001" });
}

static void first_sign_ins_at_once_make_one_member(void **state)
{
	(void)state;
	assert_int_equal(database_race(8, first_by_openid), 8);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member"), 1);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member_wechat w JOIN member m ON m.id = w.member_id"), 1);
	assert_int_equal(database_race(8, first_by_phone), 8);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE phone_index = INDEXED('13900000001')"), 1);
}

static void the_phone_finds_its_member(void **state)
{
	struct arrival a = { .phone = "13812346666" }, again = a, w = { .openid = "o2" };
	struct member_secret secret;
	(void)state;

	assert_err(db_tx(db, arrive, &a), OK);
	assert_string_equal(a.member.phone.text, "13812346666");
	assert_string_equal(a.member.nickname, "用户6666");
	assert_false(a.member.has_wechat || a.member.has_password);
	assert_err(db_tx(db, arrive, &again), OK);
	assert_int_equal(again.member.id, a.member.id);
	assert_err(member_secret_by_phone(db, "13812346666", &secret), OK);
	assert_string_equal(secret.phone.text, "13812346666");
	assert_err(db_tx(db, arrive, &w), OK);
	assert_string_equal(w.member.nickname, "小明");
	assert_null(w.member.phone.text);
}

struct step {
	member_id member;
	int what;
	const char *old, *hash;
};

static err do_step(struct tx *tx, void *arg)
{
	const struct step *s = arg;
	struct member found;

	switch (s->what) {
	case 0: return member_disable(tx, s->member);
	case 1: return member_enable(tx, s->member);
	case 2: return member_set_password(tx, s->member, s->old, s->hash);
	case 3: return member_with_hash(tx, s->member, s->hash, &found);
	case 4: return member_set_phone(tx, s->member, "13900000001");
	default: return member_rename(tx, s->member, "新名", 1);
	}
}

static err step(member_id member, int what, const char *old, const char *hash)
{
	return db_tx(db, do_step, &(struct step){ member, what, old, hash });
}

static void each_change_asks_what_was_before(void **state)
{
	struct arrival a = { .phone = "13700000001" };
	(void)state;

	assert_err(db_tx(db, arrive, &a), OK);
	const member_id m = { a.member.id };
	assert_err(step(m, 5, NULL, NULL), OK);
	assert_err(step(m, 5, NULL, NULL), ERR_CONFLICT);
	assert_err(step(m, 2, NULL, "h1"), OK);
	assert_err(step(m, 2, NULL, "h2"), ERR_CONFLICT);
	assert_err(step(m, 2, "h1", "h2"), OK);
	assert_err(step(m, 3, NULL, "h1"), ERR_NOT_FOUND);
	assert_err(step(m, 3, NULL, "h2"), OK);
	assert_err(step(m, 4, NULL, NULL), ERR_DUPLICATE);
	assert_err(step(m, 0, NULL, NULL), OK);
	assert_err(step(m, 3, NULL, "h2"), MEMBER_BARRED);
	assert_err(db_tx(db, arrive, &a), MEMBER_BARRED);
	assert_err(step(m, 1, NULL, NULL), OK);
	assert_err(db_tx(db, arrive, &a), OK);
	assert_err(step((member_id){ 999 }, 0, NULL, NULL), ERR_NOT_FOUND);
}

static void staff_find_members(void **state)
{
	struct member_search q = { .keyword = "", .state = MEMBERS_ALL, .page = 1, .page_size = 2 };
	struct member_list list;
	int64_t total;
	(void)state;

	assert_err(member_list(db, &q, &list, &total), OK);
	assert_int_equal(list.n, 2);
	assert_int_equal(total, database_ask(SCHEMA, "SELECT COUNT(*) FROM member"));
	assert_true(list.at[0].id > list.at[1].id);
	q.keyword = "13812346666";
	assert_err(member_list(db, &q, &list, &total), OK);
	assert_int_equal(total, 1);
	q.keyword = "1381234";
	assert_err(member_list(db, &q, &list, &total), OK);
	assert_int_equal(total, 0);
	q.keyword = "明";
	q.state = MEMBERS_ACTIVE;
	assert_err(member_list(db, &q, &list, &total), OK);
	assert_int_equal(total, 2);
	q.state = MEMBERS_DISABLED;
	assert_err(member_list(db, &q, &list, &total), OK);
	assert_int_equal(total, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_sign_ins_at_once_make_one_member),
		cmocka_unit_test(the_phone_finds_its_member),
		cmocka_unit_test(each_change_asks_what_was_before),
		cmocka_unit_test(staff_find_members),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
