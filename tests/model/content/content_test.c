/* What the shop shows: its order, its time, its languages, its versions. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/content/agreement.h"
#include "../../../model/content/banner.h"
#include "../../../model/content/home.h"
#include "../../../model/content/hot_word.h"
#include "../../../model/content/identity.h"

#define SCHEMA "content_test"
static struct arena arena = { .limit = 16 << 20 };
static struct db *db;

struct work {
	struct banner banner;
	struct content_ids order;
	struct agreement agreement;
	struct identity identity;
	int64_t id;
};

static err create(struct tx *tx, void *arg)
{
	struct work *w = arg;

	TRY(banner_create(tx, &w->banner, &w->id));
	return content_publish(tx, &banner_table, w->id);
}

static err update(struct tx *tx, void *arg) { return banner_update(tx, &((struct work *)arg)->banner); }

static err arrange(struct tx *tx, void *arg) { return content_arrange(tx, &arena, &banner_table, &((struct work *)arg)->order); }

static err agree(struct tx *tx, void *arg)
{
	return agreement_add(tx, &arena, (staff_id){ 1 }, AGREEMENT_USER, &((struct work *)arg)->agreement);
}

static err identify(struct tx *tx, void *arg) { return identity_update(tx, &((struct work *)arg)->identity); }

static int64_t add(const char *title, const char *english)
{
	struct content_text text = { .locale = TEXT_EN, .title = english };
	struct work w = {
		.banner = { .title = title, .image = "/a", .target_kind = TARGET_NONE, .texts = { &text, english ? 1 : 0 } }
	};

	assert_err(db_tx(db, create, &w), OK);
	return w.id;
}

static void clear(void) { database_ask(SCHEMA, "UPDATE banner SET state = 'DELETED'"); }

static size_t shown(void)
{
	struct banner_list list;

	assert_err(banner_list_shown(db, "zh-CN", &list), OK);
	return list.n;
}

static void a_text_is_read_in_its_language_and_else_in_the_shops(void **state)
{
	struct banner_list list;
	(void)state;

	clear();
	add("中文", "English");
	add("只有中文", NULL);
	assert_err(banner_list_shown(db, "en", &list), OK);
	assert_int_equal(list.n, 2);
	assert_string_equal(list.at[0].title, "English");
	assert_string_equal(list.at[1].title, "只有中文");
	assert_err(banner_list_shown(db, "zh-TW", &list), OK);
	assert_string_equal(list.at[0].title, "中文");
}

static void what_is_shown_is_in_its_time_by_the_databases_clock(void **state)
{
	(void)state;

	clear();
	add("now", NULL);
	assert_int_equal(shown(), 1);
	database_ask(SCHEMA, "UPDATE banner SET starts_at = NOW(3) + INTERVAL 1 HOUR");
	assert_int_equal(shown(), 0);
	database_ask(SCHEMA, "UPDATE banner SET starts_at = NOW(3) - INTERVAL 1 HOUR, ends_at = NOW(3) + INTERVAL 1 HOUR");
	assert_int_equal(shown(), 1);
	database_ask(SCHEMA, "UPDATE banner SET ends_at = NOW(3)");
	assert_int_equal(shown(), 0);
}

static void an_order_names_all_there_are(void **state)
{
	struct banner_list list;
	struct content_id three[3];
	(void)state;

	clear();
	for (size_t i = 0; i < 3; i++)
		three[2 - i].id = add("one", NULL);
	struct work w = { .order = { three, 3 } };
	assert_err(db_tx(db, arrange, &w), OK);
	assert_err(banner_list(db, &list), OK);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(list.at[i].id, three[i].id);
	w.order.n = 2;
	assert_err(db_tx(db, arrange, &w), ERR_CONFLICT);
	database_ask(SCHEMA, "UPDATE banner SET state = 'DELETED' WHERE position = 1");
	w.order.n = 3;
	assert_err(db_tx(db, arrange, &w), ERR_CONFLICT);
}

/* A banner at a time, until there is no more room for one; how many it got in. */
static int add_many(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	struct work w = { .banner = { .title = "one of many", .image = "/a", .target_kind = TARGET_NONE } };
	int added = 0;
	(void)worker;

	while (db_tx(line, create, &w) == OK)
		added++;
	db_close(line);
	arena_reset(&own);
	return added;
}

static void there_are_no_more_than_there_may_be_however_many_add_one(void **state)
{
	(void)state;

	clear();
	assert_int_equal(database_race(8, add_many), BANNERS_MAX);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM banner WHERE state <> 'DELETED'"), BANNERS_MAX);
	clear();
}

static err suggest(struct tx *tx, void *arg)
{
	struct problem unread = { .n = 0 };
	int64_t id;

	return hot_word_create(tx, &(struct hot_word){ .title = arg }, &unread, &id);
}

static int suggest_ten(int i)
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	int added = 0;
	(void)i;

	for (char word[] = "0"; *word <= '9'; ++*word)
		added += db_tx(line, suggest, word) == OK;
	db_close(line);
	arena_reset(&own);
	return added;
}

static void a_hot_word_is_there_once_however_many_suggest_it(void **state)
{
	(void)state;

	assert_int_equal(database_race(8, suggest_ten), 10);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM hot_word"), 10);
}

static void an_older_version_changes_nothing(void **state)
{
	struct banner found;
	(void)state;

	clear();
	struct work w = {
		.banner = { .id = add("first", NULL), .title = "second", .image = "/a", .target_kind = TARGET_NONE, .version = 1 }
	};
	assert_err(db_tx(db, update, &w), ERR_CONFLICT); /* publishing made it 2 */
	w.banner.version = 2;
	assert_err(db_tx(db, update, &w), OK);
	assert_err(banner_find(db, w.banner.id, &found), OK);
	assert_true(found.version == 3 && found.phase == PHASE_LIVE);
	w.banner.id = 99999;
	assert_err(db_tx(db, update, &w), ERR_NOT_FOUND);
}

static void an_agreement_gets_the_number_after_the_one_its_writer_saw(void **state)
{
	struct agreement found;
	struct work w = { .agreement = { .body = "<p>one</p>" } };
	(void)state;

	assert_err(agreement_find_in(db, AGREEMENT_USER, "en", &found), ERR_NOT_FOUND);
	assert_err(db_tx(db, agree, &w), OK);
	assert_err(db_tx(db, agree, &w), ERR_CONFLICT); /* the second who began from nothing */
	w.agreement = (struct agreement){ .body = "<p>two</p><script>x</script>", .number = 1 };
	assert_err(db_tx(db, agree, &w), OK);
	w.agreement.number = 7;
	assert_err(db_tx(db, agree, &w), ERR_CONFLICT);
	assert_err(agreement_find(db, AGREEMENT_USER, (maybe_int64){ 0 }, &found), OK);
	assert_true(found.number == 2 && found.versions.n == 2);
	assert_string_equal(found.body, "<p>two</p>");
	assert_err(agreement_find(db, AGREEMENT_USER, (maybe_int64){ true, 1 }, &found), OK);
	assert_string_equal(found.body, "<p>one</p>");
}

static void the_identity_is_one_row_of_versions(void **state)
{
	struct work w = { 0 };
	(void)state;

	assert_err(identity_read(db, &w.identity), OK);
	w.identity.name = "店";
	assert_err(db_tx(db, identify, &w), OK);
	assert_err(db_tx(db, identify, &w), ERR_CONFLICT);
	assert_err(identity_read_in(db, "en", &w.identity), OK);
	assert_string_equal(w.identity.name, "店");
	assert_int_equal(w.identity.user_agreement, 2);
}

/* ---- the front page ---- */

enum { LOOKED_AT_MOST = 3000 }; /* of 20,000 */

static int64_t rows_looked_at(void)
{
	return database_ask(SCHEMA,
		"SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN ('HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND_NEXT')");
}

static void a_floor_shows_the_newest_of_its_leaves_and_looks_at_no_more(void **state)
{
	struct front home;
	(void)state;

	database_ask(SCHEMA,
		"INSERT INTO category (id, parent_id, level, name, state, created_at) VALUES (1, NULL, 1, 'all', 'ACTIVE', NOW(3)),"
		" (2, 1, 2, 'a', 'ACTIVE', NOW(3)), (3, 1, 2, 'b', 'ACTIVE', NOW(3)), (4, 1, 2, 'hidden', 'HIDDEN', NOW(3)), (5, 1, 2, 'none', 'ACTIVE', NOW(3))");
	database_ask(SCHEMA,
		"INSERT INTO product (id, category_id, title, images, detail, state, tokens, created_at, updated_at)"
		" SELECT seq, 2 + seq % 3, seq, '', '', IF(seq > 19990, 'OFF_SALE', 'ON_SALE'), '', NOW(3), NOW(3) FROM seq_1_to_20000");
	database_ask(SCHEMA,
		"INSERT INTO home_floor (id, title, source, category_id, size, position, state, created_at) VALUES"
		" (1, 'all', 'CATEGORY', 1, 10, 1, 'PUBLISHED', NOW(3)), (2, 'a', 'CATEGORY', 2, 20, 2, 'PUBLISHED', NOW(3)),"
		" (3, 'none', 'CATEGORY', 5, 20, 3, 'PUBLISHED', NOW(3))");
	const int64_t before = rows_looked_at();
	assert_err(home_read(db, &arena, "en", &home), OK);
	const int64_t looked_at = rows_looked_at() - before;
	assert_true(looked_at > 0 && looked_at < LOOKED_AT_MOST);
	assert_int_equal(home.floors.n, 2); /* where there is nothing, there is no floor */
	const struct product_list all = home.floors.at[0].products, a = home.floors.at[1].products;
	assert_int_equal(all.n, 10);
	for (size_t i = 0, id = 19990; i < all.n; id--)
		if (id % 3 != 2) /* not of the hidden one */
			assert_int_equal(all.at[i++].id, id);
	assert_int_equal(a.n, 20);
	for (size_t i = 0; i < a.n; i++)
		assert_int_equal(a.at[i].id, 19989 - 3 * (int64_t)i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_read_in_its_language_and_else_in_the_shops),
		cmocka_unit_test(what_is_shown_is_in_its_time_by_the_databases_clock),
		cmocka_unit_test(an_order_names_all_there_are),
		cmocka_unit_test(there_are_no_more_than_there_may_be_however_many_add_one),
		cmocka_unit_test(a_hot_word_is_there_once_however_many_suggest_it),
		cmocka_unit_test(an_older_version_changes_nothing),
		cmocka_unit_test(an_agreement_gets_the_number_after_the_one_its_writer_saw),
		cmocka_unit_test(a_floor_shows_the_newest_of_its_leaves_and_looks_at_no_more),
		cmocka_unit_test(the_identity_is_one_row_of_versions),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
