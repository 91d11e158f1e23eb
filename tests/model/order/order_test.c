/* An order from its submission on: its stock, its one way through the table of states. */
#include "../../orders.h"
#include "../../../model/goods/stock.h"
#include "../../../model/order/order_list.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define SCHEMA "order_test"
enum { WORKERS = 8, EACH = 12 };

static struct {
	int sold, refused, other;
} * counts;

static void an_order_takes_stock_keeps_its_lines_and_is_the_buyers_own(void **state)
{
	struct order o, again;
	const int64_t before = orders_stock(1);
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, (struct wish[]){ { 2, 1 }, { 1, 2 } }, 2, &o), OK);
	assert_true(o.state == ORDER_UNPAID && o.pay_amount.fen == 11666 && o.quantity == 3 && strlen(o.number) == 18);
	assert_int_equal(orders_stock(1), before - 2);
	assert_err(order_of(orders_db, (member_id){ 7 }, o.number, &again), OK);
	assert_string_equal(again.receiver_name.text, "张三");
	assert_true(again.id == o.id && again.state == o.state && again.quantity == o.quantity &&
		again.goods_amount.fen == o.goods_amount.fen && again.freight_amount.fen == o.freight_amount.fen &&
		again.pay_amount.fen == o.pay_amount.fen && again.created_at.ms == o.created_at.ms &&
		again.expires_at.ms == o.expires_at.ms && o.now.ms == o.created_at.ms);
	assert_true(again.lines.n == 2 && again.lines.at[0].sku_id == 1 && again.lines.at[0].pay_amount.fen == 6666);
	assert_string_equal(again.lines.at[0].options, "小");
	assert_err(order_of(orders_db, (member_id){ 8 }, o.number, &again), ERR_NOT_FOUND);
	assert_err(orders_submit(orders_db, 7, 2, &(struct wish){ 1, 1 }, 1, NULL), ERR_NOT_FOUND); /* another's address */
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_EXPIRE), ORDER_STATE);                /* not its time yet */
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL), OK);
	assert_int_equal(orders_state(o.id), ORDER_CANCELLED);
	assert_int_equal(orders_stock(1), before);
}

static void at_most_five_are_unpaid_and_what_fails_leaves_nothing(void **state)
{
	struct order o[5];
	const int64_t before = orders_stock(1);
	(void)state;

	for (int i = 0; i < 5; i++)
		assert_err(orders_submit(orders_db, 8, 2, &(struct wish){ 1, 1 }, 1, &o[i]), OK);
	assert_err(orders_submit(orders_db, 8, 2, &(struct wish){ 1, 1 }, 1, NULL), ORDER_UNPAID_LIMIT);
	assert_err(orders_submit(orders_db, 7, 1, (struct wish[]){ { 1, 1 }, { 2, 5000 } }, 2, NULL), STOCK_SOLD_OUT);
	assert_int_equal(orders_stock(1), before - 5);
	assert_err(ORDERS_GO(o[2].id, orders_end, .event = EVENT_CANCEL), OK);
	assert_err(orders_submit(orders_db, 8, 2, &(struct wish){ 1, 1 }, 1, NULL), OK);
	for (int i = 0; i < 5; i++)
		if (i != 2)
			assert_err(ORDERS_GO(o[i].id, orders_end, .event = EVENT_CANCEL), OK);
}

static void money_and_cancel_meet_and_one_wins(void **state)
{
	struct order o;
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_int_equal(orders_state(o.id), ORDER_CANCELLING); /* stock still held: the channel has the last word */
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), OK);
	assert_int_equal(orders_state(o.id), ORDER_PAID);
	assert_err(ORDERS_GO(o.id, orders_closed, .open = false), ORDER_STATE);
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), ORDER_STATE);
	assert_err(ORDERS_GO(o.id, orders_refund, .open = false), OK);
	assert_int_equal(orders_state(o.id), ORDER_REFUNDING);
	assert_err(orders_submit(orders_db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_err(ORDERS_GO(o.id, orders_closed, .open = false), OK);
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), ORDER_STATE); /* late money: the exception desk's */
	assert_int_equal(
		database_ask(SCHEMA, "SELECT COUNT(*) FROM shop_order WHERE (unpaid_slot IS NOT NULL) <> (state = 'UNPAID')"), 0);
}

static const char *reason_of(int64_t order)
{
	struct order is;

	assert_err(order_by_id(orders_db, order, &is), OK);
	return is.cancel_reason;
}

static void the_reason_is_that_of_who_ended_it(void **state)
{
	struct order o;
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_string_equal(reason_of(o.id), "test");
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), OK); /* the money was faster: nobody cancelled it */
	assert_string_equal(reason_of(o.id), "");
	assert_err(ORDERS_GO(o.id, orders_refund, .open = false), OK);
	assert_string_equal(reason_of(o.id), "不要了");
	assert_err(orders_submit(orders_db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_err(ORDERS_GO(o.id, orders_closed, .open = false), OK);
	assert_string_equal(reason_of(o.id), "test"); /* the channel's answer is no reason */
}

/* The ways of an order, as they were decided before the table in order_state.c was written: the two are held against each
 * other. `refused`: decided, but of a feature that is not offered yet. What only changes a value stays where it is. */
static const struct {
	enum order_state from;
	enum order_event event;
	enum order_state to;
	bool refused;
} decided[] = {
	{ ORDER_UNPAID, EVENT_FREE, ORDER_PAID, false },         /* nothing to pay: no channel is called */
	{ ORDER_UNPAID, EVENT_COLLECT, ORDER_TO_COLLECT, true }, /* cash on delivery: */
	{ ORDER_TO_COLLECT, EVENT_SHIP_PART, ORDER_TO_COLLECT, true },
	{ ORDER_TO_COLLECT, EVENT_SHIP, ORDER_TO_COLLECT, true },
	{ ORDER_TO_COLLECT, EVENT_COLLECTED, ORDER_COMPLETED, true },
	{ ORDER_TO_COLLECT, EVENT_PARCEL_REFUSED, ORDER_CANCELLED, true },
	{ ORDER_UNPAID, EVENT_DEPOSIT, ORDER_DEPOSIT_PAID, true }, /* presale: */
	{ ORDER_DEPOSIT_PAID, EVENT_BALANCE, ORDER_PAID, true },
	{ ORDER_DEPOSIT_PAID, EVENT_BALANCE_OVERDUE, ORDER_CANCELLED, true },
	{ ORDER_UNPAID, EVENT_PAY, ORDER_PAID, false },
	{ ORDER_UNPAID, EVENT_PAY_GROUP, ORDER_WAIT_GROUP, true }, /* group-buy: */
	{ ORDER_WAIT_GROUP, EVENT_GROUP_FULL, ORDER_PAID, true },
	{ ORDER_WAIT_GROUP, EVENT_GROUP_EXPIRED, ORDER_REFUNDING, true },
	{ ORDER_UNPAID, EVENT_CANCEL, ORDER_CANCELLING, false }, /* through CANCELLING, though no attempt is open */
	{ ORDER_UNPAID, EVENT_EXPIRE, ORDER_CANCELLING, false },
	{ ORDER_UNPAID, EVENT_CLOSED, ORDER_CANCELLED, false },
	{ ORDER_CANCELLING, EVENT_CLOSED, ORDER_CANCELLED, false },
	{ ORDER_CANCELLING, EVENT_PAY, ORDER_PAID, false },
	{ ORDER_CANCELLED, EVENT_REVIVE, ORDER_PAID, true }, /* late money */
	{ ORDER_PAID, EVENT_SHIP_PART, ORDER_SHIPPED_PART, false },
	{ ORDER_PAID, EVENT_SHIP, ORDER_SHIPPED, false },
	{ ORDER_SHIPPED_PART, EVENT_SHIP_PART, ORDER_SHIPPED_PART, false },
	{ ORDER_SHIPPED_PART, EVENT_SHIP, ORDER_SHIPPED, false },
	{ ORDER_SHIPPED_PART, EVENT_REST_REFUNDED, ORDER_SHIPPED, true },
	{ ORDER_PAID, EVENT_REFUND_ALL, ORDER_REFUNDING, false }, /* the buyer cancels, or the merchant refuses */
	{ ORDER_PAID, EVENT_PICK_UP, ORDER_COMPLETED, true },
	{ ORDER_PAID, EVENT_DELIVER, ORDER_COMPLETED, true },
	{ ORDER_SHIPPED, EVENT_RECEIVE, ORDER_COMPLETED, false },
	{ ORDER_SHIPPED, EVENT_AUTO_RECEIVE, ORDER_COMPLETED, false },
	{ ORDER_SHIPPED, EVENT_EXTEND, ORDER_SHIPPED, false },
	{ ORDER_SHIPPED, EVENT_WECHAT_SETTLED, ORDER_COMPLETED, true },
	{ ORDER_COMPLETED, EVENT_SETTLE, ORDER_SETTLED, true },
	{ ORDER_REFUNDING, EVENT_REFUNDED, ORDER_REFUNDED, false },
	{ ORDER_PAID, EVENT_REFUNDED, ORDER_REFUNDED, true }, /* line by line, until all are */
	{ ORDER_SHIPPED_PART, EVENT_REFUNDED, ORDER_REFUNDED, true },
	{ ORDER_SHIPPED, EVENT_REFUNDED, ORDER_REFUNDED, true },
	{ ORDER_COMPLETED, EVENT_REFUNDED, ORDER_REFUNDED, true },
	{ ORDER_UNPAID, EVENT_PRICE, ORDER_UNPAID, false },
	{ ORDER_UNPAID, EVENT_ADDRESS, ORDER_UNPAID, false },
	{ ORDER_TO_COLLECT, EVENT_ADDRESS, ORDER_TO_COLLECT, false },
	{ ORDER_DEPOSIT_PAID, EVENT_ADDRESS, ORDER_DEPOSIT_PAID, false },
	{ ORDER_WAIT_GROUP, EVENT_ADDRESS, ORDER_WAIT_GROUP, false },
	{ ORDER_PAID, EVENT_ADDRESS, ORDER_PAID, false },
	{ ORDER_PAID, EVENT_PICK, ORDER_PAID, false },
	{ ORDER_SHIPPED_PART, EVENT_PICK, ORDER_SHIPPED_PART, false },
};

static void the_table_is_what_was_decided(void **state)
{
	size_t met = 0;
	(void)state;

	for (unsigned from = 1; from < order_state_words.count; from++)
		for (unsigned event = 1; event < order_event_words.count; event++) {
			err want = ORDER_STATE;
			enum order_state to = ORDER_SETTLED, leads = ORDER_SETTLED; /* untouched unless it may go */
			for (size_t i = 0; i < TEST_COUNT(decided); i++)
				if (decided[i].from == from && decided[i].event == event) {
					want = decided[i].refused ? ORDER_FEATURE : OK;
					leads = decided[i].refused ? leads : decided[i].to;
					met++;
				}
			if (event == EVENT_NOTE) {
				want = OK;
				leads = (enum order_state)from;
			}
			const err e = order_edge((enum order_state)from, (enum order_event)event, &to);
			if (e != want || to != leads)
				fail_msg("%s %s: %s, to %s", order_state_words.at[from], order_event_words.at[event],
					e ? e->code : "ok", order_state_words.at[to]);
		}
	assert_int_equal(met, TEST_COUNT(decided)); /* none is there twice */
}

/* Fifty orders of 200 lines each are more rows than one query may give. */
static void a_list_shows_the_first_lines_of_long_orders(void **state)
{
	struct order_list list;
	bool more;
	(void)state;

	database_ask(SCHEMA,
		"INSERT INTO shop_order (number, member_id, state, source, receiver_name, receiver_phone, receiver_phone_index, region, province, city, district,"
		" address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, remark, created_at, expires_at)"
		" SELECT CONCAT('L', seq), 99, 'CANCELLED', 'H5', SEALED('a'), SEALED('1'), INDEXED('1'), '440305', 'p', 'c', 'd', SEALED('x'), 200, 200, 0, 0, 200, '', NOW(3), NOW(3) FROM seq_1_to_50;"
		"INSERT INTO order_line (order_id, position, product_id, sku_id, title, options, image, price, quantity, freight_share, pay_amount)"
		" SELECT o.id, s.seq, 1, 1000 + s.seq, 't', '', 'p.png', 1, 1, 0, 1 FROM shop_order o JOIN seq_1_to_200 s WHERE o.member_id = 99");
	assert_err(order_list_of(orders_db, (member_id){ 99 }, TAB_ALL, (struct cursor){ 0, INT64_MAX }, 50, &list, &more), OK);
	assert_int_equal(list.n, 50);
	for (size_t i = 0; i < list.n; i++) {
		assert_int_equal(list.at[i].lines.n, ORDER_LINES_SHOWN);
		assert_int_equal(list.at[i].lines.at[0].position, 1);
	}
	database_ask(SCHEMA, "DELETE l, o FROM shop_order o JOIN order_line l ON l.order_id = o.id WHERE o.member_id = 99");
}

/* What waits is the buyer's own, in the tabs' own states; nobody needs to know how far beyond a hundred it goes. */
static void a_buyer_sees_how_many_of_his_orders_wait(void **state)
{
	struct order_counts_own n;
	(void)state;

	assert_err(order_count_own(orders_db, (member_id){ 98 }, &n), OK);
	assert_true(n.unpaid == 0 && n.to_ship == 0 && n.to_receive == 0);
	database_ask(SCHEMA,
		"INSERT INTO shop_order (number, member_id, state, source, receiver_name, receiver_phone, receiver_phone_index, region, province, city, district,"
		" address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, remark, created_at, expires_at)"
		" SELECT CONCAT('W', o.member, '-', w.state, '-', seq), o.member, w.state, 'H5', SEALED('a'), SEALED('1'), INDEXED('1'), '440305', 'p', 'c', 'd', SEALED('x'), 1, 1, 0, 0, 1, '', NOW(3), NOW(3)"
		" FROM (SELECT 98 AS member UNION SELECT 97) o JOIN (SELECT 'UNPAID' AS state, 2 AS n UNION SELECT 'PAID', 1 UNION SELECT 'SHIPPED_PART', 1 UNION SELECT 'SHIPPED', 120 UNION SELECT 'COMPLETED', 9 UNION SELECT 'CANCELLED', 9) w"
		" JOIN seq_1_to_120 ON seq <= w.n");
	assert_err(order_count_own(orders_db, (member_id){ 98 }, &n), OK);
	assert_true(n.unpaid == 2 && n.to_ship == 2 && n.to_receive == ORDER_COUNT_OWN_MAX);
	database_ask(SCHEMA, "DELETE FROM shop_order WHERE member_id IN (97, 98)");
}

static int buyers(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);

	for (int i = 0; i < EACH; i++) {
		const int64_t member = 100 + worker * EACH + i;
		const err e = orders_submit(line, member, member, (struct wish[]){ { 5, 1 }, { 1 + i % 2, 1 } }, 2, NULL);
		__atomic_add_fetch(e == OK            ? &counts->sold
				: e == STOCK_SOLD_OUT ? &counts->refused
						      : &counts->other,
			1, __ATOMIC_RELAXED);
	}
	db_close(line);
	arena_reset(&own);
	return 0;
}

static void eight_at_once_sell_exactly_the_stock(void **state)
{
	(void)state;
	database_race(WORKERS, buyers);
	printf("row 13 in small: %d sold, %d refused, %d other\n", counts->sold, counts->refused, counts->other);
	assert_true(counts->sold == ORDERS_FEW && counts->refused == WORKERS * EACH - ORDERS_FEW && counts->other == 0);
	assert_int_equal(orders_stock(5), 0);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM sku WHERE stock <> (SELECT SUM(quantity) FROM stock_movement m WHERE m.sku_id = sku.id)"),
		0);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM shop_order o WHERE pay_amount <> (SELECT SUM(pay_amount) FROM order_line l WHERE l.order_id = o.id)"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_takes_stock_keeps_its_lines_and_is_the_buyers_own),
		cmocka_unit_test(at_most_five_are_unpaid_and_what_fails_leaves_nothing),
		cmocka_unit_test(money_and_cancel_meet_and_one_wins),
		cmocka_unit_test(the_reason_is_that_of_who_ended_it),
		cmocka_unit_test(the_table_is_what_was_decided),
		cmocka_unit_test(a_list_shows_the_first_lines_of_long_orders),
		cmocka_unit_test(a_buyer_sees_how_many_of_his_orders_wait),
		cmocka_unit_test(eight_at_once_sell_exactly_the_stock),
	};
	counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	orders_shop(SCHEMA);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	orders_leave();
	return failed;
}
