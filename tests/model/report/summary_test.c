/* What a day came to: the live figures, the rows the job keeps, and that they are the same. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/check.h"
#include "../../../model/report/summary.h"
#include <string.h>
#include <time.h>

#define SCHEMA "summary_test"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;

static int64_t ask(const char *sql) { return database_ask(SCHEMA, sql); }

/* Three days ago in Shanghai (:d) as SQL, so that the tests may run at any hour. */
#define DAY(n) "(DATE(NOW(3) + INTERVAL 8 HOUR) - INTERVAL 8 HOUR - INTERVAL " #n " DAY)"
#define ORDER \
	"INSERT INTO shop_order (number, member_id, state, source, receiver_name, receiver_phone, receiver_phone_index, region, province, city, district," \
	" address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, paid_amount, created_at, expires_at, paid_at) "
#define ORDER_VALUES(number, member, fen, paid_at) \
	"SELECT '" number "', " #member \
	", 'PAID', 'H5', SEALED('a'), SEALED('1'), INDEXED('1'), '1', 'p', 'c', 'd', SEALED('x'), 3, " #fen ", 0, 0, " #fen \
	", " #fen ", NOW(3), NOW(3), " paid_at
#define LINE(number, product, quantity, fen) \
	"INSERT INTO order_line (order_id, position, product_id, sku_id, title, options, image, price, quantity, pay_amount)" \
	" SELECT id, " #product ", " #product ", 1, 't', '', '', 1, " #quantity ", " #fen \
	" FROM shop_order WHERE number = '" number "';"
#define VIEW(visitor, page, source, at, stay) \
	"INSERT INTO visit (at, visitor, page, path, source, stay_ms) SELECT " at ", REPEAT('" visitor "', 16), '" page \
	"', '/', '" source "', " #stay ";"

/* Three days ago: two members pay three orders, the last in the last millisecond; the first millisecond of the next day is
 * another's. One refund goes through then, one fails. Three views of two visitors. */
static void fill(void)
{
	ask(ORDER ORDER_VALUES("A", 7, 1000, DAY(3)) ";" ORDER ORDER_VALUES(
		"B", 7, 501, DAY(3) " + INTERVAL 5 HOUR") ";" ORDER ORDER_VALUES("C", 8, 2000,
		DAY(2) " - INTERVAL 1000 MICROSECOND") ";" ORDER ORDER_VALUES("D", 8, 4000, DAY(2)) ";");
	ask(LINE("A", 1, 1, 700) LINE("A", 2, 2, 300) LINE("B", 1, 3, 501) LINE("C", 2, 3, 2000) LINE("D", 3, 3, 4000));
	ask("INSERT INTO member (id, state, nickname, created_at, updated_at) SELECT 7, 'ACTIVE', 'a', " DAY(
		3) ", NOW(3);"
		   "INSERT INTO member (id, state, nickname, created_at, updated_at) SELECT 8, 'ACTIVE', 'b', " DAY(4) ", NOW(3)");
	ask("INSERT INTO refund (number, reference, channel, payment_number, transaction_id, order_id, total_amount, amount, reason, state, created_at, finished_at)"
	    " SELECT 'R1', 'r1', 'WECHATPAY', 'P', 'T', 1, 1000, 400, '', 'SUCCEEDED', NOW(3), " DAY(
		    3) " + INTERVAL 1 HOUR;"
		       "INSERT INTO refund (number, reference, channel, payment_number, transaction_id, order_id, total_amount, amount, reason, state, created_at, finished_at)"
		       " SELECT 'R2', 'r2', 'WECHATPAY', 'P', 'T', 1, 1000, 300, '', 'CLOSED', NOW(3), " DAY(
			       3) " + INTERVAL 1 HOUR");
	ask(VIEW("a", "HOME", "DIRECT", DAY(3), 100) VIEW("a", "PRODUCT", "DIRECT", DAY(3) " + INTERVAL 1 HOUR", 200)
			VIEW("b", "HOME", "SHARE", DAY(3) " + INTERVAL 2 HOUR", 400) VIEW("c", "HOME", "SHARE", DAY(2), 800));
}

static struct span three_days_ago(void) { return day_back(day_of((moment){ (int64_t)time(NULL) * 1000 }), 3); }

static void live_figures_are_those_of_the_span(void **state)
{
	struct span span = three_days_ago();
	struct figures f;
	(void)state;

	assert_err(trade_figures(db, span, &f), OK);
	assert_int_equal(f.day.ms, span.from.ms);
	assert_int_equal(f.paid_orders, 3);
	assert_int_equal(f.paid_amount.fen, 3501);
	assert_int_equal(f.average.is.fen, 1167);
	assert_int_equal(f.payers, 2);
	assert_int_equal(f.new_members, 1);
	assert_int_equal(f.views, 3);
	assert_int_equal(f.visitors, 2);
	assert_int_equal(f.conversion_basis_points.is, 10000);
	assert_int_equal(f.refunds, 1);
	assert_int_equal(f.refunded_amount.fen, 400);
	/* Until six in the morning. */
	span.until.ms = span.from.ms + 6 * 3600000;
	assert_err(trade_figures(db, span, &f), OK);
	assert_int_equal(f.paid_amount.fen, 1501);
	assert_int_equal(f.average.is.fen, 751); /* 750.5 */
	assert_int_equal(f.conversion_basis_points.is, 5000);
	/* Nothing of nothing is no number. */
	span.until = span.from;
	assert_err(trade_figures(db, span, &f), OK);
	assert_int_equal(f.paid_orders, 0);
	assert_false(f.average.has);
	assert_false(f.conversion_basis_points.has);
}

static err day_body(struct tx *tx, void *summary) { return summary_write(tx, summary); }
static err hour_body(struct tx *tx, void *hour) { return summary_make_hour(tx, *(const moment *)hour); }

static void make(moment day)
{
	struct summary_hours hours;
	struct summary summary;

	assert_err(summary_list_hours(db, day, &hours), OK);
	for (size_t i = 0; i < hours.n; i++)
		assert_err(db_tx(db, hour_body, &(moment){ day.ms + hours.at[i].n * HOUR_MS }), OK);
	assert_err(summary_read_figures(db, day, &summary), OK);
	assert_err(summary_read_pages(db, day, &summary), OK);
	assert_err(summary_read_sources(db, day, &summary), OK);
	assert_err(db_tx(db, day_body, &summary), OK);
}

static err rank_body(struct tx *tx, void *unused)
{
	(void)unused;
	return summary_rank(tx);
}

static size_t run(void)
{
	struct summary_days due;

	assert_err(summary_list_due(db, 50, &due), OK);
	for (size_t i = 0; i < due.n; i++)
		make(due.at[i].day);
	assert_err(db_tx(db, rank_body, NULL), OK);
	return due.n;
}

static int64_t picture(void)
{
	return ask(
		"SELECT CRC32(CONCAT((SELECT GROUP_CONCAT(CONCAT_WS(',', day, paid_orders, paid_amount, payers, new_members, views, visitors, refunds, refunded_amount) ORDER BY day) FROM trade_day),"
		" (SELECT GROUP_CONCAT(CONCAT_WS(',', day, page, source, views, visitors, stay_ms) ORDER BY day, page, source) FROM visit_day),"
		" (SELECT GROUP_CONCAT(CONCAT_WS(',', hour, product_id, quantity, amount) ORDER BY hour, product_id) FROM product_hour),"
		" (SELECT GROUP_CONCAT(CONCAT_WS(',', position, product_id, quantity, amount) ORDER BY position) FROM product_rank)))");
}

static void the_job_keeps_every_day_that_is_over(void **state)
{
	struct figures_list days;
	struct figures live;
	const struct span day = three_days_ago();
	(void)state;

	assert_int_equal(run(), 4); /* since the first member came */
	assert_err(trade_days(db, (struct span){ day.from, { day.until.ms + DAY_MS } }, &days), OK);
	assert_int_equal(days.n, 2);
	assert_err(trade_figures(db, day, &live), OK);
	assert_memory_equal(&days.at[0], &live, sizeof live);
	assert_int_equal(days.at[1].paid_amount.fen, 4000);
	assert_int_equal(ask("SELECT COUNT(*) FROM trade_day WHERE day >= " DAY(0)), 0);
	/* By page and source, by page, by source, and in all. */
	assert_int_equal(ask("SELECT COUNT(*) FROM visit_day WHERE day = " DAY(3)), 3 + 2 + 2 + 1);
	assert_int_equal(ask("SELECT visitors FROM visit_day WHERE day = " DAY(3) " AND page = 'ALL' AND source = 'ALL'"), 2);
	assert_int_equal(ask("SELECT stay_ms FROM visit_day WHERE day = " DAY(3) " AND page = 'HOME' AND source = 'ALL'"), 500);
	assert_int_equal(ask("SELECT views FROM visit_day WHERE day = " DAY(3) " AND page = 'ALL' AND source = 'DIRECT'"), 2);
	assert_int_equal(ask("SELECT SUM(quantity) FROM product_hour WHERE hour IN (" DAY(3) ", " DAY(
				 3) " + INTERVAL 5 HOUR) AND product_id = 1"),
		4);
	assert_int_equal(
		ask("SELECT SUM(amount) FROM product_hour WHERE hour >= " DAY(3) " AND hour < " DAY(2) " AND product_id = 2"),
		2300);
	/* Best by quantity: 2 with five, 1 with four, 3 with three. */
	assert_int_equal(ask("SELECT GROUP_CONCAT(product_id ORDER BY position SEPARATOR '') FROM product_rank"), 213);
}

static void twice_changes_nothing(void **state)
{
	const int64_t before = picture();
	(void)state;

	assert_true(before > 0);
	/* Even when every day is computed again. */
	ask("UPDATE trade_day SET is_final = 0");
	assert_int_equal(run(), 4);
	assert_true(picture() == before);
	run();
	assert_true(picture() == before);
}

static void a_day_that_is_final_is_left_alone_and_any_other_is_made_again(void **state)
{
	(void)state;

	ask("UPDATE trade_day SET is_final = 1");
	ask("DELETE FROM trade_day WHERE day = " DAY(3));
	assert_int_equal(run(), 1);
	assert_int_equal(ask("SELECT is_final FROM trade_day WHERE day = " DAY(3)), 1);
	struct summary today;
	assert_err(summary_read_figures(db, day_back(three_days_ago(), -3).from, &today), ERR_CONFLICT);
}

static size_t differences(const char *rule)
{
	struct check_differences found;

	for (const struct check_rule *r = check_rules; r->name; r++)
		if (strcmp(r->name, rule) == 0) {
			assert_err(check_run(db, r, &found), OK);
			return found.n;
		}
	fail_msg("no rule %s", rule);
	return 0;
}

static void the_books_know_a_day_that_is_wrong(void **state)
{
	static const char *const rules[] = { "check_trade_day", "check_trade_refund", "check_product_hour" };
	(void)state;

	ask("UPDATE trade_day SET is_final = 1");
	for (size_t i = 0; i < TEST_COUNT(rules); i++)
		assert_int_equal(differences(rules[i]), 0);
	ask("UPDATE trade_day SET paid_amount = paid_amount + 1, refunded_amount = 0 WHERE day = " DAY(3));
	ask("UPDATE product_hour SET quantity = quantity + 1 WHERE hour = " DAY(2));
	for (size_t i = 0; i < TEST_COUNT(rules); i++)
		assert_int_equal(differences(rules[i]), 1);
	ask("UPDATE trade_day SET paid_amount = paid_amount - 1, payers = payers + 1 WHERE day = " DAY(3));
	assert_int_equal(differences("check_trade_day"), 1);
}

struct cleaning {
	int64_t kept_s;
	int32_t gone;
};

static err clean_body(struct tx *tx, void *arg)
{
	struct cleaning *c = arg;

	return summary_clean_visits(tx, c->kept_s, 100, &c->gone);
}

static int32_t cleaned(int64_t kept_s)
{
	struct cleaning c = { .kept_s = kept_s };

	assert_err(db_tx(db, clean_body, &c), OK);
	return c.gone;
}

static void views_stay_until_their_day_is_final(void **state)
{
	(void)state;

	ask("UPDATE trade_day SET is_final = 1");
	assert_int_equal(cleaned(5 * 86400), 0);
	ask("UPDATE trade_day SET is_final = 0 WHERE day = " DAY(3));
	assert_int_equal(cleaned(1), 0); /* nor do those of the day after it */
	ask("DELETE FROM trade_day WHERE day = " DAY(3));
	assert_int_equal(cleaned(1), 0);
	run();
	assert_int_equal(ask("SELECT views FROM trade_day WHERE day = " DAY(3)), 3);
	ask("UPDATE trade_day SET is_final = 0 WHERE day = " DAY(2));
	assert_int_equal(cleaned(1), 3);
	ask("UPDATE trade_day SET is_final = 1");
	assert_int_equal(cleaned(1), 1);
	/* What was never summed up, and never will be. */
	ask("UPDATE member SET created_at = NOW(3)");
	ask(VIEW("a", "HOME", "DIRECT", DAY(401), 0) VIEW("a", "HOME", "DIRECT", DAY(399), 0));
	assert_int_equal(cleaned(1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(live_figures_are_those_of_the_span),
		cmocka_unit_test(the_job_keeps_every_day_that_is_over),
		cmocka_unit_test(twice_changes_nothing),
		cmocka_unit_test(a_day_that_is_final_is_left_alone_and_any_other_is_made_again),
		cmocka_unit_test(the_books_know_a_day_that_is_wrong),
		cmocka_unit_test(views_stay_until_their_day_is_final),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	fill();
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
