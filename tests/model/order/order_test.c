/* An order from its submission on: its price, its stock, its one way through the table of states. */
#include "../../test.h"
#include "../../database.h"
#include "../../../model/goods/stock.h"
#include "../../../model/order/cart.h"
#include "../../../model/order/order_list.h"
#include "../../../model/order/parcel.h"
#include "../../../model/order/submit.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define SCHEMA "order_test"
enum { WORKERS = 8, STOCK = 40 };

static struct arena arena = { .limit = 8 << 20 };
static struct db *db;
static const struct rules_settings rules = {
	.pay_within = 1800, .unpaid_max = 5, .freight_fee = { 800 }, .freight_free_from = { 9900 }
};
static struct {
	int sold, refused, other;
} * counts;

/* Member 7 lives at address 1, member 8 at 2; members from 100 on at their own number. SKU 1 and 2 belong to
 * product 1, SKU 3 to product 2 (at least 2, at most 4), SKU 4 to one off sale. */
static void fill(void)
{
	database_ask(SCHEMA,
		"INSERT INTO member (id, state, nickname, created_at, updated_at) SELECT seq, 'ACTIVE', seq, NOW(3), NOW(3) FROM seq_7_to_200;"
		"INSERT INTO address (id, member_id, name, phone, phone_index, region, province, city, district, detail, state, created_at) VALUES"
		" (1, 7, SEALED('张三'), SEALED('13800000007'), INDEXED('13800000007'), '440305', '广东省', '深圳市', '南山区', SEALED('科技园 1 号'), 'ACTIVE', NOW(3)),"
		" (2, 8, SEALED('李四'), SEALED('13800000008'), INDEXED('13800000008'), '440305', '广东省', '深圳市', '南山区', SEALED('科技园 2 号'), 'ACTIVE', NOW(3));"
		"INSERT INTO address (id, member_id, name, phone, phone_index, region, province, city, district, detail, state, created_at)"
		" SELECT seq, seq, SEALED('a'), SEALED('13800000000'), INDEXED('13800000000'), '440305', 'p', 'c', 'd', SEALED('x'), 'ACTIVE', NOW(3) FROM seq_100_to_200;"
		"INSERT INTO category (id, level, name, state, created_at) VALUES (1, 1, '茶', 'ACTIVE', NOW(3));"
		"INSERT INTO product (id, category_id, title, image, images, detail, state, option1, price_min, price_max, in_stock, minimum, purchase_max, tokens, created_at, updated_at) VALUES"
		" (1, 1, '龙井', 'p.png', '', '', 'ON_SALE', '规格', 3333, 5000, 1, 1, NULL, '', NOW(3), NOW(3)),"
		" (2, 1, '普洱', 'q.png', '', '', 'ON_SALE', NULL, 100, 100, 1, 2, 4, '', NOW(3), NOW(3)),"
		" (3, 1, '旧茶', 'r.png', '', '', 'OFF_SALE', NULL, 100, 100, 1, 1, NULL, '', NOW(3), NOW(3));"
		"INSERT INTO sku (id, product_id, value1, price, stock, state) VALUES (1, 1, '小', 3333, 1000, 'ACTIVE'), (2, 1, '大', 5000, 1000, 'ACTIVE'),"
		" (3, 2, '', 100, 1000, 'ACTIVE'), (4, 3, '', 100, 1000, 'ACTIVE'), (5, 1, '中', 9900, 40, 'ACTIVE');"
		"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at) SELECT id, 'INITIAL', stock, stock, 'test', NOW(3) FROM sku");
}

struct attempt {
	struct submission s;
	struct wishes wishes;
	struct order order;
};

static err submit_body(struct tx *tx, void *arg)
{
	struct attempt *a = arg;

	return order_submit(tx, &rules, &a->s, &a->wishes, &a->order);
}

static err submit(struct db *line, int64_t member, int64_t address, struct wish *wish, size_t n, struct order *out)
{
	struct attempt a = { .s = { .member = { member }, .address = address, .source = "H5" }, .wishes = { wish, n } };
	const err e = db_tx(line, submit_body, &a);

	if (!e && out)
		*out = a.order;
	return e;
}

struct move {
	int64_t order;
	enum order_event event;
	bool open;
	enum order_state now;
	err (*how)(struct tx *, struct move *);
};

static err move_body(struct tx *tx, void *arg)
{
	struct move *m = arg;

	return m->how(tx, m);
}

static const struct act by_test = { "system", "test" };
static err do_pay(struct tx *tx, struct move *m) { return order_pay(tx, m->order, by_test); }
static err do_end(struct tx *tx, struct move *m) { return order_end_unpaid(tx, m->order, m->event, m->open, by_test, &m->now); }
static err do_closed(struct tx *tx, struct move *m) { return order_closed(tx, m->order, by_test); }
static err do_refund(struct tx *tx, struct move *m) { return order_refund_begin(tx, m->order, "不要了", by_test); }
static err do_receive(struct tx *tx, struct move *m) { return order_receive(tx, m->order, EVENT_RECEIVE, by_test); }

static err go(int64_t order, err (*how)(struct tx *, struct move *), struct move *m)
{
	m->order = order;
	m->how = how;
	return db_tx(db, move_body, m);
}
#define GO(order, how, ...) go((order), (how), &(struct move){ __VA_ARGS__ })

static enum order_state state_of(int64_t order)
{
	struct order is;

	assert_err(order_by_id(db, order, &is), OK);
	return is.state;
}

static int64_t stock_of(int sku)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT stock FROM sku WHERE id = %d", sku);
	return database_ask(SCHEMA, sql);
}

static void the_price_is_explained_and_split_to_the_fen(void **state)
{
	struct wish wish[] = { { 2, 1 }, { 1, 1 }, { 1, 1 } };
	struct price p;
	(void)state;

	assert_err(price_compute(db, &rules, &(struct wishes){ wish, 3 }, &p), OK);
	assert_int_equal(p.lines.n, 2); /* two of one SKU are one line */
	assert_true(p.lines.at[0].sku_id == 1 && p.lines.at[0].quantity == 2 && p.goods_amount.fen == 11666);
	assert_true(p.freight_amount.fen == 0 && p.pay_amount.fen == 11666); /* free from 99 yuan on */
	assert_err(price_compute(db, &rules, &(struct wishes){ wish, 2 }, &p), OK);
	assert_true(p.goods_amount.fen == 8333 && p.freight_amount.fen == 800 && p.pay_amount.fen == 9133);
	assert_true(p.lines.at[0].freight_share.fen == 320 && p.lines.at[1].freight_share.fen == 480);
	assert_int_equal(p.lines.at[0].pay_amount.fen + p.lines.at[1].pay_amount.fen, 9133);
	assert_true(p.parts.n == 7 && p.parts.at[0].step == STEP_GOODS && p.parts.at[6].amount.fen == 800);
}

static void what_may_not_be_bought_is_refused(void **state)
{
	struct price p;
	(void)state;

	assert_err(price_compute(db, &rules, &(struct wishes){ NULL, 0 }, &p), CART_EMPTY);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 4, 1 }, 1 }, &p), GOODS_NOT_ON_SALE);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 999, 1 }, 1 }, &p), GOODS_NOT_ON_SALE);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 3, 1 }, 1 }, &p), PURCHASE_MINIMUM);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 3, 5 }, 1 }, &p), PURCHASE_LIMIT);
	assert_err(price_compute(db, &rules, &(struct wishes){ (struct wish[]){ { 3, 3 }, { 3, 2 } }, 2 }, &p), PURCHASE_LIMIT);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 1, 0 }, 1 }, &p), ERR_INVALID);
	assert_err(price_compute(db, &rules, &(struct wishes){ &(struct wish){ 1, -1 }, 1 }, &p), ERR_INVALID);
	assert_err(price_compute(db, &rules, &(struct wishes){ (struct wish[]){ { 1, 9999 }, { 1, 1 } }, 2 }, &p), ERR_INVALID);
}

static void an_order_takes_stock_keeps_its_lines_and_is_the_buyers_own(void **state)
{
	struct order o, again;
	const int64_t before = stock_of(1);
	(void)state;

	assert_err(submit(db, 7, 1, (struct wish[]){ { 2, 1 }, { 1, 2 } }, 2, &o), OK);
	assert_true(o.state == ORDER_UNPAID && o.pay_amount.fen == 11666 && o.quantity == 3 && strlen(o.number) == 18);
	assert_int_equal(stock_of(1), before - 2);
	assert_err(order_of(db, (member_id){ 7 }, o.number, &again), OK);
	assert_string_equal(again.receiver_name.text, "张三");
	assert_true(again.id == o.id && again.state == o.state && again.quantity == o.quantity &&
		again.goods_amount.fen == o.goods_amount.fen && again.freight_amount.fen == o.freight_amount.fen &&
		again.pay_amount.fen == o.pay_amount.fen && again.created_at.ms == o.created_at.ms &&
		again.expires_at.ms == o.expires_at.ms && o.now.ms == o.created_at.ms);
	assert_true(again.lines.n == 2 && again.lines.at[0].sku_id == 1 && again.lines.at[0].pay_amount.fen == 6666);
	assert_string_equal(again.lines.at[0].options, "小");
	assert_err(order_of(db, (member_id){ 8 }, o.number, &again), ERR_NOT_FOUND);
	assert_err(submit(db, 7, 2, &(struct wish){ 1, 1 }, 1, NULL), ERR_NOT_FOUND); /* another's address */
	assert_err(GO(o.id, do_end, .event = EVENT_EXPIRE), ORDER_STATE);             /* not its time yet */
	assert_err(GO(o.id, do_end, .event = EVENT_CANCEL), OK);
	assert_int_equal(state_of(o.id), ORDER_CANCELLED);
	assert_int_equal(stock_of(1), before);
}

static void at_most_five_are_unpaid_and_what_fails_leaves_nothing(void **state)
{
	struct order o[5];
	const int64_t before = stock_of(1);
	(void)state;

	for (int i = 0; i < 5; i++)
		assert_err(submit(db, 8, 2, &(struct wish){ 1, 1 }, 1, &o[i]), OK);
	assert_err(submit(db, 8, 2, &(struct wish){ 1, 1 }, 1, NULL), ORDER_UNPAID_LIMIT);
	assert_err(submit(db, 7, 1, (struct wish[]){ { 1, 1 }, { 2, 5000 } }, 2, NULL), STOCK_SOLD_OUT);
	assert_int_equal(stock_of(1), before - 5);
	assert_err(GO(o[2].id, do_end, .event = EVENT_CANCEL), OK);
	assert_err(submit(db, 8, 2, &(struct wish){ 1, 1 }, 1, NULL), OK);
	for (int i = 0; i < 5; i++)
		if (i != 2)
			assert_err(GO(o[i].id, do_end, .event = EVENT_CANCEL), OK);
}

static void money_and_cancel_meet_and_one_wins(void **state)
{
	struct order o;
	(void)state;

	assert_err(submit(db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(GO(o.id, do_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_int_equal(state_of(o.id), ORDER_CANCELLING); /* stock still held: the channel has the last word */
	assert_err(GO(o.id, do_pay, .open = false), OK);
	assert_int_equal(state_of(o.id), ORDER_PAID);
	assert_err(GO(o.id, do_closed, .open = false), ORDER_STATE);
	assert_err(GO(o.id, do_pay, .open = false), ORDER_STATE);
	assert_err(GO(o.id, do_refund, .open = false), OK);
	assert_int_equal(state_of(o.id), ORDER_REFUNDING);
	assert_err(submit(db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(GO(o.id, do_end, .event = EVENT_CANCEL, .open = true), OK);
	assert_err(GO(o.id, do_closed, .open = false), OK);
	assert_err(GO(o.id, do_pay, .open = false), ORDER_STATE); /* late money: the exception desk's */
	assert_int_equal(
		database_ask(SCHEMA, "SELECT COUNT(*) FROM shop_order WHERE (unpaid_slot IS NOT NULL) <> (state = 'UNPAID')"), 0);
}

struct shipment {
	int64_t order;
	struct parcel parcel;
};

static err ship_body(struct tx *tx, void *arg)
{
	struct shipment *s = arg;

	return parcel_ship(tx, s->order, &s->parcel, 864000, (struct act){ "staff:1", "" });
}

static err ship(int64_t order, const char *number, struct parcel_line *lines, size_t n)
{
	return db_tx(db, ship_body,
		&(struct shipment){
			order, { .carrier = CARRIER_SF, .tracking_number = number, .staff_id = { 1 }, .lines = { lines, n } } });
}

static void parcels_go_out_in_parts_and_never_more_than_was_bought(void **state)
{
	struct order o;
	struct order_lines lines;
	struct parcel_list parcels;
	(void)state;

	assert_err(submit(db, 7, 1, (struct wish[]){ { 1, 2 }, { 2, 1 } }, 2, &o), OK);
	assert_err(ship(o.id, "SF0001", NULL, 0), ORDER_STATE); /* not paid */
	assert_err(GO(o.id, do_pay, .open = false), OK);
	assert_err(order_lines_of(db, o.id, &lines), OK);
	assert_err(
		ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id, .quantity = 3 }, 1), ORDER_QUANTITY);
	assert_err(ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id - 1, .quantity = 1 }, 1),
		ERR_NOT_FOUND);
	assert_err(ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id, .quantity = 1 }, 1), OK);
	assert_int_equal(state_of(o.id), ORDER_SHIPPED_PART);
	assert_err(ship(o.id, "SF0001", NULL, 0), ERR_DUPLICATE);
	assert_err(GO(o.id, do_refund, .open = false), ORDER_STATE); /* it is on its way */
	assert_err(ship(o.id, "SF0002", NULL, 0), OK);
	assert_int_equal(state_of(o.id), ORDER_SHIPPED);
	assert_err(parcel_list_of(db, o.id, &parcels), OK);
	assert_true(parcels.n == 2 && parcels.at[0].lines.n == 1 && parcels.at[1].lines.n == 2);
	assert_err(ship(o.id, "SF0003", NULL, 0), ORDER_STATE);
	assert_err(GO(o.id, do_receive, .open = false), OK);
	assert_err(GO(o.id, do_receive, .open = false), ORDER_STATE);
	assert_int_equal(state_of(o.id), ORDER_COMPLETED);
}

static void every_edge_of_the_table_is_decided(void **state)
{
	enum order_state to;
	int offered = 0, refused = 0;
	(void)state;

	for (unsigned from = 1; from < order_state_words.count; from++)
		for (unsigned event = 1; event < order_event_words.count; event++) {
			const err e = order_edge((enum order_state)from, (enum order_event)event, &to);
			offered += e == OK;
			refused += e == ORDER_FEATURE;
			assert_true(e == OK || e == ORDER_FEATURE || e == ORDER_STATE);
		}
	assert_int_equal(offered, 15);
	assert_int_equal(refused, 17);
	assert_err(order_edge(ORDER_CANCELLED, EVENT_REVIVE, &to), ORDER_FEATURE);
	assert_err(order_edge(ORDER_REFUNDED, EVENT_PAY, &to), ORDER_STATE);
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
	assert_err(order_list_of(db, (member_id){ 99 }, TAB_ALL, (struct cursor){ 0, INT64_MAX }, 50, &list, &more), OK);
	assert_int_equal(list.n, 50);
	for (size_t i = 0; i < list.n; i++) {
		assert_int_equal(list.at[i].lines.n, ORDER_LINES_SHOWN);
		assert_int_equal(list.at[i].lines.at[0].position, 1);
	}
	database_ask(SCHEMA, "DELETE l, o FROM shop_order o JOIN order_line l ON l.order_id = o.id WHERE o.member_id = 99");
}

static int buyers(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);

	for (int i = 0; i < 12; i++) {
		const int64_t member = 100 + worker * 12 + i;
		const err e = submit(line, member, member, (struct wish[]){ { 5, 1 }, { 1 + i % 2, 1 } }, 2, NULL);
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
	assert_true(counts->sold == STOCK && counts->refused == WORKERS * 12 - STOCK && counts->other == 0);
	assert_int_equal(stock_of(5), 0);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM sku WHERE stock <> (SELECT SUM(quantity) FROM stock_movement m WHERE m.sku_id = sku.id)"),
		0);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM shop_order o WHERE pay_amount <> (SELECT SUM(pay_amount) FROM order_line l WHERE l.order_id = o.id)"),
		0);
}

/* ---- carts ---- */

struct cart_act {
	struct cart_owner owner;
	struct wish wish;
	member_id into;
};

static err add_body(struct tx *tx, void *arg)
{
	const struct cart_act *a = arg;

	return a->into.id ? cart_merge(tx, a->owner.guest, a->into) : cart_add(tx, a->owner, &a->wish);
}
#define CART(...) db_tx(db, add_body, &(struct cart_act){ __VA_ARGS__ })

static void a_guests_cart_becomes_the_members(void **state)
{
	const struct cart_owner guest = { .guest = "word" }, member = { .member = { 7 } };
	struct cart_lines lines;
	(void)state;

	assert_err(CART(.owner = guest, .wish = { 1, 3 }), OK);
	assert_err(CART(.owner = guest, .wish = { 1, 4 }), OK);
	assert_err(CART(.owner = guest, .wish = { 2, 1 }), OK);
	assert_err(CART(.owner = guest, .wish = { 4, 1 }), ERR_NOT_FOUND);
	assert_err(CART(.owner = guest, .wish = { 1, 9999 }), ERR_INVALID);
	assert_err(CART(.owner = member, .wish = { 1, 9990 }), OK);
	assert_err(cart_lines_of(db, (struct cart_owner){ .guest = "other" }, &lines), OK);
	assert_int_equal(lines.n, 0);
	assert_err(CART(.owner = guest, .into = { 7 }), OK);
	assert_err(cart_lines_of(db, guest, &lines), OK);
	assert_int_equal(lines.n, 0);
	assert_err(cart_lines_of(db, member, &lines), OK);
	assert_int_equal(lines.n, 2);
	for (size_t i = 0; i < lines.n; i++)
		assert_int_equal(lines.at[i].quantity, lines.at[i].sku_id == 1 ? 9997 : 1);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM cart WHERE line_count <> (SELECT COUNT(*) FROM cart_line l WHERE l.cart_id = cart.id)"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_price_is_explained_and_split_to_the_fen),
		cmocka_unit_test(what_may_not_be_bought_is_refused),
		cmocka_unit_test(an_order_takes_stock_keeps_its_lines_and_is_the_buyers_own),
		cmocka_unit_test(at_most_five_are_unpaid_and_what_fails_leaves_nothing),
		cmocka_unit_test(money_and_cancel_meet_and_one_wins),
		cmocka_unit_test(parcels_go_out_in_parts_and_never_more_than_was_bought),
		cmocka_unit_test(every_edge_of_the_table_is_decided),
		cmocka_unit_test(a_guests_cart_becomes_the_members),
		cmocka_unit_test(a_list_shows_the_first_lines_of_long_orders),
		cmocka_unit_test(eight_at_once_sell_exactly_the_stock),
	};
	counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	database_make(SCHEMA);
	fill();
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
