/* Parcels: an order leaves in parts, and no more of it than was bought. */
#include "../../orders.h"
#include "../../../model/order/parcel.h"

#define SCHEMA "parcel_test"

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
	return db_tx(orders_db, ship_body,
		&(struct shipment){
			order, { .carrier = CARRIER_SF, .tracking_number = number, .staff_id = { 1 }, .lines = { lines, n } } });
}

static void parcels_go_out_in_parts_and_never_more_than_was_bought(void **state)
{
	struct order o;
	struct order_lines lines;
	struct parcel_list parcels;
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, (struct wish[]){ { 1, 2 }, { 2, 1 } }, 2, &o), OK);
	assert_err(ship(o.id, "SF0001", NULL, 0), ORDER_STATE); /* not paid */
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), OK);
	assert_err(order_lines_of(orders_db, o.id, &lines), OK);
	assert_err(
		ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id, .quantity = 3 }, 1), ORDER_QUANTITY);
	assert_err(ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id - 1, .quantity = 1 }, 1),
		ERR_NOT_FOUND);
	assert_err(ship(o.id, "SF0001", &(struct parcel_line){ .order_line_id = lines.at[0].id, .quantity = 1 }, 1), OK);
	assert_int_equal(orders_state(o.id), ORDER_SHIPPED_PART);
	assert_err(ship(o.id, "SF0001", NULL, 0), ERR_DUPLICATE);
	assert_err(ORDERS_GO(o.id, orders_refund, .open = false), ORDER_STATE); /* it is on its way */
	assert_err(ship(o.id, "SF0002", NULL, 0), OK);
	assert_int_equal(orders_state(o.id), ORDER_SHIPPED);
	assert_err(parcel_list_of(orders_db, o.id, &parcels), OK);
	assert_true(parcels.n == 2 && parcels.at[0].lines.n == 1 && parcels.at[1].lines.n == 2);
	assert_err(ship(o.id, "SF0003", NULL, 0), ORDER_STATE);
	assert_err(ORDERS_GO(o.id, orders_receive, .open = false), OK);
	assert_err(ORDERS_GO(o.id, orders_receive, .open = false), ORDER_STATE);
	assert_int_equal(orders_state(o.id), ORDER_COMPLETED);
}

enum { LONGER = 259200 };
static err extend(struct tx *tx, struct orders_move *m)
{
	return order_extend(tx, m->order, LONGER, (struct act){ "member:7", "" });
}

static err auto_receive(struct tx *tx, struct orders_move *m)
{
	return order_receive(tx, m->order, EVENT_AUTO_RECEIVE, (struct act){ "system", "" });
}

static void the_automatic_receipt_is_put_off_once(void **state)
{
	struct order o, was, is;
	(void)state;

	assert_err(orders_submit(orders_db, 7, 1, &(struct wish){ 1, 1 }, 1, &o), OK);
	assert_err(ORDERS_GO(o.id, orders_pay, .open = false), OK);
	assert_err(ORDERS_GO(o.id, extend, .open = false), ORDER_STATE); /* nothing is on its way */
	assert_err(ship(o.id, "SF0009", NULL, 0), OK);
	assert_err(order_by_id(orders_db, o.id, &was), OK);
	assert_false(was.receive_extended_at.has);
	assert_err(ORDERS_GO(o.id, extend, .open = false), OK);
	assert_err(ORDERS_GO(o.id, extend, .open = false), ORDER_EXTENDED);
	assert_err(order_by_id(orders_db, o.id, &is), OK);
	assert_true(is.receive_extended_at.has && is.state == ORDER_SHIPPED && is.version == was.version + 1);
	assert_int_equal(is.auto_receive_at.is.ms - was.auto_receive_at.is.ms, LONGER * 1000);
	assert_err(ORDERS_GO(o.id, auto_receive, .open = false), ORDER_STATE); /* a sweep that listed it before that */
	database_ask(SCHEMA, "UPDATE shop_order SET auto_receive_at = NOW(3) WHERE state = 'SHIPPED'");
	assert_err(ORDERS_GO(o.id, auto_receive, .open = false), OK);
	assert_err(ORDERS_GO(o.id, extend, .open = false), ORDER_STATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parcels_go_out_in_parts_and_never_more_than_was_bought),
		cmocka_unit_test(the_automatic_receipt_is_put_off_once),
	};
	orders_shop(SCHEMA);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	orders_leave();
	return failed;
}
