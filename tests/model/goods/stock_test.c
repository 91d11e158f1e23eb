/* Stock is never sold twice, and its journal adds up. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../model/goods/stock.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA "stock_test"
static struct arena arena = { .limit = 4 << 20 };
static struct db *db;

struct work {
	int64_t sku;
	int32_t quantity;
	const char *reference;
	struct stock_movement movement;
};

static err take(struct tx *tx, void *arg)
{
	const struct work *w = arg;

	return stock_take(tx, &(struct stock_lines){ &(struct stock_line){ w->sku, w->quantity }, 1 }, w->reference);
}

static err give_back(struct tx *tx, void *arg)
{
	const struct work *w = arg;

	return stock_return(tx, &(struct stock_lines){ &(struct stock_line){ w->sku, w->quantity }, 1 }, w->reference);
}

static err adjust(struct tx *tx, void *arg)
{
	struct work *w = arg;
	const struct stock_adjustment a = { w->quantity, "counted", w->reference };

	return stock_adjust(tx, w->sku, &a, (staff_id){ 3 }, &w->movement);
}

static err do_take(struct db *line, int64_t sku, int32_t quantity, const char *reference)
{
	struct work w = { .sku = sku, .quantity = quantity, .reference = reference };

	return db_tx(line, take, &w);
}

static int64_t stock_of(int64_t sku)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT stock FROM sku WHERE id = %lld", (long long)sku);
	return database_ask(SCHEMA, sql);
}

static int64_t in_stock(int64_t product)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT in_stock FROM product WHERE id = %lld", (long long)product);
	return database_ask(SCHEMA, sql);
}

static void no_more_is_sold_than_there_is(void **state)
{
	const struct goods g = goods_make(db, &arena, 0, "five", 100, 5);
	(void)state;

	assert_err(do_take(db, g.sku, 6, "A1"), STOCK_SOLD_OUT);
	assert_err(do_take(db, g.sku, 3, "A2"), OK);
	assert_err(do_take(db, g.sku, 3, "A3"), STOCK_SOLD_OUT);
	assert_err(do_take(db, g.sku, 1, "A2"), ERR_DUPLICATE); /* the same sale again */
	assert_err(do_take(db, 99999, 1, "A4"), STOCK_SOLD_OUT);
	assert_int_equal(stock_of(g.sku), 2);
}

static void a_deleted_sku_is_not_sold_but_taken_back(void **state)
{
	const struct goods g = goods_make(db, &arena, 0, "gone", 100, 5);
	struct work back = { .sku = g.sku, .quantity = 2, .reference = "B1" };
	(void)state;

	assert_err(do_take(db, g.sku, 2, "B1"), OK);
	database_ask(SCHEMA, "UPDATE sku SET state = 'DELETED' WHERE id = (SELECT MAX(id) FROM sku)");
	assert_err(do_take(db, g.sku, 1, "B2"), STOCK_SOLD_OUT);
	assert_err(db_tx(db, give_back, &back), OK);
	assert_int_equal(stock_of(g.sku), 5);
}

static void the_product_knows_whether_anything_is_left(void **state)
{
	const struct goods g = goods_make(db, &arena, 0, "two", 100, 2);
	struct work back = { .sku = g.sku, .quantity = 2, .reference = "C1" };
	(void)state;

	assert_int_equal(in_stock(g.product), 1);
	assert_err(do_take(db, g.sku, 1, "C1"), OK);
	assert_int_equal(in_stock(g.product), 1);
	assert_err(do_take(db, g.sku, 1, "C2"), OK);
	assert_int_equal(in_stock(g.product), 0);
	assert_err(db_tx(db, give_back, &back), OK);
	assert_int_equal(in_stock(g.product), 1);
}

static void staff_adjust_with_a_reason_and_never_below_zero(void **state)
{
	const struct goods g = goods_make(db, &arena, 0, "counted", 100, 4);
	struct work less = { .sku = g.sku, .quantity = -5, .reference = "D1" }, more = { .sku = g.sku, .quantity = 6 };
	struct work none = { .sku = 99999, .quantity = 1 };
	struct stock_movements list;
	int64_t total;
	(void)state;

	assert_err(db_tx(db, adjust, &less), STOCK_SOLD_OUT);
	less.quantity = -4;
	assert_err(db_tx(db, adjust, &less), OK);
	assert_true(less.movement.after == 0 && less.movement.staff_id.is == 3 && strcmp(less.movement.reference, "D1") == 0);
	assert_err(db_tx(db, adjust, &more), OK);
	assert_true(more.movement.after == 6 && *more.movement.reference);
	more.reference = "D1";
	assert_err(db_tx(db, adjust, &more), ERR_DUPLICATE);
	assert_err(db_tx(db, adjust, &none), ERR_NOT_FOUND);
	assert_err(stock_movements_page(db, g.sku, 1, 2, &list, &total), OK);
	assert_true(total == 3 && list.n == 2 && list.at[0].quantity == 6 && list.at[1].quantity == -4);
	assert_err(stock_movements_page(db, g.sku, 2, 2, &list, &total), OK);
	assert_true(list.n == 1 && list.at[0].kind == STOCK_INITIAL && list.at[0].quantity == 4);
	assert_err(stock_movements_page(db, 99999, 1, 2, &list, &total), ERR_NOT_FOUND);
}

static struct goods hot;
enum { WORKERS = 8, TRIES = 25, HOT = 100 };

static int buy(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	char reference[32];
	int sold = 0;

	for (int i = 0; i < TRIES; i++) {
		snprintf(reference, sizeof reference, "R%d-%d", worker, i);
		sold += do_take(line, hot.sku, 1, reference) == OK;
	}
	db_close(line);
	arena_reset(&own);
	return sold;
}

static void a_hundred_for_two_hundred_buyers_at_once(void **state)
{
	(void)state;
	hot = goods_make(db, &arena, 0, "hot", 100, HOT);
	assert_int_equal(database_race(WORKERS, buy), HOT);
	assert_int_equal(stock_of(hot.sku), 0);
	assert_int_equal(in_stock(hot.product), 0);
}

static int64_t two[2];

/* Commits late, so that the other's update of the product waits for this one's. */
static err take_slowly(struct tx *tx, void *arg)
{
	TRY(take(tx, arg));
	usleep(20000);
	return OK;
}

static int buy_last(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	struct work w = { .sku = two[worker % 2], .quantity = 1, .reference = "last" };
	const int sold = db_tx(line, take_slowly, &w) == OK;

	db_close(line);
	arena_reset(&own);
	return sold;
}

static void two_skus_that_end_at_once_end_the_product(void **state)
{
	(void)state;
	for (int round = 0; round < 10; round++) {
		const struct goods g = goods_make(db, &arena, 0, "pair", 100, 1);
		two[0] = g.sku;
		two[1] = database_ask(SCHEMA,
			"INSERT INTO sku (product_id, value1, price, stock, state)"
			" SELECT product_id, 'other', 100, 1, 'ACTIVE' FROM sku ORDER BY id DESC LIMIT 1; SELECT MAX(id) FROM sku");
		database_ask(SCHEMA,
			"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at)"
			" SELECT MAX(id), 'INITIAL', 1, 1, 'initial', NOW(3) FROM sku");
		assert_int_equal(database_race(2, buy_last), 2);
		assert_int_equal(in_stock(g.product), 0);
	}
}

static void the_journal_adds_up(void **state)
{
	(void)state;
	goods_journal_adds_up(SCHEMA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_more_is_sold_than_there_is),
		cmocka_unit_test(a_deleted_sku_is_not_sold_but_taken_back),
		cmocka_unit_test(the_product_knows_whether_anything_is_left),
		cmocka_unit_test(staff_adjust_with_a_reason_and_never_below_zero),
		cmocka_unit_test(a_hundred_for_two_hundred_buyers_at_once),
		cmocka_unit_test(two_skus_that_end_at_once_end_the_product),
		cmocka_unit_test(the_journal_adds_up),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
