/* Jobs: each run by one runner, each item once; what nobody told us is found by asking. */
#include "../money.h"
#include "../../lib/monotonic.h"
#include "../../jobs/runner.h"
#include "../../model/check.h"
#include "../../model/job.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static err once(const char *name) { return jobs_run_once(money_world.settings, money_world.db, money_world.arena, name); }

static void the_poller_finds_what_no_notice_told(void **state)
{
	const struct order o = money_order(), stray = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE), left = money_attempt(stray.id, TRADE_NATIVE);
	(void)state;

	CHANNEL(money_says_paid(p.number, "J1", MONEY_PAY));
	assert_err(once("payment_poll"), OK); /* not its time */
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	money_ask("UPDATE payment SET next_query_at = NOW(3) WHERE number = '%s'", p.number);
	assert_err(once("payment_poll"), OK);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	/* An order that another attempt paid: the stray one is closed there and here. */
	money_ask("UPDATE payment SET state = 'CLOSED', open_slot = NULL, next_query_at = NULL WHERE number = '%s'", left.number);
	const struct payment second = money_attempt(stray.id, TRADE_NATIVE);
	assert_int_equal(money_receive("J2", left.number, MONEY_PAY, "CNY").outcome, RECEIPT_APPLIED);
	money_ask("UPDATE payment SET next_query_at = NOW(3), placed_at = NOW(3) - INTERVAL 1 HOUR WHERE number = '%s'",
		second.number);
	CHANNEL(money_says(second.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_err(once("payment_poll"), OK);
	assert_int_equal(money_payment_now(second.number).state, PAYMENT_CLOSED);
	money_books_are_right();
}

static void the_sweep_and_the_refund_jobs_bring_all_to_an_end(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	struct refund_list list;
	(void)state;

	money_ask("UPDATE shop_order SET expires_at = NOW(3) - INTERVAL 1 SECOND, next_sweep_at = NOW(3) WHERE id = %lld",
		(long long)o.id);
	money_ask("UPDATE payment SET placed_at = NOW(3) - INTERVAL 1 HOUR WHERE number = '%s'", p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_err(once("order_expire_sweep"), OK);
	assert_int_equal(money_order_now(o.id).state, ORDER_CANCELLED);
	assert_int_equal(money_receive("J3", p.number, MONEY_PAY, "CNY").kind, EXCEPTION_PAID_AFTER_CANCEL);
	assert_err(refund_list_due(money_world.db, REFUND_WAITING, 10, &list), OK);
	assert_int_equal(list.n, 1);
	const char *number = list.at[0].number;
	CHANNEL(ANSWER(true, "refund_id=501", money_part("out_refund_no=%s", number), money_part("refund_fee=%d", MONEY_PAY)),
		ANSWER(true, "refund_count=1", money_part("out_refund_no_0=%s", number), "refund_id_0=501",
			money_part("refund_fee_0=%d", MONEY_PAY), "refund_status_0=SUCCESS"));
	assert_err(once("refund_send"), OK);
	assert_err(once("refund_poll"), OK); /* not its time */
	money_ask("UPDATE refund SET next_try_at = NOW(3) WHERE number = '%s'", number);
	assert_err(once("refund_poll"), OK);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE reference = 'J3' AND state = 'REFUNDED'"), 1);
	money_books_are_right();
}

static void what_waits_long_enough_is_received(void **state)
{
	const struct order o = money_order();
	(void)state;

	money_paid(o.id);
	money_ask(
		"INSERT INTO order_log (order_id, event, from_state, to_state, actor, created_at) VALUES (%lld, 'ship', 'PAID', 'SHIPPED', 'test', NOW(3));"
		"UPDATE shop_order SET state = 'SHIPPED', shipped_at = NOW(3), auto_receive_at = NOW(3), next_sweep_at = NOW(3) WHERE id = %lld",
		(long long)o.id, (long long)o.id);
	assert_err(once("auto_receive"), OK);
	assert_int_equal(money_order_now(o.id).state, ORDER_COMPLETED);
	money_books_are_right();
}

static void what_is_over_is_cleaned(void **state)
{
	(void)state;

	money_ask(
		"INSERT INTO session (token_hash, member_id, csrf, created_at, seen_at, expires_at, address) VALUES"
		" (REPEAT('a', 32), 7, '', NOW(3), NOW(3), NOW(3) - INTERVAL 1 SECOND, ''), (REPEAT('b', 32), 7, '', NOW(3), NOW(3), NOW(3) + INTERVAL 1 DAY, '');"
		"INSERT INTO idempotency (caller, `key`, fingerprint, status, created_at) VALUES ('member:7', 'old', REPEAT('a', 32), 200, NOW(3) - INTERVAL 3 DAY),"
		" ('member:7', 'new', REPEAT('a', 32), 200, NOW(3));"
		"INSERT INTO cart (id, guest_hash, line_count, updated_at) VALUES (91, REPEAT('a', 32), 1, NOW(3) - INTERVAL 31 DAY), (92, REPEAT('b', 32), 0, NOW(3));"
		"INSERT INTO cart (id, member_id, updated_at) VALUES (93, 7, NOW(3) - INTERVAL 400 DAY);"
		"INSERT INTO cart_line (cart_id, sku_id, quantity, added_at) VALUES (91, 1, 1, NOW(3))");
	assert_err(once("session_clean"), OK);
	assert_err(once("idempotency_clean"), OK);
	assert_err(once("guest_cart_clean"), OK);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM session"), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM idempotency"), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM cart WHERE id IN (91, 92, 93)"), 2);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM cart_line WHERE cart_id = 91"), 0);
	money_books_are_right();
}

static void counters_that_say_nothing_any_more_are_cleaned(void **state)
{
	(void)state;

	money_ask(
		"INSERT INTO attempt (kind, subject_index, since, count) VALUES ('t', INDEXED('over'), NOW(3) - INTERVAL 25 HOUR, 3), ('t', INDEXED('counts'), NOW(3) - INTERVAL 23 HOUR, 3)");
	money_ask(
		"INSERT INTO phone_code (phone_index, code_hash, tries, sent_at, expires_at, sent_on, sent_today)"
		" SELECT CAST(phone AS BINARY(32)), REPEAT('a', 32), 0, NOW(3) - INTERVAL hours HOUR, NOW(3) - INTERVAL hours HOUR, DATE(NOW(3) + INTERVAL 8 HOUR) - INTERVAL days DAY, 10"
		" FROM (SELECT 'over' AS phone, 49 AS hours, 2 AS days UNION ALL SELECT 'late', 47, 2 UNION ALL SELECT 'yesterday', 49, 1 UNION ALL SELECT 'today', 49, 0) t");
	assert_err(once("attempt_clean"), OK);
	assert_err(once("phone_code_clean"), OK);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM attempt WHERE subject_index = INDEXED('over')"), 0);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM attempt WHERE subject_index = INDEXED('counts')"), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM phone_code WHERE phone_index = CAST('over' AS BINARY(32))"), 0);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM phone_code"), 3);
}

static void a_crowd_of_what_is_over_goes_in_one_run(void **state)
{
	(void)state;

	money_ask("INSERT INTO session (token_hash, member_id, csrf, created_at, seen_at, expires_at, address)"
		  " SELECT UNHEX(SHA2(seq, 256)), 7, '', NOW(3), NOW(3), NOW(3) - INTERVAL 1 SECOND, '' FROM seq_1_to_220");
	money_ask("INSERT INTO wechat_authorization (state_hash, browser_hash, return_path, expires_at)"
		  " SELECT UNHEX(SHA2(seq, 256)), '', '/', NOW(3) + INTERVAL IF(seq = 1, 1, -1) MINUTE FROM seq_1_to_120");
	assert_err(once("session_clean"), OK);
	assert_err(once("authorization_clean"), OK);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM session WHERE expires_at <= NOW(3)"), 0);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM wechat_authorization"), 1);
	assert_int_equal(money_ask("SELECT last_items FROM job WHERE name = 'session_clean'"), 220);
}

static void a_lease_keeps_others_away_until_it_is_over(void **state)
{
	(void)state;

	assert_err(once("nothing"), ERR_NOT_FOUND);
	money_ask("UPDATE job SET lease_owner = 'other', lease_until = NOW(3) + INTERVAL 1 MINUTE WHERE name = 'refund_send'");
	assert_err(once("refund_send"), ERR_CONFLICT);
	money_ask("UPDATE job SET lease_until = NOW(3) - INTERVAL 1 SECOND WHERE name = 'refund_send'");
	assert_err(once("refund_send"), OK);
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM job WHERE name = 'refund_send' AND lease_owner IS NULL AND last_result = 'ok'"), 1);
}

static int run_due(int worker)
{
	struct arena own = { .limit = 8 << 20 };
	struct db *line = database_open("runner_test", &own);
	int32_t ran = 0;
	const err e = jobs_run_due(money_world.settings, line, &own, &ran);

	(void)worker;
	db_close(line);
	return e ? 100 : ran;
}

static void many_runners_run_each_job_once(void **state)
{
	(void)state;

	money_ask(
		"UPDATE job SET next_run_at = NOW(3), every_ms = 3600000, runs = 0, state = IF(name = 'session_clean', 'PAUSED', 'ACTIVE')");
	const int64_t active = money_ask("SELECT COUNT(*) FROM job WHERE state = 'ACTIVE'");
	assert_int_equal(database_race(6, run_due), active);
	assert_int_equal(money_ask("SELECT MAX(runs) FROM job"), 1);
	assert_int_equal(money_ask("SELECT SUM(runs) FROM job"), active);
}

static void the_runner_works_until_it_is_told_to_stop(void **state)
{
	struct settings settings = *money_world.settings;
	_Atomic int64_t *alive = mmap(NULL, sizeof *alive, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	(void)state;

	assert_true(alive != MAP_FAILED);
	money_ask("UPDATE job SET next_run_at = NOW(3), runs = 0");
	settings.database = (struct database_settings){ .socket = getenv("TEST_SOCKET"), .user = "mall", .schema = "runner_test" };
	const pid_t child = fork();
	if (child == 0)
		_exit(jobs_run(&settings, alive));
	for (int i = 0; i < 100 && money_ask("SELECT runs FROM job WHERE name = 'order_expire_sweep'") < 3; i++)
		usleep(100000);
	const int64_t last = *alive;
	assert_in_range(last, clock_ms() - 5000, clock_ms());
	for (int i = 0; i < 100 && *alive == last; i++) /* also with nothing to do */
		usleep(100000);
	assert_true(*alive > last);
	kill(child, SIGTERM);
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(money_ask("SELECT runs FROM job WHERE name = 'order_expire_sweep'") >= 2);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM job WHERE lease_owner IS NOT NULL"), 0);
}

/* ---- the proof finds what is wrong ---- */

static bool is_broken(const char *name)
{
	struct check_differences found;

	for (const struct check_rule *rule = check_rules; rule->name; rule++)
		if (strcmp(rule->name, name) == 0) {
			assert_err(check_run(money_world.db, rule, &found), OK);
			return found.n > 0;
		}
	fail_msg("no rule %s", name);
	return false;
}

static const char *const tables[] = { "account", "ledger_transaction", "ledger_entry", "receipt", "refund", "payment",
	"payment_exception", "shop_order", "order_line", "order_log", "product_tag", "cart", "media_use", "trade_day",
	"product_hour" };

static void save(void)
{
	money_ask("CREATE TABLE saved_sku AS SELECT id, stock FROM sku");
	for (size_t i = 0; i < TEST_COUNT(tables); i++)
		money_ask("CREATE TABLE saved_%s AS SELECT * FROM %s", tables[i], tables[i]);
}

static void restore(void)
{
	money_ask("UPDATE sku s JOIN saved_sku v ON v.id = s.id SET s.stock = v.stock");
	for (size_t i = 0; i < TEST_COUNT(tables); i++)
		money_ask("SET foreign_key_checks = 0; DELETE FROM %s; INSERT INTO %s SELECT * FROM saved_%s", tables[i], tables[i],
			tables[i]);
}

#define LONG_AGO "'2020-01-01 16:00:00'"
static void every_rule_of_the_proof_can_fail(void **state)
{
	static const struct {
		const char *rule, *harm;
	} harms[] = {
		{ "check_ledger_sum", "UPDATE ledger_entry SET amount = amount + 1 LIMIT 1" },
		{ "check_ledger_balance",
			"INSERT INTO account (kind, owner, unit, balance) VALUES ('MEMBER_BALANCE', 7, 'FEN', 5)" },
		{ "check_ledger_cash", "UPDATE receipt SET amount = amount + 1 LIMIT 1" },
		{ "check_ledger_unapplied", "UPDATE payment_exception SET state = 'REFUNDING' WHERE reference = 'J3'" },
		{ "check_ledger_payable", "UPDATE refund SET state = 'SENT', order_id = 1 LIMIT 1" },
		{ "check_ledger_hand", "UPDATE refund SET state = 'BY_HAND' LIMIT 1" },
		{ "check_order_lines", "UPDATE order_line SET pay_amount = pay_amount + 1 LIMIT 1" },
		{ "check_order_amount", "UPDATE shop_order SET adjust_amount = adjust_amount + 1 LIMIT 1" },
		{ "check_line_amount", "UPDATE order_line SET adjust_amount = adjust_amount + 1 LIMIT 1" },
		{ "check_order_payment", "UPDATE payment SET state = 'CLOSED' WHERE state = 'SUCCEEDED' LIMIT 1" },
		{ "check_payment_amount", "UPDATE payment SET amount = amount + 1 WHERE state = 'SUCCEEDED' LIMIT 1" },
		{ "check_order_ledger", "UPDATE ledger_transaction SET order_id = NULL WHERE kind = 'payment' LIMIT 1" },
		{ "check_payment_open", "UPDATE payment SET open_slot = 1, order_id = 0 WHERE state = 'CLOSED' LIMIT 1" },
		{ "check_payment_asked",
			"UPDATE payment SET state = 'PENDING', open_slot = 1, order_id = 0, next_query_at = NULL WHERE state = 'CLOSED' LIMIT 1" },
		{ "check_receipt", "UPDATE payment_exception SET reference = 'J4' WHERE reference = 'J3'" },
		{ "check_refund_desk", "UPDATE refund SET state = 'ABNORMAL' LIMIT 1" },
		{ "check_refund_settled",
			"INSERT INTO payment_exception (kind, channel, reference, payment_number, amount, refund_id, state, created_at)"
			" SELECT 'REFUND_FAILED', 'WECHATPAY', 'x', 'P', amount, id, 'RESOLVED', NOW(3) FROM refund LIMIT 1; UPDATE refund SET state = 'ABNORMAL'" },
		{ "check_refund_order", "UPDATE shop_order SET refunded_amount = 1 WHERE paid_amount > 0 LIMIT 1" },
		{ "check_refund_line", "UPDATE order_line SET refunded_amount = 1 LIMIT 1" },
		{ "check_refund_payment", "UPDATE payment SET refunded_amount = 1 LIMIT 1" },
		{ "check_order_state", "UPDATE shop_order SET state = 'SETTLED' LIMIT 1" },
		{ "check_order_chain", "UPDATE order_log SET from_state = 'SHIPPED' WHERE event = 'pay' LIMIT 1" },
		{ "check_order_edge", "UPDATE order_log SET event = 'ship' WHERE event = 'pay' LIMIT 1" },
		{ "check_order_slot", "UPDATE shop_order SET unpaid_slot = 19 WHERE state = 'PAID' LIMIT 1" },
		{ "check_order_stuck", "UPDATE shop_order SET state = 'CANCELLING', next_sweep_at = NULL LIMIT 1" },
		{ "check_stock", "UPDATE sku SET stock = stock - 1" },
		{ "check_product_tags", "INSERT INTO product_tag (product_id, word) SELECT id, 'x' FROM product LIMIT 1" },
		{ "check_cart", "UPDATE cart SET line_count = 3" },
		{ "check_media_use", "INSERT INTO media_use (kind, thing_id, media_id) VALUES ('PRODUCT', 1, 999)" },
		{ "check_trade_day", "INSERT INTO trade_day VALUES (" LONG_AGO ", 1, 100, 1, 0, 0, 0, 0, 0, 1)" },
		{ "check_trade_refund", "INSERT INTO trade_day VALUES (" LONG_AGO ", 0, 0, 0, 0, 0, 0, 1, 5, 1)" },
		{ "check_product_hour",
			"INSERT INTO trade_day VALUES (" LONG_AGO
			", 0, 0, 0, 0, 0, 0, 0, 0, 1); INSERT INTO product_hour VALUES (" LONG_AGO ", 1, 2, 3)" },
	};
	(void)state;

	money_books_are_right();
	save();
	for (size_t i = 0; i < TEST_COUNT(harms); i++) {
		money_ask("%s", harms[i].harm);
		if (!is_broken(harms[i].rule))
			fail_msg("%s does not see it", harms[i].rule);
		restore();
	}
	money_books_are_right();
	for (size_t i = 0; check_rules[i].name; i++)
		assert_true(i < TEST_COUNT(harms) && strcmp(check_rules[i].name, harms[i].rule) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_poller_finds_what_no_notice_told),
		cmocka_unit_test(the_sweep_and_the_refund_jobs_bring_all_to_an_end),
		cmocka_unit_test(what_waits_long_enough_is_received),
		cmocka_unit_test(what_is_over_is_cleaned),
		cmocka_unit_test(counters_that_say_nothing_any_more_are_cleaned),
		cmocka_unit_test(a_crowd_of_what_is_over_goes_in_one_run),
		cmocka_unit_test(a_lease_keeps_others_away_until_it_is_over),
		cmocka_unit_test(many_runners_run_each_job_once),
		cmocka_unit_test(the_runner_works_until_it_is_told_to_stop),
		cmocka_unit_test(every_rule_of_the_proof_can_fail),
	};
	money_shop("runner_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
