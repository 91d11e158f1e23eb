/* order_change.c - what money, time and the parties do to an order. */
#include "order_private.h"
#include "../limit.h"
#include "price.h"
#include "../goods/stock.h"
#include "../../lib/must.h"

/* Stock of lines comes back in ascending SKU order: the lock order of everybody. */
struct back {
	int64_t sku_id;
	int32_t quantity;
	const char *number;
};
struct backs {
	struct back *at;
	size_t n;
};
SHAPE_DECLARE(order_back_row, struct back);
static const struct field back_fields[] = {
	FIELD(struct back, sku_id),
	FIELD(struct back, quantity),
	FIELD(struct back, number),
};
const struct shape order_back_row = SHAPE(order_back_row, back_fields);

DB_QUERY(order_back_select, order_back_row,
	"SELECT l.sku_id, l.quantity, o.number FROM order_line l JOIN shop_order o ON o.id = l.order_id"
	" WHERE l.order_id = :order ORDER BY l.sku_id");

/* Each product once and in ascending order, so that two orders of the same goods do not wait crosswise;
 * without a LIMIT the server would drop the order. */
DB_COMMAND(order_sales_add,
	"UPDATE (SELECT product_id, SUM(quantity) AS sold FROM order_line WHERE order_id = :order GROUP BY product_id"
	"  ORDER BY product_id LIMIT " LIMIT_TEXT(
		PRICE_LINES_MAX) ") l STRAIGHT_JOIN product p ON p.id = l.product_id SET p.sales = p.sales + l.sold");

DB_COMMAND(order_refund_add,
	"UPDATE shop_order SET refunded_amount = refunded_amount + :amount, version = version + 1"
	" WHERE id = :order AND refunded_amount + :amount <= paid_amount");

/* All lines at once: only the whole of an unshipped order is refunded so far. */
DB_COMMAND(order_refund_lines,
	"UPDATE order_line SET refunded_quantity = quantity, refunded_amount = pay_amount WHERE order_id = :order");

DB_COMMAND(order_sweep_update,
	"UPDATE shop_order SET next_sweep_at = NOW(3) + INTERVAL :in_s SECOND WHERE id = :order AND state IN ('UNPAID', 'CANCELLING', 'SHIPPED')");

/* Assignments go from left to right: the sweep looks when it is time. */
DB_COMMAND(order_extend_update,
	"UPDATE shop_order SET auto_receive_at = auto_receive_at + INTERVAL :seconds SECOND, next_sweep_at = auto_receive_at,"
	"  receive_extended_at = NOW(3), version = version + 1"
	" WHERE id = :order AND state = 'SHIPPED' AND receive_extended_at IS NULL");

static const struct field due_row[] = {
	FIELD(struct order_due, id),
	FIELD_ENUM(struct order_due, state, order_state),
};
const struct shape order_due_row = SHAPE(order_due_row, due_row);

DB_QUERY(order_due_unpaid, order_due_row,
	"SELECT id, state FROM shop_order WHERE next_sweep_at <= NOW(3) AND state IN ('UNPAID', 'CANCELLING')"
	" ORDER BY next_sweep_at LIMIT :limit");

DB_QUERY(order_due_receive, order_due_row,
	"SELECT id, state FROM shop_order WHERE next_sweep_at <= NOW(3) AND state = 'SHIPPED' AND auto_receive_at <= NOW(3)"
	" ORDER BY next_sweep_at LIMIT :limit");

/* Is it time? The database's clock says. */
DB_QUERY(order_due_one, order_due_row, "SELECT id, state FROM shop_order WHERE id = :order AND expires_at <= NOW(3)");

DB_QUERY(order_due_received, order_due_row,
	"SELECT id, state FROM shop_order WHERE id = :order AND auto_receive_at <= NOW(3) FOR UPDATE");

const struct query *const order_change_queries[] = { &order_back_select_query, &order_sales_add_query, &order_refund_add_query,
	&order_refund_lines_query, &order_sweep_update_query, &order_due_unpaid_query, &order_due_receive_query,
	&order_due_one_query, &order_due_received_query, &order_extend_update_query, NULL };

static err stock_back(struct tx *tx, int64_t order)
{
	struct stock_lines lines = { 0 };
	struct backs backs;

	TRY(db_all(db_of(tx), order_back_select, &backs, order));
	must(backs.n > 0);
	lines.at = ARENA_NEW(db_arena(db_of(tx)), struct stock_line, backs.n);
	if (!lines.at)
		return ERR_NOMEM;
	for (; lines.n < backs.n; lines.n++)
		lines.at[lines.n] = (struct stock_line){ backs.at[lines.n].sku_id, backs.at[lines.n].quantity };
	return stock_return(tx, &lines, backs.at[0].number);
}

/* Both states that money may find; only one of the two updates meets it. */
static err move_either(
	struct tx *tx, int64_t order, enum order_state one, enum order_state other, enum order_event event, struct act act)
{
	const err e = order_move(tx, order, one, event, act);

	return e == ORDER_STATE ? order_move(tx, order, other, event, act) : e;
}

/* An attempt that was closed for a new price may still bring money, of the old amount. */
err order_pay(struct tx *tx, int64_t order, money amount, struct act act)
{
	err e = order_move_paid(tx, order, ORDER_UNPAID, amount, act);

	if (e == ORDER_STATE)
		e = order_move_paid(tx, order, ORDER_CANCELLING, amount, act);
	TRY(e);
	return db_exec(tx, order_sales_add, order);
}

err order_end_unpaid(struct tx *tx, int64_t order, enum order_event event, bool attempt_open, struct act act, enum order_state *now)
{
	struct order_due due;

	if (event == EVENT_EXPIRE) {
		const err e = db_one(db_of(tx), order_due_one, &due, order);
		if (e)
			return e == ERR_NOT_FOUND ? ORDER_STATE : e;
	}
	TRY(order_move(tx, order, ORDER_UNPAID, event, act));
	*now = ORDER_CANCELLING;
	if (attempt_open)
		return OK;
	TRY(order_closed(tx, order, (struct act){ act.actor, "" }));
	*now = ORDER_CANCELLED;
	return OK;
}

err order_closed(struct tx *tx, int64_t order, struct act act)
{
	TRY(move_either(tx, order, ORDER_CANCELLING, ORDER_UNPAID, EVENT_CLOSED, act));
	return stock_back(tx, order);
}

err order_refund_begin(struct tx *tx, int64_t order, const char *reason, struct act act)
{
	TRY(order_move(tx, order, ORDER_PAID, EVENT_REFUND_ALL, (struct act){ act.actor, reason }));
	return stock_back(tx, order);
}

err order_refunded(struct tx *tx, int64_t order, money amount, struct act act)
{
	struct order is;

	TRY(db_exec(tx, order_refund_add, order, amount));
	if (db_changed(tx) != 1)
		return ORDER_STATE;
	TRY(order_by_id(db_of(tx), order, &is));
	if (is.refunded_amount.fen < is.paid_amount.fen)
		return OK;
	TRY(db_exec(tx, order_refund_lines, order));
	return order_move(tx, order, ORDER_REFUNDING, EVENT_REFUNDED, act);
}

err order_receive(struct tx *tx, int64_t order, enum order_event event, struct act act)
{
	struct order_due due;

	if (event == EVENT_AUTO_RECEIVE) { /* the buyer may have put it off since the sweep looked */
		const err e = db_one(db_of(tx), order_due_received, &due, order);
		if (e)
			return e == ERR_NOT_FOUND ? ORDER_STATE : e;
	}
	return order_move(tx, order, ORDER_SHIPPED, event, act);
}

err order_extend(struct tx *tx, int64_t order, int64_t seconds, struct act act)
{
	struct order is;

	TRY(db_exec(tx, order_extend_update, seconds, order));
	if (db_changed(tx) != 1) {
		TRY(order_by_id(db_of(tx), order, &is));
		return is.state == ORDER_SHIPPED ? ORDER_EXTENDED : ORDER_STATE;
	}
	return order_note(tx, order, ORDER_SHIPPED, &(struct order_note){ .event = EVENT_EXTEND, .act = act });
}

err order_sweep_again(struct tx *tx, int64_t order, int64_t in_s) { return db_exec(tx, order_sweep_update, order, in_s); }

err order_list_unpaid_due(struct db *db, int32_t limit, struct order_due_list *out)
{
	return db_all(db, order_due_unpaid, out, limit);
}

err order_list_receive_due(struct db *db, int32_t limit, struct order_due_list *out)
{
	return db_all(db, order_due_receive, out, limit);
}
