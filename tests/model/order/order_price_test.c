/* Two who price one order at once: one after the other, and the sum of the lines is the order's. */
#include "../../orders.h"
#include "../../../model/order/order_price.h"
#include <string.h>

#define SCHEMA "order_price_test"
enum { WORKERS = 4, EACH = 25 };

/* The whole stays as it is: only what of it is freight changes. */
struct shift {
	int64_t order, total, freight;
};

static err shift_to_freight(struct tx *tx, void *arg)
{
	const struct shift *s = arg;

	return order_change_price(tx, s->order,
		&((struct order_price){ .was_amount = { s->total },
			.goods_amount = { s->total - s->freight },
			.freight_amount = { s->freight },
			.reason = "老客户" }),
		"staff:1");
}

static struct order only;

static int pricing(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	int refused = 0;

	for (int i = 0; i < EACH; i++) {
		struct shift s = { only.id, only.pay_amount.fen, 801 + 7 * (worker * EACH + i) };
		refused += db_tx(line, shift_to_freight, &s) != OK;
		arena_clear(&own);
	}
	db_close(line);
	arena_reset(&own);
	return refused;
}

/* was_amount does not tell two such changes apart: the row that is held does. */
static void prices_of_one_total_follow_each_other(void **state)
{
	struct order now;
	struct order_lines lines;
	money paid = { 0 }, freight = { 0 }, adjusted = { 0 };
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, (struct wish[]){ { 1, 1 }, { 2, 1 } }, 2, &only), OK);
	assert_int_equal(database_race(WORKERS, pricing), 0);
	assert_err(order_by_id(orders_db, only.id, &now), OK);
	assert_err(order_lines_of(orders_db, only.id, &lines), OK);
	for (size_t i = 0; i < lines.n; i++) {
		paid.fen += lines.at[i].pay_amount.fen;
		freight.fen += lines.at[i].freight_share.fen;
		adjusted.fen += lines.at[i].adjust_amount.fen;
	}
	assert_true(now.pay_amount.fen == only.pay_amount.fen && paid.fen == now.pay_amount.fen);
	assert_true(freight.fen == now.freight_amount.fen && adjusted.fen == now.adjust_amount.fen);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM order_log WHERE event = 'price'"), WORKERS * EACH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prices_of_one_total_follow_each_other),
	};
	orders_shop(SCHEMA);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	orders_leave();
	return failed;
}
