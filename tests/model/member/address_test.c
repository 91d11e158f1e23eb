/* Addresses: whose they are, how many, and which is the default. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/member/address.h"
#include "../../../model/member/member.h"

#define SCHEMA "address_test"
static struct arena arena = { .limit = 4 << 20 };
static struct db *db;
static const member_id ann = { 1 }, ben = { 2 };

enum what { CREATE, CHANGE, MAKE_DEFAULT, DELETE_IT };
struct step {
	enum what what;
	member_id member;
	struct address address;
};

static err body(struct tx *tx, void *arg)
{
	struct step *s = arg;

	switch (s->what) {
	case CREATE: return address_create(tx, s->member, &s->address, &s->address.id);
	case CHANGE: return address_change(tx, s->member, &s->address);
	case MAKE_DEFAULT: return address_make_default(tx, s->member, s->address.id);
	default: return address_delete(tx, s->member, s->address.id);
	}
}

/* clang-format off */
#define HOME(...) (struct address){ .name = { "张三" }, .phone = { "13812346666" }, .region = "440305", .province = "广东省", \
	.city = "深圳市", .district = "南山区", .detail = { "科技园 1 号" }, __VA_ARGS__ }
/* clang-format on */
#define STEP(...) db_tx(db, body, &(struct step){ __VA_ARGS__ })

static int64_t create(member_id member, bool is_default)
{
	struct step s = { CREATE, member, HOME(.is_default = is_default) };

	assert_err(db_tx(db, body, &s), OK);
	return s.address.id;
}

static void one_is_the_default(void **state)
{
	struct address_list list;
	(void)state;

	const int64_t first = create(ann, false), second = create(ann, false), third = create(ann, true);
	create(ben, false);
	assert_err(address_list(db, ann, &list), OK);
	assert_int_equal(list.n, 3);
	assert_int_equal(list.at[0].id, third);
	assert_int_equal(list.at[1].id, second);
	assert_err(STEP(MAKE_DEFAULT, ann, { .id = first }), OK);
	assert_int_equal(database_ask(SCHEMA, "SELECT SUM(is_default) FROM address WHERE member_id = 1"), 1);
	assert_int_equal(database_ask(SCHEMA, "SELECT is_default FROM address WHERE member_id = 2"), 1);
	assert_err(STEP(DELETE_IT, ann, { .id = first }), OK);
	assert_err(STEP(DELETE_IT, ann, { .id = first }), ERR_NOT_FOUND);
	assert_err(STEP(MAKE_DEFAULT, ann, { .id = first }), ERR_NOT_FOUND);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM address WHERE member_id = 1"), 3);
}

static void a_strangers_is_none(void **state)
{
	struct address a;
	(void)state;

	const int64_t his = create(ben, false);
	assert_err(address_find(db, ann, his, &a), ERR_NOT_FOUND);
	assert_err(STEP(CHANGE, ann, HOME(.id = his, .version = 1)), ERR_NOT_FOUND);
	assert_err(STEP(MAKE_DEFAULT, ann, { .id = his }), ERR_NOT_FOUND);
	assert_err(STEP(DELETE_IT, ann, { .id = his }), ERR_NOT_FOUND);
	assert_err(address_find(db, ben, his, &a), OK);
}

static void a_version_changes_once(void **state)
{
	struct address a;
	(void)state;

	const int64_t id = create(ben, false);
	assert_err(STEP(CHANGE, ben, HOME(.id = id, .version = 1, .is_default = true)), OK);
	assert_err(STEP(CHANGE, ben, HOME(.id = id, .version = 1)), ERR_CONFLICT);
	assert_err(address_find(db, ben, id, &a), OK);
	assert_int_equal(a.version, 2);
	assert_true(a.is_default);
}

static int create_four(int i)
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	int made = 0;
	(void)i;

	for (int n = 0; n < 4; n++)
		made += db_tx(line, body, &(struct step){ CREATE, { 3 }, HOME(.is_default = true) }) == OK;
	return made;
}

static void twenty_also_side_by_side(void **state)
{
	(void)state;
	assert_int_equal(database_race(8, create_four), ADDRESS_MAX);
	assert_int_equal(database_ask(SCHEMA, "SELECT SUM(is_default) FROM address WHERE member_id = 3"), 1);
	assert_err(STEP(CREATE, { 3 }, HOME(.id = 0)), ADDRESS_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_is_the_default),
		cmocka_unit_test(a_strangers_is_none),
		cmocka_unit_test(a_version_changes_once),
		cmocka_unit_test(twenty_also_side_by_side),
	};
	database_make(SCHEMA);
	database_ask(SCHEMA,
		"INSERT INTO member (state, nickname, created_at, updated_at) VALUES"
		" ('ACTIVE', 'a', NOW(3), NOW(3)), ('ACTIVE', 'b', NOW(3), NOW(3)), ('ACTIVE', 'c', NOW(3), NOW(3))");
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
