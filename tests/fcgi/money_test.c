/* Money through the front door: a buyer who pays and cancels, the exception desk, jobs. */
#include "../ask.h"
#include "../money.h"
#include "../../jobs/runner.h"
#include <stdio.h>

static const char *buyer, *stranger, *owner;

static struct reply say(const char *method, const char *path, const char *as, const char *body)
{
	return ask_of(money_world.db, money_world.arena, routes,
		(struct ask){ .method = method, .path = path, .as = as, .body = body, .settings = money_world.settings });
}

static void a_buyer_pays_looks_and_cancels_and_nobody_else_may(void **state)
{
	const struct order o = money_order();
	const char *pay = money_part("/api/shop/orders/%s/payments", o.number),
		   *cancel = money_part("/api/shop/orders/%s/cancel", o.number);
	struct payment p;
	(void)state;

	CHANNEL(ANSWER(true, "prepay_id=wx5", "trade_type=NATIVE", "code_url=weixin://5"));
	assert_says(say("POST", pay, NULL, "{\"trade\":\"NATIVE\"}"), 401, "unauthenticated");
	assert_says(say("POST", pay, stranger, "{\"trade\":\"NATIVE\"}"), 404, "not_found");
	assert_says(say("POST", pay, buyer, "{\"trade\":\"CASH\"}"), 400, "word");
	assert_says(say("POST", pay, buyer, "{\"trade\":\"NATIVE\"}"), 201, "\"code_url\":\"weixin://5\"");
	assert_err(payment_open_of(money_world.db, o.id, &p), OK);
	/* Asked again: the same attempt, of which the channel has heard. */
	money_channel_gone();
	assert_says(say("POST", pay, buyer, "{\"trade\":\"NATIVE\"}"), 201, money_part("{\"number\":\"%s\"", p.number));
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment WHERE order_id = %lld", (long long)o.id), 1);
	const char *look = money_part("/api/shop/payments/%s", p.number),
		   *check = money_part("/api/shop/payments/%s/check", p.number);
	assert_says(say("GET", look, stranger, NULL), 404, "not_found");
	assert_says(say("GET", look, buyer, NULL), 200, "\"state\":\"PENDING\"");
	CHANNEL(money_says_paid(p.number, "N7", MONEY_PAY));
	assert_says(say("POST", check, stranger, NULL), 404, "not_found");
	assert_says(say("POST", check, buyer, NULL), 200, "\"state\":\"SUCCEEDED\"");
	assert_says(say("POST", cancel, stranger, "{\"reason\":\"x\"}"), 404, "not_found");
	assert_says(say("POST", cancel, buyer, "{\"reason\":\"不要了\"}"), 200, "\"state\":\"REFUNDING\"");
	assert_says(say("POST", cancel, buyer, "{\"reason\":\"不要了\"}"), 200, "\"state\":\"REFUNDING\"");
	assert_says(say("POST", pay, buyer, "{\"trade\":\"NATIVE\"}"), 409, "order_state");
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE order_id = %lld", (long long)o.id), 1);
	money_books_are_right();
}

/* ---- staff ---- */

static int64_t log_of(const struct order *o)
{
	return money_ask("SELECT COUNT(*) FROM order_log WHERE order_id = %lld", (long long)o->id);
}

static void what_staff_ask_twice_is_done_once(void **state)
{
	const char *body = "{\"was_amount\":5800,\"goods_amount\":4000,\"freight_amount\":800,\"reason\":\"老客户\"}";
	const struct order o = money_order(), paid = money_order();
	char path[64];
	int64_t lines;
	(void)state;

	snprintf(path, sizeof path, "/api/admin/orders/%lld/price", (long long)o.id);
	assert_says(say("POST", path, owner, body), 204, "");
	lines = log_of(&o);
	assert_says(say("POST", path, owner, body), 204, "");
	assert_int_equal(log_of(&o), lines);
	assert_int_equal(money_order_now(o.id).pay_amount.fen, 4800);
	money_paid(paid.id);
	snprintf(path, sizeof path, "/api/admin/orders/%lld/cancel", (long long)paid.id);
	assert_says(say("POST", path, owner, "{\"reason\":\"缺货\"}"), 200, "\"state\":\"REFUNDING\"");
	lines = log_of(&paid);
	assert_says(say("POST", path, owner, "{\"reason\":\"缺货\"}"), 200, "\"state\":\"REFUNDING\"");
	assert_int_equal(log_of(&paid), lines);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE order_id = %lld", (long long)paid.id), 1);
	money_books_are_right();
}

static void the_desk_lists_and_resolves(void **state)
{
	const int64_t id = money_ask("SELECT id FROM payment_exception WHERE kind = 'FOREIGN_NOTICE' ORDER BY id LIMIT 1");
	const struct order o = money_order();
	char path[64];
	(void)state;

	assert_says(say("GET", "/api/admin/exceptions", buyer, NULL), 403, "forbidden");
	assert_says(say("GET", "/api/admin/exceptions", owner, NULL), 200, "\"kind\":\"FOREIGN_NOTICE\"");
	snprintf(path, sizeof path, "/api/admin/exceptions/%lld", (long long)id);
	assert_says(say("GET", path, owner, NULL), 200, "\"state\":\"OPEN\"");
	snprintf(path, sizeof path, "/api/admin/exceptions/%lld/resolve", (long long)id);
	assert_says(say("POST", path, owner, "{\"note\":\"已核实\",\"version\":2}"), 409, "conflict");
	assert_says(say("POST", path, owner, "{\"note\":\"已核实\",\"version\":1}"), 204, "");
	assert_says(say("POST", path, owner, "{\"note\":\"已核实\",\"version\":2}"), 409, "exception_not_open");
	snprintf(path, sizeof path, "/api/admin/orders/%lld/cancel", (long long)o.id);
	assert_says(say("POST", path, owner, "{\"reason\":\"缺货\"}"), 200, "\"state\":\"CANCELLED\"");
	money_books_are_right();
}

static void jobs_are_listed_hurried_and_paused(void **state)
{
	(void)state;

	assert_err(jobs_register(money_world.db), OK);
	assert_says(say("GET", "/api/admin/jobs", buyer, NULL), 403, "forbidden");
	assert_says(say("GET", "/api/admin/jobs", owner, NULL), 200, "\"name\":\"refund_send\"");
	assert_says(say("POST", "/api/admin/jobs/nothing/run", owner, NULL), 404, "not_found");
	assert_says(say("POST", "/api/admin/jobs/refund_send/pause", owner, NULL), 204, "");
	assert_int_equal(money_ask("SELECT COUNT(*) FROM job WHERE state = 'PAUSED'"), 1);
	assert_says(say("POST", "/api/admin/jobs/refund_send/resume", owner, NULL), 204, "");
	assert_says(say("POST", "/api/admin/jobs/refund_send/run", owner, NULL), 204, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buyer_pays_looks_and_cancels_and_nobody_else_may),
		cmocka_unit_test(what_staff_ask_twice_is_done_once),
		cmocka_unit_test(the_desk_lists_and_resolves),
		cmocka_unit_test(jobs_are_listed_hurried_and_paused),
	};
	money_shop("money_fcgi_test");
	money_ask(
		"INSERT INTO staff (id, name, display_name, state, password_hash, created_at) VALUES (1, 'o', 'o', 'ACTIVE', '', NOW(3));"
		"INSERT INTO role (id, name, is_owner, created_at) VALUES (99, 'test', 1, NOW(3)); INSERT INTO staff_role (staff_id, role_id) VALUES (1, 99)");
	money_ask("INSERT INTO payment_exception (kind, channel, reference, payment_number, amount, state, created_at)"
		  " VALUES ('FOREIGN_NOTICE', 'WECHATPAY', 'N5', 'P1', 5800, 'OPEN', NOW(3))");
	buyer = ask_session(money_world.db, money_world.arena, (member_id){ 7 }, (staff_id){ 0 });
	stranger = ask_session(money_world.db, money_world.arena, (member_id){ 8 }, (staff_id){ 0 });
	owner = ask_session(money_world.db, money_world.arena, (member_id){ 0 }, (staff_id){ 1 });
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
