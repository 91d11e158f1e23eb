/* Carts: of a guest, of a member, and what becomes of one when its guest signs in. */
#include "../../orders.h"
#include "../../../model/order/cart.h"

#define SCHEMA "cart_test"

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
#define CART(...) db_tx(orders_db, add_body, &(struct cart_act){ __VA_ARGS__ })

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
	assert_err(cart_lines_of(orders_db, (struct cart_owner){ .guest = "other" }, &lines), OK);
	assert_int_equal(lines.n, 0);
	assert_err(CART(.owner = guest, .into = { 7 }), OK);
	assert_err(cart_lines_of(orders_db, guest, &lines), OK);
	assert_int_equal(lines.n, 0);
	assert_err(cart_lines_of(orders_db, member, &lines), OK);
	assert_int_equal(lines.n, 2);
	for (size_t i = 0; i < lines.n; i++)
		assert_int_equal(lines.at[i].quantity, lines.at[i].sku_id == 1 ? 9997 : 1);
	assert_int_equal(
		database_ask(SCHEMA,
			"SELECT COUNT(*) FROM cart WHERE line_count <> (SELECT COUNT(*) FROM cart_line l WHERE l.cart_id = cart.id)"),
		0);
}

static err buy_body(struct tx *tx, void *arg)
{
	TRY(cart_remove_bought(tx, (member_id){ 7 }, arg));
	/* Meanwhile others may buy the same: nothing here waits. */
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM (SELECT id FROM sku WHERE id = 1 FOR UPDATE NOWAIT) t"), 1);
	assert_int_equal(database_ask(SCHEMA,
				 "SELECT COUNT(*) FROM (SELECT p.id FROM product p JOIN sku s ON s.product_id = p.id"
				 " WHERE s.id = 1 FOR UPDATE NOWAIT) t"),
		1);
	return OK;
}

static void what_was_bought_leaves_it_and_holds_up_nobody(void **state)
{
	const struct cart_owner member = { .member = { 7 } };
	struct wish bought[] = { { 3, 1 }, { 1, 9997 } }; /* what is not in it does not matter */
	struct cart_lines lines;
	(void)state;

	assert_err(db_tx(orders_db, buy_body, &(struct wishes){ bought, TEST_COUNT(bought) }), OK);
	assert_err(cart_lines_of(orders_db, member, &lines), OK);
	assert_int_equal(lines.n, 1);
	assert_int_equal(lines.at[0].sku_id, 2);
	assert_int_equal(database_ask(SCHEMA, "SELECT line_count FROM cart WHERE member_id = 7"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guests_cart_becomes_the_members),
		cmocka_unit_test(what_was_bought_leaves_it_and_holds_up_nobody),
	};
	orders_shop(SCHEMA);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	orders_leave();
	return failed;
}
