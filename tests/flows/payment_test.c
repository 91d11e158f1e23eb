/* Paying, through the channel: one number an attempt, whatever the channel answers. */
#include "../money.h"
#include "../../flows/payment_settle.h"
#include "../../flows/payment_start.h"
#include <string.h>

static err start(const char *order, enum payment_trade trade, struct payment_started *out)
{
	const struct payment_request r = { .member = { 7 }, .order_number = order, .trade = trade, .client_ip = "192.0.2.1" };

	return payment_start(&money_world, &r, out);
}

static void the_page_gets_what_its_trade_needs(void **state)
{
	const struct order o = money_order();
	struct payment_started s, again;
	(void)state;

	CHANNEL(ANSWER(true, "prepay_id=wx9", "trade_type=JSAPI"));
	assert_err(start(o.number, TRADE_JSAPI, &s), OK);
	assert_int_equal(s.payment.state, PAYMENT_PENDING);
	assert_string_equal(s.jsapi.package, "prepay_id=wx9");
	assert_string_equal(money_asked("openid"), "open7");
	assert_err(start(o.number, TRADE_JSAPI, &again), OK); /* the same one: the channel is not asked */
	assert_string_equal(again.payment.number, s.payment.number);
	assert_string_equal(again.jsapi.package, "prepay_id=wx9");
}

static void an_order_of_somebody_else_is_not_there(void **state)
{
	const struct order o = money_order();
	const struct payment_request r = {
		.member = { 8 }, .order_number = o.number, .trade = TRADE_NATIVE, .client_ip = "192.0.2.1"
	};
	struct payment_started unread;
	(void)state;

	assert_err(payment_start(&money_world, &r, &unread), ERR_NOT_FOUND);
	assert_err(start("no such", TRADE_NATIVE, &unread), ERR_NOT_FOUND);
	money_paid(o.id);
	assert_err(start(o.number, TRADE_NATIVE, &unread), ORDER_STATE);
}

static void an_uncertain_answer_is_asked_again_under_the_same_number(void **state)
{
	const struct order o = money_order();
	struct payment_started s;
	struct payment open;
	(void)state;

	CHANNEL(NULL, ANSWER(true, "prepay_id=wx2", "trade_type=NATIVE", "code_url=weixin://pay"));
	assert_err(start(o.number, TRADE_NATIVE, &s), ERR_BUSY);
	assert_err(payment_open_of(money_world.db, o.id, &open), OK);
	assert_int_equal(open.state, PAYMENT_NEW);
	const char *first = money_asked("out_trade_no");
	assert_err(start(o.number, TRADE_NATIVE, &s), OK);
	assert_string_equal(money_asked("out_trade_no"), first);
	assert_string_equal(s.payment.number, open.number);
	assert_string_equal(s.payment.code_url, "weixin://pay");
}

static void who_shows_a_code_may_pay_in_another_way_meanwhile(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_JSAPI);
	struct payment_started s, again;
	(void)state;

	CHANNEL(ANSWER(true, "prepay_id=wx3", "trade_type=NATIVE", "code_url=weixin://3"));
	assert_err(start(o.number, TRADE_NATIVE, &s), OK);
	assert_string_not_equal(s.payment.number, p.number);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_PENDING);
	assert_err(start(o.number, TRADE_NATIVE, &again), OK); /* the channel is not asked again */
	assert_string_equal(again.payment.number, s.payment.number);
	money_books_are_right();
}

static void another_payer_of_a_trade_waits_until_the_first_attempt_is_closed(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	struct payment_started s;
	(void)state;

	money_ask("UPDATE payment SET openid = 'somebody' WHERE number = '%s'", p.number);
	CHANNEL(money_says(p.number, "NOTPAY"));
	assert_err(start(o.number, TRADE_NATIVE, &s), PAYMENT_OPEN); /* the channel does not close it yet */
	money_ask("UPDATE payment SET placed_at = NOW(3) - INTERVAL 10 MINUTE WHERE number = '%s'", p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"),
		ANSWER(true, "prepay_id=wx3", "trade_type=NATIVE", "code_url=weixin://3"));
	assert_err(start(o.number, TRADE_NATIVE, &s), OK);
	assert_string_not_equal(s.payment.number, p.number);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_CLOSED);
}

static void paid_already_is_recorded_and_a_closed_number_is_left(void **state)
{
	const struct order o = money_order(), q = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE), r = money_attempt(q.id, TRADE_NATIVE);
	struct payment_started s;
	(void)state;

	money_ask("UPDATE payment SET placed_at = NOW(3) - INTERVAL 3 HOUR WHERE open_slot = 1");
	CHANNEL(ANSWER(false, "err_code=ORDERPAID"), money_says_paid(p.number, "O1", MONEY_PAY));
	assert_err(start(o.number, TRADE_NATIVE, &s), PAYMENT_STATE);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	CHANNEL(ANSWER(false, "err_code=ORDERCLOSED"), ANSWER(true, "prepay_id=wx4", "trade_type=NATIVE", "code_url=weixin://4"));
	assert_err(start(q.number, TRADE_NATIVE, &s), OK);
	assert_string_not_equal(s.payment.number, r.number);
	CHANNEL(ANSWER(false, "err_code=NOAUTH"));
	assert_err(start(money_order().number, TRADE_NATIVE, &s), PAYMENT_UNAVAILABLE);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment WHERE state = 'FAILED'"), 1);
	money_books_are_right();
}

static void a_waiting_buyer_has_the_channel_asked_every_two_seconds_at_most(void **state)
{
	const struct order o = money_order();
	struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	CHANNEL(money_says(p.number, "NOTPAY"), money_says_paid(p.number, "W1", MONEY_PAY));
	assert_err(payment_check(&money_world, &p), OK);
	assert_int_equal(p.state, PAYMENT_PENDING);
	assert_err(payment_check(&money_world, &p), OK); /* too soon: not asked */
	assert_int_equal(p.state, PAYMENT_PENDING);
	money_ask("UPDATE payment SET queried_at = NOW(3) - INTERVAL 3 SECOND WHERE number = '%s'", p.number);
	assert_err(payment_check(&money_world, &p), OK);
	assert_int_equal(p.state, PAYMENT_SUCCEEDED);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_gets_what_its_trade_needs),
		cmocka_unit_test(an_order_of_somebody_else_is_not_there),
		cmocka_unit_test(an_uncertain_answer_is_asked_again_under_the_same_number),
		cmocka_unit_test(who_shows_a_code_may_pay_in_another_way_meanwhile),
		cmocka_unit_test(another_payer_of_a_trade_waits_until_the_first_attempt_is_closed),
		cmocka_unit_test(paid_already_is_recorded_and_a_closed_number_is_left),
		cmocka_unit_test(a_waiting_buyer_has_the_channel_asked_every_two_seconds_at_most),
	};
	money_shop("flow_payment_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
