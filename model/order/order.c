#include "order_private.h"
#include "../limit.h"

static const struct field row[] = { ORDER_ROW_FIELDS };
const struct shape order_row = SHAPE(order_row, row);

static const struct field line_row[] = {
	FIELD(struct order_line, id),
	FIELD(struct order_line, order_id),
	FIELD(struct order_line, position),
	FIELD(struct order_line, product_id),
	FIELD(struct order_line, sku_id),
	FIELD(struct order_line, title),
	FIELD(struct order_line, options),
	FIELD(struct order_line, image),
	FIELD(struct order_line, price),
	FIELD(struct order_line, quantity),
	FIELD(struct order_line, activity_discount),
	FIELD(struct order_line, level_discount),
	FIELD(struct order_line, promotion_discount),
	FIELD(struct order_line, coupon_discount),
	FIELD(struct order_line, points_discount),
	FIELD(struct order_line, adjust_amount),
	FIELD(struct order_line, freight_share),
	FIELD(struct order_line, pay_amount),
	FIELD(struct order_line, shipped_quantity),
	FIELD(struct order_line, refunded_quantity),
	FIELD(struct order_line, refunded_amount),
};
const struct shape order_line_row = SHAPE(order_line_row, line_row);

static const struct field log_row[] = {
	FIELD(struct order_log, id),
	FIELD(struct order_log, order_id),
	FIELD_ENUM(struct order_log, event, order_event),
	FIELD(struct order_log, from_state),
	FIELD(struct order_log, to_state),
	FIELD(struct order_log, actor),
	FIELD(struct order_log, actor_name),
	FIELD(struct order_log, note),
	FIELD(struct order_log, before_text),
	FIELD(struct order_log, after_text),
	FIELD(struct order_log, created_at),
};
const struct shape order_log_row = SHAPE(order_log_row, log_row);

DB_QUERY(order_select, order_row, "SELECT " ORDER_COLUMNS " FROM shop_order o WHERE o.id = :id");
DB_QUERY(order_select_locked, order_row, "SELECT " ORDER_COLUMNS " FROM shop_order o WHERE o.id = :id FOR UPDATE");
DB_QUERY(order_select_number, order_row, "SELECT " ORDER_COLUMNS " FROM shop_order o WHERE o.number = :number");

#define LINE_COLUMNS \
	"id, order_id, position, product_id, sku_id, title, options, image, price, quantity, activity_discount," \
	" level_discount, promotion_discount, coupon_discount, points_discount, adjust_amount, freight_share, pay_amount," \
	" shipped_quantity, refunded_quantity, refunded_amount"

/* clang-format off */
DB_QUERY(order_line_select, order_line_row,
	"SELECT " LINE_COLUMNS " FROM order_line WHERE order_id = :order ORDER BY position");
/* clang-format on */

DB_QUERY(order_line_select_many, order_line_row,
	"SELECT " LINE_COLUMNS " FROM order_line WHERE position <= :most AND order_id IN"
	" (SELECT id FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) t) ORDER BY order_id, position");

/* clang-format off */
/* The number behind the word, to be joined by it. */
#define NUMBER_AFTER(word) "CAST(IF(l.actor LIKE '" word ":%', SUBSTRING_INDEX(l.actor, ':', -1), NULL) AS SIGNED)"
DB_QUERY(order_log_select, order_log_row,
	"SELECT l.id, l.order_id, l.event, l.from_state, l.to_state, l.actor, COALESCE(s.display_name, m.nickname) AS actor_name, l.note,"
	" l.before_text, l.after_text, l.created_at FROM order_log l LEFT JOIN staff s ON s.id = " NUMBER_AFTER("staff")
	"  LEFT JOIN member m ON m.id = " NUMBER_AFTER("member")
	" WHERE l.order_id = :order ORDER BY l.id LIMIT " LIMIT_TEXT(ORDER_LOG_SHOWN));
/* clang-format on */

/* What staff note to each other is not for him, nor who they are. */
DB_QUERY(order_log_select_buyer, order_log_row,
	"SELECT id, order_id, event, from_state, to_state, actor, '' AS actor_name, note, before_text, after_text, created_at FROM order_log"
	" WHERE order_id = :order AND event <> 'note' ORDER BY id LIMIT " LIMIT_TEXT(ORDER_LOG_SHOWN));

const struct query *const order_queries[] = { &order_select_query, &order_select_locked_query, &order_select_number_query,
	&order_line_select_query, &order_line_select_many_query, &order_log_select_query, &order_log_select_buyer_query, NULL };

err order_by_id(struct db *db, int64_t id, struct order *out) { return db_one(db, order_select, out, id); }

err order_lock(struct tx *tx, int64_t id, struct order *out) { return db_one(db_of(tx), order_select_locked, out, id); }

err order_by_number(struct db *db, const char *number, struct order *out) { return db_one(db, order_select_number, out, number); }

err order_lines_of(struct db *db, int64_t order, struct order_lines *out) { return db_all(db, order_line_select, out, order); }

err order_logs_of(struct db *db, int64_t order, struct order_logs *out) { return db_all(db, order_log_select, out, order); }

err order_logs_for_buyer(struct db *db, int64_t order, struct order_logs *out)
{
	return db_all(db, order_log_select_buyer, out, order);
}

err order_attach_lines(struct db *db, struct order_list *list)
{
	struct text text = { .arena = db_arena(db) };
	struct order_lines all;

	for (size_t i = 0; i < list->n; i++)
		text_printf(&text, "%s%lld", i ? "," : "[", (long long)list->at[i].id);
	text_printf(&text, "%s%c", list->n ? "]" : "[]", '\0');
	if (text.failed)
		return ERR_NOMEM;
	const char *ids = text.at;
	const int64_t most = ORDER_LINES_SHOWN;
	TRY(db_all(db, order_line_select_many, &all, ids, most));
	for (size_t i = 0; i < list->n; i++) { /* each order's lines stand together */
		struct order *o = &list->at[i];
		size_t from = 0;
		while (from < all.n && all.at[from].order_id != o->id)
			from++;
		size_t n = 0;
		while (from + n < all.n && all.at[from + n].order_id == o->id)
			n++;
		o->lines = (struct order_lines){ n ? &all.at[from] : NULL, n };
	}
	return OK;
}
