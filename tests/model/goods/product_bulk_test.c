/* One act on many goods: what each price becomes, and that a refusal of one leaves the others done. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../model/goods/product_bulk.h"
#include <stdio.h>

#define SCHEMA "product_bulk_test"
static struct arena arena = { .limit = 64 << 20 };
static struct db *db;
static int64_t a, b, c;

struct work {
	struct picks picks;
	struct price_rule rule;
	bool on_sale;
	struct outcomes out;
	struct priced_list before;
};

static err price_body(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return product_bulk_price(tx, &w->picks, &w->rule, &w->out, &w->before);
}

static err undo_body(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return product_bulk_price_undo(tx, &w->before, &w->out);
}

static err sale_body(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return product_bulk_sale(tx, &w->picks, w->on_sale, &w->out);
}

/* "… id = " and the number. */
static int64_t ask(const char *statement, int64_t id)
{
	char sql[256];

	snprintf(sql, sizeof sql, "%s%lld", statement, (long long)id);
	return database_ask(SCHEMA, sql);
}

static err refusal(const struct work *w, int64_t id)
{
	for (size_t i = 0; i < w->out.n; i++)
		if (w->out.at[i].id == id)
			return w->out.at[i].refused;
	fail_msg("no outcome of %lld", (long long)id);
	return ERR_DB;
}

static void a_price_follows_its_rule(void **state)
{
	(void)state;
	assert_int_equal(price_under(&(struct price_rule){ PRICE_SET, 500 }, (money){ 999 }).fen, 500);
	assert_int_equal(price_under(&(struct price_rule){ PRICE_ADD, -300 }, (money){ 999 }).fen, 699);
	assert_int_equal(price_under(&(struct price_rule){ PRICE_ADD, -1000 }, (money){ 999 }).fen, -1);
	assert_int_equal(price_under(&(struct price_rule){ PRICE_PERCENT, 9000 }, (money){ 999 }).fen, 899); /* 899.1 */
	assert_int_equal(price_under(&(struct price_rule){ PRICE_PERCENT, 1 }, (money){ 999 }).fen, 0);
	assert_int_equal(price_under(&(struct price_rule){ PRICE_PERCENT, 100000 }, (money){ 1000000000 }).fen, 10000000000);
}

static void prices_change_together_but_for_what_is_refused(void **state)
{
	struct picked all[] = { { c }, { a }, { 987654 }, { b } };
	struct work w = { .picks = { all, 4 }, .rule = { PRICE_PERCENT, 15000 } };
	(void)state;

	ask("UPDATE sku SET list_price = 350 WHERE product_id = ", b); /* at 300; 450 would be more */
	const int64_t version = ask("SELECT version FROM product WHERE id = ", a);
	assert_err(db_tx(db, price_body, &w), OK);
	assert_true(refusal(&w, a) == OK && refusal(&w, c) == OK);
	assert_true(refusal(&w, b) == PRICE_ABOVE_LIST && refusal(&w, 987654) == ERR_NOT_FOUND);
	assert_int_equal(ask("SELECT price FROM sku WHERE product_id = ", a), 150);
	assert_int_equal(ask("SELECT price_min FROM product WHERE id = ", a), 150);
	assert_int_equal(ask("SELECT price_max FROM product WHERE id = ", a), 150);
	assert_int_equal(ask("SELECT price FROM sku WHERE product_id = ", b), 300);
	assert_int_equal(ask("SELECT price_min FROM product WHERE id = ", b), 300);
	assert_int_equal(ask("SELECT price_min FROM product WHERE id = ", c), 300);
	assert_int_equal(ask("SELECT version FROM product WHERE id = ", a), version + 1); /* who edits it is told */
}

static void each_sku_of_many_gets_its_own_price(void **state)
{
	struct picked one[] = { { c } };
	struct work w = { .picks = { one, 1 }, .rule = { PRICE_ADD, 7 } };
	(void)state;

	for (int i = 1; i <= 19; i++) {
		char sql[256];
		snprintf(sql, sizeof sql, "INSERT INTO sku (product_id, value1, price, state) VALUES (%lld, 'v%d', %d, 'ACTIVE')",
			(long long)c, i, 1000 + i);
		database_ask(SCHEMA, sql);
	}
	assert_err(db_tx(db, price_body, &w), OK);
	assert_int_equal(ask("SELECT COUNT(*) FROM sku WHERE price = 1007 + SUBSTR(value1, 2) AND product_id = ", c), 19);
	assert_int_equal(ask("SELECT price_max FROM product WHERE id = ", c), 1026);
}

static void prices_go_back_unless_something_was_changed_since(void **state)
{
	struct picked all[] = { { a }, { c } };
	struct work w = { .picks = { all, 2 }, .rule = { PRICE_SET, 77 } };
	(void)state;

	const int64_t sum = ask("SELECT SUM(price) FROM sku WHERE state = 'ACTIVE' AND product_id = ", c),
		      low = ask("SELECT price_min FROM product WHERE id = ", c);
	assert_err(db_tx(db, price_body, &w), OK);
	assert_int_equal(ask("SELECT price_max FROM product WHERE id = ", c), 77);
	ask("UPDATE product SET version = version + 1 WHERE id = ", a); /* a form was saved */
	assert_err(db_tx(db, undo_body, &w), OK);
	assert_true(refusal(&w, a) == ERR_CONFLICT && refusal(&w, c) == OK);
	assert_int_equal(ask("SELECT price FROM sku WHERE product_id = ", a), 77);
	assert_int_equal(ask("SELECT SUM(price) FROM sku WHERE state = 'ACTIVE' AND product_id = ", c), sum);
	assert_int_equal(ask("SELECT price_min FROM product WHERE id = ", c), low);
	assert_err(db_tx(db, price_body, &w), OK);
	char sql[128];
	snprintf(sql, sizeof sql, "INSERT INTO sku (product_id, value1, price, state) VALUES (%lld, 'later', 5, 'ACTIVE')",
		(long long)c);
	database_ask(SCHEMA, sql);
	assert_err(db_tx(db, undo_body, &w), OK);
	assert_true(refusal(&w, a) == OK && refusal(&w, c) == ERR_CONFLICT); /* its SKUs are others */
}

static void going_off_sale_is_done_for_those_that_are_on(void **state)
{
	struct picked all[] = { { b }, { a }, { c } };
	struct work w = { .picks = { all, 3 }, .on_sale = false };
	(void)state;

	ask("UPDATE product SET state = 'DRAFT' WHERE id = ", b);
	assert_err(db_tx(db, sale_body, &w), OK);
	assert_true(refusal(&w, a) == OK && refusal(&w, b) == PRODUCT_STATE && refusal(&w, c) == OK);
	assert_int_equal(ask("SELECT state = 'OFF_SALE' FROM product WHERE id = ", c), 1);
	ask("UPDATE sku SET state = 'DELETED' WHERE product_id = ", a);
	w.on_sale = true;
	assert_err(db_tx(db, sale_body, &w), OK);
	assert_true(refusal(&w, a) == PRODUCT_NO_SKU && refusal(&w, b) == OK && refusal(&w, c) == OK);
	ask("UPDATE product SET state = 'DELETED' WHERE id = ", b);
	w.rule = (struct price_rule){ PRICE_SET, 5 };
	assert_err(db_tx(db, price_body, &w), OK);
	assert_true(refusal(&w, b) == PRODUCT_STATE && refusal(&w, a) == OK && refusal(&w, c) == OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_price_follows_its_rule),
		cmocka_unit_test(prices_change_together_but_for_what_is_refused),
		cmocka_unit_test(each_sku_of_many_gets_its_own_price),
		cmocka_unit_test(prices_go_back_unless_something_was_changed_since),
		cmocka_unit_test(going_off_sale_is_done_for_those_that_are_on),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int64_t category = goods_category(db, "root");
	goods_make(db, &arena, category, "A", 100, 5);
	goods_make(db, &arena, category, "B", 300, 5);
	goods_make(db, &arena, category, "C", 200, 5);
	a = database_ask(SCHEMA, "SELECT id FROM product WHERE title = 'A'");
	b = database_ask(SCHEMA, "SELECT id FROM product WHERE title = 'B'");
	c = database_ask(SCHEMA, "SELECT id FROM product WHERE title = 'C'");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
