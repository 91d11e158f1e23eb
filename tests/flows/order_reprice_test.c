/* Staff change what an order costs, where it goes, and that it is being packed. */
#include "../money.h"
#include "../../flows/order_cancel.h"
#include "../../flows/order_reprice.h"
#include "../../flows/payment_settle.h"
#include "../../model/order/order_address.h"
#include "../../model/order/order_list.h"
#include "../../model/order/picking.h"
#include "../../model/order/submit.h"
#include <string.h>

#define CLERK "staff:1"

static err reprice(int64_t order, int64_t was, int64_t goods, int64_t freight)
{
	return order_reprice(&money_world, order,
		&((struct order_price){
			.was_amount = { was }, .goods_amount = { goods }, .freight_amount = { freight }, .reason = "老客户" }),
		CLERK);
}

static void old_enough_to_close(const char *number)
{
	money_ask("UPDATE payment SET placed_at = NOW(3) - INTERVAL 10 MINUTE WHERE number = '%s'", number);
}

static err submit_three(struct tx *tx, void *out)
{
	const struct wishes wishes = { (struct wish[]){ { 1, 1 }, { 2, 1 }, { 3, 3 } }, 3 };

	return order_submit(tx, &money_world.settings->rules, &(struct submission){ .member = { 7 }, .address = 1, .source = "H5" },
		&wishes, out);
}

/* 50 yuan, 0.01 yuan, 3 times 33.33 yuan; free of freight. */
static struct order three_lines(void)
{
	struct order order;

	assert_err(money_tx(submit_three, &order), OK);
	return order;
}

static struct order_line line_of(int64_t order, size_t i)
{
	struct order_lines lines;

	assert_err(order_lines_of(money_world.db, order, &lines), OK);
	assert_true(i < lines.n);
	return lines.at[i];
}

static void the_difference_is_split_to_the_fen(void **state)
{
	const struct order o = three_lines();
	(void)state;

	assert_int_equal(o.pay_amount.fen, 15000);
	assert_err(reprice(o.id, 15000, 14900, 0), OK);
	/* 100 over 5000 : 1 : 9999 is 33.33, 0.006, 66.66: the fen that is left goes to the largest fraction */
	assert_int_equal(line_of(o.id, 0).pay_amount.fen, 4967);
	assert_int_equal(line_of(o.id, 1).pay_amount.fen, 1);
	assert_int_equal(line_of(o.id, 2).pay_amount.fen, 9932);
	assert_err(reprice(o.id, 14900, 0, 1), OK); /* a present: what is left is a fen of freight */
	assert_int_equal(line_of(o.id, 2).pay_amount.fen + line_of(o.id, 1).pay_amount.fen + line_of(o.id, 0).pay_amount.fen, 1);
	assert_err(reprice(o.id, 1, 15000, 1200), OK);
	assert_int_equal(line_of(o.id, 0).adjust_amount.fen, 0); /* at list again, every line of it */
	assert_int_equal(line_of(o.id, 1).adjust_amount.fen, 0);
	assert_int_equal(line_of(o.id, 2).adjust_amount.fen, 0);
	const struct order now = money_order_now(o.id);
	assert_true(now.pay_amount.fen == 16200 && now.freight_amount.fen == 1200 && now.adjust_amount.fen == 0);
	money_books_are_right();
}

static void a_price_stays_within_its_bounds(void **state)
{
	const struct order o = money_order();
	(void)state;

	assert_err(reprice(o.id, MONEY_PAY, 5001, 0), ORDER_PRICE_RANGE); /* dearer than at list */
	assert_err(reprice(o.id, MONEY_PAY, 0, 0), ORDER_PRICE_RANGE);
	assert_err(reprice(o.id, MONEY_PAY - 1, 100, 0), ERR_CONFLICT); /* decided on another price */
	assert_int_equal(money_order_now(o.id).pay_amount.fen, MONEY_PAY);
	assert_err(reprice(o.id, MONEY_PAY, 5000, MONEY_FREIGHT), OK); /* as it is */
	assert_int_equal(money_ask("SELECT COUNT(*) FROM order_log WHERE order_id = %lld", (long long)o.id), 1);
	assert_err(reprice(o.id, MONEY_PAY, 4200, 0), OK);
	assert_int_equal(money_ask("SELECT before_text = '¥50.00 + ¥8.00' AND after_text = '¥42.00 + ¥0.00' AND note = '老客户'"
				   " AND actor = '" CLERK "' FROM order_log WHERE order_id = %lld AND event = 'price'",
				 (long long)o.id),
		1);
	assert_string_equal(money_order_now(o.id).adjust_reason, "老客户");
	money_books_are_right();
}

static void an_open_attempt_is_closed_first(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE), q = money_attempt(o.id, TRADE_MWEB);
	(void)state;

	CHANNEL(money_says(p.number, "NOTPAY"));
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), ORDER_BEING_PAID); /* within five minutes */
	assert_int_equal(money_order_now(o.id).pay_amount.fen, MONEY_PAY);
	old_enough_to_close(p.number);
	old_enough_to_close(q.number);
	money_channel_gone();
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), ERR_UNKNOWN);
	assert_int_equal(money_order_now(o.id).pay_amount.fen, MONEY_PAY); /* without an answer nothing is changed */
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"), money_says(q.number, "NOTPAY"),
		ANSWER(true, "nothing=1"));
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), OK);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_CLOSED);
	assert_int_equal(money_payment_now(q.number).state, PAYMENT_CLOSED);
	assert_int_equal(money_order_now(o.id).pay_amount.fen, 4000);
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	money_books_are_right();
}

static void who_paid_meanwhile_has_paid(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	old_enough_to_close(p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(false, "err_code=ORDERPAID"), money_says_paid(p.number, "R1", MONEY_PAY));
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), ORDER_STATE);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	assert_int_equal(money_order_now(o.id).paid_amount.fen, MONEY_PAY);
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), ORDER_STATE);
	money_books_are_right();
}

/* The close was answered, and yet money of the old amount arrives: it pays nothing, and goes back. */
static void money_of_the_old_price_goes_back(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	old_enough_to_close(p.number);
	CHANNEL(money_says(p.number, "NOTPAY"), ANSWER(true, "nothing=1"));
	assert_err(reprice(o.id, MONEY_PAY, 4000, 0), OK);
	const struct receipt_result r = money_receive("R2", p.number, MONEY_PAY, "CNY");
	assert_true(r.outcome == RECEIPT_UNAPPLIED && r.kind == EXCEPTION_WRONG_AMOUNT);
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE transaction_id = 'R2' AND amount = %d", MONEY_PAY), 1);
	money_books_are_right();
}

/* ---- where it goes ---- */

struct moving {
	int64_t order, address;
	int32_t version;
	member_id member;
	const char *number;
	struct outcomes outcomes;
};

static const struct address elsewhere = { .name = { "李四" },
	.phone = { "13900001234" },
	.region = "310104",
	.province = "上海市",
	.city = "上海市",
	.district = "徐汇区",
	.detail = { "漕溪路 2 号" } };

static err by_staff(struct tx *tx, void *arg)
{
	const struct moving *m = arg;

	return order_change_address(tx, m->order, m->version, &elsewhere, CLERK);
}

static err by_buyer(struct tx *tx, void *arg)
{
	const struct moving *m = arg;

	return order_change_address_own(tx, m->member, m->number, m->address, "member:7");
}

static err pick(struct tx *tx, void *arg)
{
	struct moving *m = arg;
	const struct picks picks = { (struct picked[]){ { m->order }, { 999999 } }, 2 };

	return picking_start(tx, &picks, CLERK, &m->outcomes);
}

static void an_address_changes_until_picking_or_shipping(void **state)
{
	const struct order o = money_order();
	struct moving m = { .order = o.id, .number = o.number, .member = { 7 }, .address = 1 };
	enum order_state now;
	(void)state;

	m.version = money_order_now(o.id).version;
	assert_err(money_tx(by_staff, &m), OK);
	assert_string_equal(money_order_now(o.id).receiver_name.text, "李四");
	assert_int_equal(
		money_ask("SELECT after_text LIKE '李** 139****1234 %%徐汇区 漕**' AND before_text LIKE '张** 138****0007 %%'"
			  " FROM order_log WHERE order_id = %lld AND event = 'address'",
			(long long)o.id),
		1);
	assert_err(money_tx(by_staff, &m), ERR_CONFLICT); /* that version is gone */
	assert_err(money_tx(by_buyer, &m), OK);
	assert_string_equal(money_order_now(o.id).receiver_name.text, "张三");
	m.member.id = 8;
	assert_err(money_tx(by_buyer, &m), ERR_NOT_FOUND);
	m.member.id = 7;
	m.address = 999;
	assert_err(money_tx(by_buyer, &m), ERR_NOT_FOUND);
	m.address = 1;
	assert_err(money_tx(pick, &m), OK);
	assert_true(m.outcomes.at[0].refused == ORDER_STATE && m.outcomes.at[1].refused == ERR_NOT_FOUND);
	const moment paid = (money_paid(o.id), money_order_now(o.id).paid_at.is);
	assert_err(money_tx(pick, &m), OK);
	assert_true(m.outcomes.at[0].refused == OK && m.outcomes.at[1].refused == ERR_NOT_FOUND);
	assert_true(money_order_now(o.id).picking_at.has && money_order_now(o.id).paid_at.is.ms == paid.ms);
	assert_err(money_tx(by_buyer, &m), ORDER_PICKING);
	assert_err(order_cancel_own(&money_world, o.id, "不要了", "member:7", &now), ORDER_PICKING);
	m.version = money_order_now(o.id).version;
	assert_err(money_tx(by_staff, &m), OK);
	assert_err(money_tx(pick, &m), OK); /* again: nothing new */
	assert_true(m.outcomes.at[0].refused == OK);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM order_log WHERE order_id = %lld AND event = 'pick'", (long long)o.id), 1);
	assert_err(order_cancel(&money_world, o.id, "缺货", CLERK, &now), OK); /* staff still may */
	assert_int_equal(now, ORDER_REFUNDING);
	m.version = money_order_now(o.id).version;
	assert_err(money_tx(by_staff, &m), ORDER_STATE);
	money_books_are_right();
}

static err remark(struct tx *tx, void *arg)
{
	const struct moving *m = arg;

	return order_remark(tx, m->order, m->number, m->version, CLERK);
}

/* Opening an attempt to pay holds the order, and changes nothing of it: who wrote a remark meanwhile need not write it again. */
static void a_remark_stays_in_the_log_and_no_payment_gets_in_its_way(void **state)
{
	const struct order o = money_order();
	struct moving m = { .order = o.id, .number = "易碎", .version = money_order_now(o.id).version };
	struct order_logs logs;
	(void)state;

	money_attempt(o.id, TRADE_NATIVE);
	assert_err(money_tx(remark, &m), OK);
	assert_err(money_tx(remark, &m), ERR_CONFLICT);
	m.version = money_order_now(o.id).version;
	m.number = "轻放";
	assert_err(money_tx(remark, &m), OK);
	assert_string_equal(money_order_now(o.id).staff_remark, "轻放");
	assert_err(order_logs_of(money_world.db, o.id, &logs), OK);
	assert_int_equal(logs.n, 3);
	assert_true(logs.at[2].event == EVENT_NOTE);
	assert_string_equal(logs.at[2].actor, CLERK);
	assert_string_equal(logs.at[2].before_text, "易碎");
	assert_string_equal(logs.at[2].after_text, "轻放");
	assert_err(order_logs_for_buyer(money_world.db, o.id, &logs), OK);
	assert_int_equal(logs.n, 1);
	money_books_are_right();
}

static void a_slip_says_what_is_left_to_send(void **state)
{
	const struct order o = three_lines();
	struct slip_list list;
	(void)state;

	money_ask("UPDATE order_line SET shipped_quantity = 2 WHERE order_id = %lld AND sku_id = 3", (long long)o.id);
	money_ask("UPDATE order_line SET shipped_quantity = 1 WHERE order_id = %lld AND sku_id = 1", (long long)o.id);
	assert_err(picking_slips(money_world.db, (int64_t[]){ 999999, o.id }, 2, &list), OK);
	assert_true(list.n == 1 && list.at[0].lines.n == 2);
	assert_true(list.at[0].lines.at[0].sku_id == 2 && list.at[0].lines.at[0].quantity == 1);
	assert_true(list.at[0].lines.at[1].sku_id == 3 && list.at[0].lines.at[1].quantity == 1);
	assert_string_equal(list.at[0].lines.at[1].code, "T-3");
}

static const char more_goods[] =
	"INSERT INTO sku (id, product_id, value1, code, price, stock, state) VALUES (2, 1, 'b', 'T-2', 1, 100, 'ACTIVE'), (3, 1, 'c', 'T-3', 3333, 100, 'ACTIVE');"
	"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at) VALUES (2, 'INITIAL', 100, 100, 'test', NOW(3)), (3, 'INITIAL', 100, 100, 'test', NOW(3))";

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_difference_is_split_to_the_fen),
		cmocka_unit_test(a_price_stays_within_its_bounds),
		cmocka_unit_test(an_open_attempt_is_closed_first),
		cmocka_unit_test(who_paid_meanwhile_has_paid),
		cmocka_unit_test(money_of_the_old_price_goes_back),
		cmocka_unit_test(an_address_changes_until_picking_or_shipping),
		cmocka_unit_test(a_remark_stays_in_the_log_and_no_payment_gets_in_its_way),
		cmocka_unit_test(a_slip_says_what_is_left_to_send),
	};
	money_shop("order_reprice_test");
	money_ask("%s", more_goods);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
