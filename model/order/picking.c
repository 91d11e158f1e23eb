#include "picking.h"
#include "../limit.h"
#include "price.h"
#include "order_private.h"
#include "../../lib/must.h"

static const struct field line_row[] = {
	FIELD(struct slip_line, sku_id),
	FIELD(struct slip_line, code),
	FIELD(struct slip_line, barcode),
	FIELD(struct slip_line, title),
	FIELD(struct slip_line, options),
	FIELD(struct slip_line, image),
	FIELD(struct slip_line, quantity),
};
const struct shape slip_line_row = SHAPE(slip_line_row, line_row);

DB_COMMAND(picking_update,
	"UPDATE shop_order SET picking_at = NOW(3), version = version + 1"
	" WHERE id = :order AND state IN ('PAID', 'SHIPPED_PART') AND picking_at IS NULL");

DB_QUERY(picking_select_lines, slip_line_row,
	"SELECT l.sku_id, s.code, s.barcode, l.title, l.options, l.image, l.quantity - l.shipped_quantity - l.refunded_quantity AS quantity"
	" FROM order_line l JOIN sku s ON s.id = l.sku_id"
	" WHERE l.order_id = :order AND l.quantity - l.shipped_quantity - l.refunded_quantity > 0 ORDER BY l.position LIMIT " LIMIT_TEXT(
		PRICE_LINES_MAX));

const struct query *const picking_queries[] = { &picking_update_query, &picking_select_lines_query, NULL };

/* The row that was updated is read as it is now, and so is its state. */
static err start_one(struct tx *tx, int64_t order, const char *actor)
{
	struct order is;

	TRY(db_exec(tx, picking_update, order));
	const bool started = db_changed(tx) == 1;
	TRY(order_by_id(db_of(tx), order, &is));
	if (started)
		return order_note(tx, order, is.state, &(struct order_note){ .event = EVENT_PICK, .act = { actor, "" } });
	return is.picking_at.has && (is.state == ORDER_PAID || is.state == ORDER_SHIPPED_PART) ? OK : ORDER_STATE;
}

err picking_start(struct tx *tx, const struct picks *picks, const char *actor, struct outcomes *out)
{
	struct outcomes list;

	must(picks->n <= PICKING_MAX);
	TRY(outcomes_of(db_arena(db_of(tx)), picks, &list));
	for (size_t i = 0; i < list.n; i++) {
		list.at[i].refused = start_one(tx, list.at[i].id, actor);
		if (list.at[i].refused && !outcome_is_refusal(list.at[i].refused))
			return list.at[i].refused;
	}
	*out = list;
	return OK;
}

static err lines_of(struct db *db, int64_t order, struct slip_lines *out) { return db_all(db, picking_select_lines, out, order); }

err picking_slips(struct db *db, const int64_t *order, size_t n, struct slip_list *out)
{
	struct slip_list list = { ARENA_NEW(db_arena(db), struct slip, n), 0 };

	must(n <= PICKING_MAX);
	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < n; i++) {
		struct slip *s = &list.at[list.n];
		const err e = order_by_id(db, order[i], &s->order);
		if (e == ERR_NOT_FOUND)
			continue;
		TRY(e);
		TRY(lines_of(db, order[i], &s->lines));
		list.n++;
	}
	*out = list;
	return OK;
}

err picking_not_begun(struct tx *tx, int64_t order)
{
	struct order held;

	TRY(order_lock(tx, order, &held));
	return held.picking_at.has ? ORDER_PICKING : OK;
}
