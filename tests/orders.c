#include "orders.h"
#include <stdio.h>

static struct arena arena = { .limit = 8 << 20 };
static const char *schema_now;
struct db *orders_db;
const struct rules_settings orders_rules = {
	.pay_within = 1800, .unpaid_max = 5, .freight_fee = { 800 }, .freight_free_from = { 9900 }
};

static void fill(const char *schema)
{
	database_ask(schema,
		"INSERT INTO member (id, state, nickname, created_at, updated_at) SELECT seq, 'ACTIVE', seq, NOW(3), NOW(3) FROM seq_7_to_200;"
		"INSERT INTO address (id, member_id, name, phone, region, province, city, district, detail, state, created_at) VALUES"
		" (1, 7, '张三', '13800000007', '440305', '广东省', '深圳市', '南山区', '科技园 1 号', 'ACTIVE', NOW(3)),"
		" (2, 8, '李四', '13800000008', '440305', '广东省', '深圳市', '南山区', '科技园 2 号', 'ACTIVE', NOW(3));"
		"INSERT INTO address (id, member_id, name, phone, region, province, city, district, detail, state, created_at)"
		" SELECT seq, seq, 'a', '13800000000', '440305', 'p', 'c', 'd', 'x', 'ACTIVE', NOW(3) FROM seq_100_to_200;"
		"INSERT INTO category (id, level, name, state, created_at) VALUES (1, 1, '茶', 'ACTIVE', NOW(3));"
		"INSERT INTO product (id, category_id, title, image, images, detail, state, option1, price_min, price_max, in_stock, minimum, purchase_max, tokens, created_at, updated_at) VALUES"
		" (1, 1, '龙井', 'p.png', '', '', 'ON_SALE', '规格', 3333, 5000, 1, 1, NULL, '', NOW(3), NOW(3)),"
		" (2, 1, '普洱', 'q.png', '', '', 'ON_SALE', NULL, 100, 100, 1, 2, 4, '', NOW(3), NOW(3)),"
		" (3, 1, '旧茶', 'r.png', '', '', 'OFF_SALE', NULL, 100, 100, 1, 1, NULL, '', NOW(3), NOW(3));"
		"INSERT INTO sku (id, product_id, value1, price, stock, state) VALUES (1, 1, '小', 3333, 1000, 'ACTIVE'), (2, 1, '大', 5000, 1000, 'ACTIVE'),"
		" (3, 2, '', 100, 1000, 'ACTIVE'), (4, 3, '', 100, 1000, 'ACTIVE'), (5, 1, '中', 9900, 40, 'ACTIVE');"
		"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at) SELECT id, 'INITIAL', stock, stock, 'test', NOW(3) FROM sku");
}

void orders_shop(const char *schema)
{
	schema_now = schema;
	database_make(schema);
	fill(schema);
	orders_db = database_open(schema, &arena);
}

void orders_leave(void)
{
	db_close(orders_db);
	arena_reset(&arena);
}

struct attempt {
	struct submission s;
	struct wishes wishes;
	struct order order;
};

static err submit_body(struct tx *tx, void *arg)
{
	struct attempt *a = arg;

	return order_submit(tx, &orders_rules, &a->s, &a->wishes, &a->order);
}

err orders_submit(struct db *line, int64_t member, int64_t address, struct wish *wish, size_t n, struct order *out)
{
	struct attempt a = { .s = { .member = { member }, .address = address, .source = "H5" }, .wishes = { wish, n } };
	const err e = db_tx(line, submit_body, &a);

	if (!e && out)
		*out = a.order;
	return e;
}

static err move_body(struct tx *tx, void *arg)
{
	struct orders_move *m = arg;

	return m->how(tx, m);
}

static const struct act by_test = { "system", "test" };
err orders_pay(struct tx *tx, struct orders_move *m)
{
	struct order is;

	TRY(order_by_id(db_of(tx), m->order, &is));
	return order_pay(tx, m->order, (money){ is.pay_amount.fen - m->short_by }, by_test);
}
err orders_end(struct tx *tx, struct orders_move *m) { return order_end_unpaid(tx, m->order, m->event, m->open, by_test, &m->now); }
err orders_closed(struct tx *tx, struct orders_move *m) { return order_closed(tx, m->order, by_test); }
err orders_refund(struct tx *tx, struct orders_move *m) { return order_refund_begin(tx, m->order, "不要了", by_test); }
err orders_receive(struct tx *tx, struct orders_move *m) { return order_receive(tx, m->order, EVENT_RECEIVE, by_test); }

err orders_go(int64_t order, err (*how)(struct tx *, struct orders_move *), struct orders_move *m)
{
	m->order = order;
	m->how = how;
	return db_tx(orders_db, move_body, m);
}

enum order_state orders_state(int64_t order)
{
	struct order is;

	assert_err(order_by_id(orders_db, order, &is), OK);
	return is.state;
}

int64_t orders_stock(int sku)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT stock FROM sku WHERE id = %d", sku);
	return database_ask(schema_now, sql);
}
