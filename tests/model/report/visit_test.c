/* A page view: whose it is, when it was, where its session came from; and how long it is kept. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/report/robot.h"
#include "../../../model/report/visit.h"
#include <string.h>
#include <time.h>

#define SCHEMA "visit_test"
#define ALICE "alice-alice-alice-alice-alice-alice-alice-a"
#define BOB "bob-bob-bob-bob-bob-bob-bob-bob-bob-bob-bob"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;

static int64_t ask(const char *sql) { return database_ask(SCHEMA, sql); }

static err record_body(struct tx *tx, void *arg) { return visit_record(tx, arg); }

static void record(const char *visitor, int64_t member, struct visit_view *views, size_t n)
{
	struct visit_batch batch = {
		.visitor = visitor, .member = { member }, .own_host = "shop.example.com", .views = { views, n }
	};

	assert_err(db_tx(db, record_body, &batch), OK);
}
#define LOOK(visitor, ...) record((visitor), 0, &(struct visit_view){ .path = "/", .page = VISIT_HOME, __VA_ARGS__ }, 1)

static void robots_are_known_by_their_names(void **state)
{
	static const char *const robots[] = { "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
		"Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", "curl/8.5.0",
		"python-requests/2.31",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36" };
	static const char *const people[] = {
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN",
		"Mozilla/5.0 (Linux; Android 14; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0"
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(robots); i++)
		if (!robot_is(robots[i]))
			fail_msg("a visitor: %s", robots[i]);
	for (size_t i = 0; i < TEST_COUNT(people); i++)
		if (robot_is(people[i]))
			fail_msg("a robot: %s", people[i]);
}

#define ORIGIN(...) visit_origin_of(&(struct visit_view){ __VA_ARGS__ }, "shop.example.com")

static void a_campaign_comes_before_a_share_before_a_referrer(void **state)
{
	struct visit_origin o;
	(void)state;

	o = ORIGIN(.utm_source = "weibo", .share_code = "S1", .referrer_host = "weibo.com");
	assert_int_equal(o.source, SOURCE_CAMPAIGN);
	assert_string_equal(o.name, "weibo");
	o = ORIGIN(.utm_campaign = "双十一", .share_code = "S1");
	assert_int_equal(o.source, SOURCE_CAMPAIGN);
	assert_string_equal(o.name, "双十一");
	o = ORIGIN(.utm_medium = "post", .utm_source = "", .share_code = "S1", .referrer_host = "weibo.com");
	assert_int_equal(o.source, SOURCE_SHARE);
	assert_string_equal(o.name, "S1");
	o = ORIGIN(.referrer_host = "weibo.com");
	assert_int_equal(o.source, SOURCE_REFERRER);
	assert_string_equal(o.name, "weibo.com");
	o = ORIGIN(.referrer_host = "shop.example.com");
	assert_int_equal(o.source, SOURCE_DIRECT);
	assert_string_equal(o.name, "");
	assert_int_equal(ORIGIN(.page = VISIT_HOME).source, SOURCE_DIRECT);
}

static void a_batch_is_one_statement_after_another_that_asks_for_the_session(void **state)
{
	struct visit_view views[VISITS_AT_ONCE];
	(void)state;

	for (int i = 0; i < VISITS_AT_ONCE; i++)
		views[i] = (struct visit_view){ .page = VISIT_PRODUCT,
			.object_id = { true, i + 1 },
			.path = "/product/'\"\\茶",
			.stay_ms = 1000 + i,
			.ago_ms = 60000 - i * 1000 };
	db_request_begins(db);
	record(BOB, 7, views, VISITS_AT_ONCE);
	assert_int_equal(db_statements(db), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM visit"), VISITS_AT_ONCE);
	assert_int_equal(ask("SELECT COUNT(DISTINCT visitor) FROM visit"), 1);
	assert_int_equal(
		ask("SELECT COUNT(*) FROM visit WHERE member_id = 7 AND source = 'DIRECT' AND path = '/product/\\'\"\\\\茶'"),
		VISITS_AT_ONCE);
	assert_int_equal(ask("SELECT stay_ms FROM visit WHERE object_id = 20"), 1019);
	/* When they were opened: a minute ago the first, 41 s ago the last. */
	assert_int_equal(ask("SELECT ROUND(TIMESTAMPDIFF(SECOND, MIN(at), NOW(3)) / 10) FROM visit"), 6);
	assert_int_equal(ask("SELECT ROUND(TIMESTAMPDIFF(SECOND, MAX(at), NOW(3)) / 10) FROM visit"), 4);
	/* The cookie itself is nowhere. */
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE visitor = LEFT(UNHEX(SHA2('" BOB "', 256)), 16)"), VISITS_AT_ONCE);
	ask("DELETE FROM visit");
}

static void a_session_keeps_the_source_of_its_first_view(void **state)
{
	struct visit_view two[] = { { .page = VISIT_PRODUCT, .path = "/product/1", .ago_ms = 1000 },
		{ .page = VISIT_HOME, .path = "/", .ago_ms = 2000, .share_code = "S9" } };
	(void)state;

	record(ALICE, 0, two, 2); /* the older one decides */
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE source = 'SHARE' AND source_name = 'S9'"), 2);
	LOOK(ALICE, .utm_source = "weibo");
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE source = 'SHARE' AND source_name = 'S9'"), 3);
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE utm_source = 'weibo'"), 1);
	LOOK(BOB, .referrer_host = "www.example.org");
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE source = 'REFERRER' AND source_name = 'www.example.org'"), 1);
	/* Half an hour later it is another session. */
	ask("UPDATE visit SET at = at - INTERVAL 31 MINUTE");
	LOOK(ALICE, .utm_source = "weibo");
	assert_int_equal(ask("SELECT COUNT(*) FROM visit WHERE source = 'CAMPAIGN' AND source_name = 'weibo'"), 1);
	ask("DELETE FROM visit");
}

struct cleaning {
	moment until;
	int32_t gone;
};

static err clean_body(struct tx *tx, void *arg)
{
	struct cleaning *c = arg;

	return visit_clean(tx, c->until, 100, &c->gone);
}

static void old_views_go_a_hundred_at_a_time(void **state)
{
	struct cleaning c = { .until = { ((int64_t)time(NULL) - 180 * 86400) * 1000 } };
	(void)state;

	ask("INSERT INTO visit (at, visitor, page, path, source, stay_ms) SELECT NOW(3) - INTERVAL IF(seq <= 250, 181, 179) DAY,"
	    " REPEAT('x', 16), 'HOME', '/', 'DIRECT', 0 FROM seq_1_to_260");
	for (int i = 0; i < 4; i++) {
		assert_err(db_tx(db, clean_body, &c), OK);
		assert_int_equal(c.gone, i < 2 ? 100 : i == 2 ? 50 : 0);
	}
	assert_int_equal(ask("SELECT COUNT(*) FROM visit"), 10);
	ask("DELETE FROM visit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(robots_are_known_by_their_names),
		cmocka_unit_test(a_campaign_comes_before_a_share_before_a_referrer),
		cmocka_unit_test(a_batch_is_one_statement_after_another_that_asks_for_the_session),
		cmocka_unit_test(a_session_keeps_the_source_of_its_first_view),
		cmocka_unit_test(old_views_go_a_hundred_at_a_time),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
