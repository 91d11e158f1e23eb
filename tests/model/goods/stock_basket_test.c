/* Baskets of many SKUs at once: all of it or nothing, and nobody waits crosswise. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../model/goods/stock.h"
#include <stdio.h>
#include <stdlib.h>

#define SCHEMA "stock_basket_test"
static struct arena arena = { .limit = 4 << 20 };
static struct db *db;

static int64_t stock_of(int64_t sku)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT stock FROM sku WHERE id = %lld", (long long)sku);
	return database_ask(SCHEMA, sql);
}

enum { WORKERS = 8, CROWD = 12, FIVE = 5, ROUNDS = 40 };
static int64_t crowd[CROWD];

/* `n` different ones of the crowd, in ascending order. */
static void draw(size_t n, struct stock_lines *lines)
{
	for (size_t i = 0; i < CROWD && lines->n < n; i++)
		if (arc4random_uniform((uint32_t)(CROWD - i)) < n - lines->n)
			lines->at[lines->n++] = (struct stock_line){ crowd[i], 1 };
}

struct basket {
	struct stock_lines lines;
	const char *reference;
	bool back;
	int runs;
};

static err shift_basket(struct tx *tx, void *arg)
{
	struct basket *b = arg;

	b->runs++;
	return b->back ? stock_return(tx, &b->lines, b->reference) : stock_take(tx, &b->lines, b->reference);
}

/* How many runs were needed beyond the first: each a deadlock or a wait too long. */
static int buy_and_return(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	struct stock_line at[CROWD];
	char reference[32];
	int again = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct basket b = { .lines = { at, 0 }, .reference = reference };
		draw(i % 4 ? FIVE : CROWD - 2, &b.lines);
		snprintf(reference, sizeof reference, "S%d-%d", worker, i);
		for (int back = 0; back < 2; back++) {
			b.back = back;
			b.runs = 0;
			again += db_tx(line, shift_basket, &b) == OK ? b.runs - 1 : 1000;
		}
	}
	db_close(line);
	arena_reset(&own);
	return again < 255 ? again : 255;
}

static void baskets_of_five_at_random_never_wait_crosswise(void **state)
{
	(void)state;
	for (int i = 0; i < CROWD; i++)
		crowd[i] = goods_make(db, &arena, 0, "crowd", 100, 1000).sku;
	assert_int_equal(database_race(WORKERS, buy_and_return), 0);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(stock_of(crowd[i]), 1000);
}

static void all_lines_are_taken_or_none(void **state)
{
	struct stock_line at[CROWD];
	struct basket b = { .lines = { at, CROWD }, .reference = "all" };
	(void)state;

	for (int i = 0; i < CROWD; i++)
		at[i] = (struct stock_line){ crowd[i], i == CROWD - 1 ? 1001 : 1000 };
	assert_err(db_tx(db, shift_basket, &b), STOCK_SOLD_OUT);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(stock_of(crowd[i]), 1000);
	at[CROWD - 1].quantity = 1000;
	assert_err(db_tx(db, shift_basket, &b), OK);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(stock_of(crowd[i]), 0);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM product p WHERE in_stock <> EXISTS"
			" (SELECT 1 FROM sku s WHERE s.product_id = p.id AND s.state = 'ACTIVE' AND s.stock > 0) AND title = 'crowd'"),
		0);
}

static void the_journal_adds_up(void **state)
{
	(void)state;
	goods_journal_adds_up(SCHEMA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(baskets_of_five_at_random_never_wait_crosswise),
		cmocka_unit_test(all_lines_are_taken_or_none),
		cmocka_unit_test(the_journal_adds_up),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
