/* How an order that is not kept ends: in talk with the channel, and its money on the way back. */
#include "../money.h"
#include "../../flows/order_cancel.h"
#include "../../flows/order_expire.h"
#include "../../flows/refund_send.h"
#include <string.h>

static void overdue(int64_t order)
{
	money_ask("UPDATE shop_order SET expires_at = NOW(3) - INTERVAL 1 SECOND, next_sweep_at = NOW(3) WHERE id = %lld",
		(long long)order);
}

static void old_enough_to_close(const char *number)
{
	money_ask("UPDATE payment SET placed_at = NOW(3) - INTERVAL 10 MINUTE WHERE number = '%s'", number);
}

static enum order_state expired(int64_t order)
{
	assert_err(order_expire(&money_world, order), OK);
	return money_order_now(order).state;
}

static void nobody_tried_to_pay(void **state)
{
	const struct order o = money_order();
	(void)state;

	assert_int_equal(expired(o.id), ORDER_UNPAID); /* not its time */
	overdue(o.id);
	assert_int_equal(expired(o.id), ORDER_CANCELLED);
	assert_int_equal(expired(o.id), ORDER_CANCELLED);
	money_books_are_right();
}

static void an_open_attempt_is_closed_first_and_not_too_early(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	overdue(o.id);
	CHANNEL(money_says(p.number, "NOTPAY"));
	assert_int_equal(expired(o.id), ORDER_CANCELLING); /* stock still held */
	assert_int_equal(
		money_ask("SELECT next_sweep_at > NOW(3) + INTERVAL 4 MINUTE FROM shop_order WHERE id = %lld", (long long)o.id), 1);
	old_enough_to_close(p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_int_equal(expired(o.id), ORDER_CANCELLED);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_CLOSED);
	money_books_are_right();
}

static void every_open_attempt_is_closed_before_the_order_ends(void **state)
{
	const struct order o = money_order(), q = money_order();
	const struct payment code = money_attempt(o.id, TRADE_NATIVE), phone = money_attempt(o.id, TRADE_MWEB);
	const struct payment first = money_attempt(q.id, TRADE_NATIVE), second = money_attempt(q.id, TRADE_MWEB);
	(void)state;

	overdue(o.id);
	old_enough_to_close(code.number);
	CHANNEL(money_says(code.number, "NOTPAY"), ANSWER(true, "nothing=1"), money_says(phone.number, "NOTPAY"));
	assert_int_equal(expired(o.id), ORDER_CANCELLING); /* the second is too young */
	assert_int_equal(money_payment_now(code.number).state, PAYMENT_CLOSED);
	old_enough_to_close(phone.number);
	CHANNEL(money_says(phone.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_int_equal(expired(o.id), ORDER_CANCELLED);
	assert_int_equal(money_payment_now(phone.number).state, PAYMENT_CLOSED);

	overdue(q.id);
	old_enough_to_close(first.number);
	CHANNEL(money_says(first.number, "NOTPAY"), ANSWER(true, "nothing=1"), money_says_paid(second.number, "E2", MONEY_PAY));
	assert_int_equal(expired(q.id), ORDER_PAID);
	money_books_are_right();
}

static void without_an_answer_nothing_is_cancelled(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	overdue(o.id);
	old_enough_to_close(p.number);
	money_channel_gone();
	assert_err(order_expire(&money_world, o.id), ERR_UNKNOWN);
	CHANNEL(money_says(p.number, "NOTPAY"), NULL);
	assert_err(order_expire(&money_world, o.id), ERR_UNKNOWN); /* the close was not answered */
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(false, "err_code=ORDERPAID"), money_says_paid(p.number, "L1", MONEY_PAY));
	assert_int_equal(expired(o.id), ORDER_PAID); /* it was paid in between */
	money_books_are_right();
}

static void money_of_another_amount_ends_its_attempt_and_frees_the_order(void **state)
{
	const struct order o = money_order(), again = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE), q = money_attempt(again.id, TRADE_NATIVE);
	(void)state;

	assert_int_equal(money_receive("W1", p.number, MONEY_PAY - 1, "CNY").kind, EXCEPTION_WRONG_AMOUNT);
	assert_int_equal(money_receive("W2", q.number, MONEY_PAY, "USD").kind, EXCEPTION_WRONG_CURRENCY);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_FAILED);
	assert_string_not_equal(money_attempt(again.id, TRADE_NATIVE).number, q.number); /* he may try again */
	overdue(o.id);
	assert_int_equal(expired(o.id), ORDER_CANCELLED); /* nothing is left to ask the channel about */
	money_books_are_right();
}

static void late_money_goes_back_once(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	enum order_state now;
	(void)state;

	old_enough_to_close(p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_err(order_cancel(&money_world, o.id, "不要了", "member:7", &now), OK);
	assert_int_equal(now, ORDER_CANCELLED);
	assert_int_equal(money_receive("L2", p.number, MONEY_PAY, "CNY").kind, EXCEPTION_PAID_AFTER_CANCEL);
	assert_int_equal(money_receive("L2", p.number, MONEY_PAY, "CNY").outcome, RECEIPT_REPEAT);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE transaction_id = 'L2'"), 1);
	money_books_are_right();
}

static struct refund refund_now(const char *number)
{
	struct refund r;

	assert_err(refund_by_number(money_world.db, number, &r), OK);
	return r;
}

static void due_now(const char *number)
{
	money_ask("UPDATE refund SET next_try_at = NOW(3) - INTERVAL 1 SECOND WHERE number = '%s'", number);
}

/* The refund of an order that was paid and cancelled. */
static struct refund begun(int64_t *order)
{
	const struct order o = money_order();
	struct refund_list list;
	enum order_state now;

	money_paid(o.id);
	assert_err(order_cancel(&money_world, o.id, "不要了", "member:7", &now), OK);
	assert_int_equal(now, ORDER_REFUNDING);
	assert_err(refund_list_of(money_world.db, o.id, &list), OK);
	assert_int_equal(list.n, 1);
	*order = o.id;
	return list.at[0];
}

static const char *accepted(const char *number)
{
	return ANSWER(true, "refund_id=500", money_part("out_refund_no=%s", number), money_part("refund_fee=%d", MONEY_PAY));
}

static const char *stands(const char *number, const char *status)
{
	return ANSWER(true, "refund_count=1", money_part("out_refund_no_0=%s", number), "refund_id_0=500",
		money_part("refund_fee_0=%d", MONEY_PAY), money_part("refund_status_0=%s", status));
}

static void a_refund_keeps_its_number_and_is_done_when_the_channel_says_so(void **state)
{
	int64_t order;
	struct refund r = begun(&order);
	(void)state;

	CHANNEL(NULL, accepted(r.number), stands(r.number, "PROCESSING"), stands(r.number, "SUCCESS"));
	assert_err(refund_send(&money_world, &r), ERR_UNKNOWN);
	assert_string_equal(money_asked("out_refund_no"), r.number);
	assert_err(refund_send(&money_world, &r), OK); /* somebody has it: not sent again */
	due_now(r.number);
	r = refund_now(r.number);
	assert_err(refund_send(&money_world, &r), OK);
	assert_string_equal(money_asked("out_refund_no"), r.number);
	r = refund_now(r.number);
	assert_int_equal(r.state, REFUND_SENT);
	assert_err(refund_confirm(&money_world, &r), OK);
	assert_int_equal(money_order_now(order).state, ORDER_REFUNDING); /* accepted is not done */
	due_now(r.number);
	r = refund_now(r.number);
	assert_err(refund_follow(&money_world, &r), OK);
	assert_int_equal(refund_now(r.number).state, REFUND_SUCCEEDED);
	assert_int_equal(money_order_now(order).state, ORDER_REFUNDED);
	money_books_are_right();
}

static void a_refund_that_cannot_be_done_is_for_a_person(void **state)
{
	int64_t order;
	struct refund r = begun(&order);
	(void)state;

	CHANNEL(accepted(r.number), stands(r.number, "CHANGE"));
	assert_err(refund_send(&money_world, &r), OK);
	r = refund_now(r.number);
	assert_err(refund_confirm(&money_world, &r), OK);
	assert_int_equal(refund_now(r.number).state, REFUND_ABNORMAL);
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM payment_exception WHERE kind = 'REFUND_FAILED' AND reference = '%s'", r.number), 1);
	money_books_are_right();
}

static void send_again(const char *number, err says)
{
	due_now(number);
	const struct refund r = refund_now(number);
	assert_err(refund_send(&money_world, &r), says);
}

static void only_what_the_channel_refuses_counts_against_a_refund(void **state)
{
	int64_t order;
	const struct refund r = begun(&order);
	(void)state;

	money_channel_gone();
	for (int i = 0; i < 15; i++)
		send_again(r.number, ERR_UNKNOWN);
	assert_int_equal(refund_now(r.number).state, REFUND_WAITING);
	for (int i = 1; i <= 12; i++) {
		CHANNEL(ANSWER(false, "err_code=NOTENOUGH"));
		send_again(r.number, WECHATPAY_REFUSED);
		assert_int_equal(refund_now(r.number).state, i < 12 ? REFUND_WAITING : REFUND_ABNORMAL);
	}
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM payment_exception WHERE kind = 'REFUND_FAILED' AND state = 'OPEN' AND reference = '%s'",
			r.number),
		1);
	money_books_are_right();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_tried_to_pay),
		cmocka_unit_test(an_open_attempt_is_closed_first_and_not_too_early),
		cmocka_unit_test(every_open_attempt_is_closed_before_the_order_ends),
		cmocka_unit_test(without_an_answer_nothing_is_cancelled),
		cmocka_unit_test(money_of_another_amount_ends_its_attempt_and_frees_the_order),
		cmocka_unit_test(late_money_goes_back_once),
		cmocka_unit_test(a_refund_keeps_its_number_and_is_done_when_the_channel_says_so),
		cmocka_unit_test(a_refund_that_cannot_be_done_is_for_a_person),
		cmocka_unit_test(only_what_the_channel_refuses_counts_against_a_refund),
	};
	money_shop("order_end_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
