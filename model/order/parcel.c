#include "parcel.h"

WORDS_DEFINE(carrier, CARRIERS);

static const struct field row[] = {
	FIELD(struct parcel, id),
	FIELD(struct parcel, order_id),
	FIELD_ENUM(struct parcel, carrier, carrier),
	FIELD(struct parcel, tracking_number),
	FIELD(struct parcel, staff_id),
	FIELD(struct parcel, created_at),
};
const struct shape parcel_row = SHAPE(parcel_row, row);

static const struct field line_row[] = {
	FIELD(struct parcel_line, parcel_id),
	FIELD(struct parcel_line, order_line_id),
	FIELD(struct parcel_line, quantity),
};
const struct shape parcel_line_row = SHAPE(parcel_line_row, line_row);

DB_QUERY(parcel_select, parcel_row,
	"SELECT id, order_id, carrier, tracking_number, staff_id, created_at FROM parcel WHERE order_id = :order ORDER BY id");

DB_QUERY(parcel_line_select, parcel_line_row,
	"SELECT l.parcel_id, l.order_line_id, l.quantity FROM parcel_line l JOIN parcel p ON p.id = l.parcel_id"
	" WHERE p.order_id = :order ORDER BY l.parcel_id, l.order_line_id");

/* Locks the order before its lines, and says whether it may be shipped at all. */
/* clang-format off */
DB_COMMAND(parcel_lock_order,
	"UPDATE shop_order SET version = version + 1 WHERE id = :order AND state IN ('PAID', 'SHIPPED_PART')");
/* clang-format on */

DB_COMMAND(parcel_insert,
	"INSERT INTO parcel (order_id, carrier, tracking_number, staff_id, created_at)"
	" VALUES (:order_id, :carrier, :tracking_number, :staff_id, NOW(3))");

DB_COMMAND(parcel_line_insert,
	"INSERT INTO parcel_line (parcel_id, order_line_id, quantity)"
	" SELECT :parcel, id, :quantity FROM order_line WHERE id = :line AND order_id = :order");

DB_COMMAND(parcel_line_ship,
	"UPDATE order_line SET shipped_quantity = shipped_quantity + :quantity"
	" WHERE id = :line AND order_id = :order AND shipped_quantity + :quantity <= quantity - refunded_quantity");

DB_COMMAND(parcel_insert_rest,
	"INSERT INTO parcel_line (parcel_id, order_line_id, quantity)"
	" SELECT :parcel, id, quantity - refunded_quantity - shipped_quantity FROM order_line"
	"  WHERE order_id = :order AND quantity - refunded_quantity > shipped_quantity");

/* clang-format off */
DB_COMMAND(parcel_ship_rest,
	"UPDATE order_line SET shipped_quantity = quantity - refunded_quantity WHERE order_id = :order");
/* clang-format on */

struct left {
	int64_t left;
	enum order_state state;
};
SHAPE_DECLARE(parcel_left_row, struct left);
static const struct field left_fields[] = {
	FIELD(struct left, left),
	FIELD_ENUM(struct left, state, order_state),
};
const struct shape parcel_left_row = SHAPE(parcel_left_row, left_fields);

DB_QUERY(parcel_select_left, parcel_left_row,
	"SELECT (SELECT COUNT(*) FROM order_line l WHERE l.order_id = o.id AND l.quantity - l.refunded_quantity > l.shipped_quantity) AS `left`,"
	"  o.state FROM shop_order o WHERE o.id = :order");

DB_COMMAND(parcel_receive_at,
	"UPDATE shop_order SET auto_receive_at = NOW(3) + INTERVAL :seconds SECOND, next_sweep_at = NOW(3) + INTERVAL :seconds SECOND"
	" WHERE id = :order AND state = 'SHIPPED'");

const struct query *const parcel_queries[] = { &parcel_select_query, &parcel_line_select_query, &parcel_lock_order_query,
	&parcel_insert_query, &parcel_line_insert_query, &parcel_line_ship_query, &parcel_insert_rest_query,
	&parcel_ship_rest_query, &parcel_select_left_query, &parcel_receive_at_query, NULL };

err parcel_list_of(struct db *db, int64_t order, struct parcel_list *out)
{
	struct parcel_list parcels;
	struct parcel_lines lines;

	TRY(db_all(db, parcel_select, &parcels, order));
	TRY(db_all(db, parcel_line_select, &lines, order));
	for (size_t i = 0, from = 0; i < parcels.n; i++) { /* both in the order of parcels */
		size_t n = 0;
		while (from + n < lines.n && lines.at[from + n].parcel_id == parcels.at[i].id)
			n++;
		parcels.at[i].lines = (struct parcel_lines){ n ? &lines.at[from] : NULL, n };
		from += n;
	}
	*out = parcels;
	return OK;
}

static err ship_line(struct tx *tx, int64_t order, int64_t parcel, const struct parcel_line *l)
{
	const int64_t line = l->order_line_id;

	TRY(db_exec(tx, parcel_line_insert, parcel, line, l->quantity, order));
	if (db_changed(tx) != 1)
		return ERR_NOT_FOUND;
	TRY(db_exec(tx, parcel_line_ship, line, l->quantity, order));
	return db_changed(tx) == 1 ? OK : ORDER_QUANTITY;
}

static err ship_lines(struct tx *tx, int64_t order, int64_t parcel, const struct parcel_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		TRY(ship_line(tx, order, parcel, &lines->at[i]));
	if (lines->n)
		return OK;
	TRY(db_exec(tx, parcel_insert_rest, parcel, order));
	return db_changed(tx) ? db_exec(tx, parcel_ship_rest, order) : ORDER_QUANTITY;
}

err parcel_ship(struct tx *tx, int64_t order, const struct parcel *p, int64_t auto_receive_s, struct act act)
{
	struct parcel parcel = *p;
	struct order is;
	struct left left;

	parcel.order_id = order;
	TRY(db_exec(tx, parcel_lock_order, order));
	if (db_changed(tx) != 1) {
		TRY(order_by_id(db_of(tx), order, &is));
		return ORDER_STATE;
	}
	TRY(db_exec_from(tx, parcel_insert, parcel_row, &parcel));
	TRY(ship_lines(tx, order, db_last_id(tx), &parcel.lines));
	TRY(db_one(db_of(tx), parcel_select_left, &left, order));
	TRY(order_move(tx, order, left.state, left.left ? EVENT_SHIP_PART : EVENT_SHIP, act));
	const int64_t seconds = auto_receive_s;
	return left.left ? OK : db_exec(tx, parcel_receive_at, order, seconds);
}
