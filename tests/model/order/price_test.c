/* What an order would cost, step by step, and what may not be bought at all. */
#include "../../orders.h"
#include "../../../model/order/cart.h"

#define SCHEMA "price_test"

static void the_price_is_explained_and_split_to_the_fen(void **state)
{
	struct wish wish[] = { { 2, 1 }, { 1, 1 }, { 1, 1 } };
	struct price p;
	(void)state;

	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ wish, 3 }, &p), OK);
	assert_int_equal(p.lines.n, 2); /* two of one SKU are one line */
	assert_true(p.lines.at[0].sku_id == 1 && p.lines.at[0].quantity == 2 && p.goods_amount.fen == 11666);
	assert_true(p.freight_amount.fen == 0 && p.pay_amount.fen == 11666); /* free from 99 yuan on */
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ wish, 2 }, &p), OK);
	assert_true(p.goods_amount.fen == 8333 && p.freight_amount.fen == 800 && p.pay_amount.fen == 9133);
	assert_true(p.lines.at[0].freight_share.fen == 320 && p.lines.at[1].freight_share.fen == 480);
	assert_int_equal(p.lines.at[0].pay_amount.fen + p.lines.at[1].pay_amount.fen, 9133);
	assert_true(p.parts.n == 7 && p.parts.at[0].step == STEP_GOODS && p.parts.at[6].amount.fen == 800);
}

static void what_may_not_be_bought_is_refused(void **state)
{
	struct price p;
	(void)state;

	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ NULL, 0 }, &p), CART_EMPTY);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 4, 1 }, 1 }, &p), GOODS_NOT_ON_SALE);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 999, 1 }, 1 }, &p), GOODS_NOT_ON_SALE);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 3, 1 }, 1 }, &p), PURCHASE_MINIMUM);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 3, 5 }, 1 }, &p), PURCHASE_LIMIT);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ (struct wish[]){ { 3, 3 }, { 3, 2 } }, 2 }, &p),
		PURCHASE_LIMIT);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 1, 0 }, 1 }, &p), ERR_INVALID);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ &(struct wish){ 1, -1 }, 1 }, &p), ERR_INVALID);
	assert_err(price_compute(orders_db, &orders_rules, &(struct wishes){ (struct wish[]){ { 1, 9999 }, { 1, 1 } }, 2 }, &p),
		ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_price_is_explained_and_split_to_the_fen),
		cmocka_unit_test(what_may_not_be_bought_is_refused),
	};
	orders_shop(SCHEMA);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	orders_leave();
	return failed;
}
