#include "trade.h"
#include "../limit.h"

enum { BASIS_POINTS = 10000 };

static const struct field figures_fields[] = {
	FIELD(struct figures, day),
	FIELD(struct figures, paid_orders),
	FIELD(struct figures, paid_amount),
	FIELD(struct figures, payers),
	FIELD(struct figures, new_members),
	FIELD(struct figures, views),
	FIELD(struct figures, visitors),
	FIELD(struct figures, refunds),
	FIELD(struct figures, refunded_amount),
};
const struct shape figures_row = SHAPE(figures_row, figures_fields);

static const struct field ranked_fields[] = {
	FIELD(struct ranked, position),
	FIELD(struct ranked, product_id),
	FIELD(struct ranked, title),
	FIELD(struct ranked, image),
	FIELD(struct ranked, quantity),
	FIELD(struct ranked, amount),
};
const struct shape ranked_row = SHAPE(ranked_row, ranked_fields);

#define SUM(what) "CAST(COALESCE(SUM(" what "), 0) AS SIGNED)"
#define IN_SPAN(column) column " >= :from AND " column " < :until"

/* Each part is a range of one index; the first three need no row. */
/* clang-format off */
DB_QUERY(trade_select_figures, figures_row,
	"SELECT CAST(:from AS DATETIME(3)) AS day, o.paid_orders, o.paid_amount, o.payers, m.new_members, v.views, v.visitors,"
	"  r.refunds, r.refunded_amount FROM"
	" (SELECT COUNT(*) AS paid_orders, " SUM("paid_amount") " AS paid_amount, COUNT(DISTINCT member_id) AS payers"
	"  FROM shop_order FORCE INDEX (shop_order_paid_at) WHERE " IN_SPAN("paid_at") ") o,"
	" (SELECT COUNT(*) AS new_members FROM member FORCE INDEX (member_created_at) WHERE " IN_SPAN("created_at") ") m,"
	" (SELECT COUNT(*) AS views, COUNT(DISTINCT visitor) AS visitors FROM visit FORCE INDEX (visit_at) WHERE " IN_SPAN("at") ") v,"
	" (SELECT COUNT(*) AS refunds, " SUM("amount") " AS refunded_amount FROM refund FORCE INDEX (refund_finished_at)"
	"  WHERE " IN_SPAN("finished_at") " AND state IN ('SUCCEEDED', 'BY_HAND') AND order_id IS NOT NULL) r");

DB_QUERY(trade_select_days, figures_row,
	"SELECT day, paid_orders, paid_amount, payers, new_members, views, visitors, refunds, refunded_amount FROM trade_day"
	" WHERE " IN_SPAN("day") " ORDER BY day LIMIT " LIMIT_TEXT(DB_ROWS_MAX));

DB_QUERY(trade_select_ranking, ranked_row,
	"SELECT r.position, r.product_id, p.title, NULLIF(p.image, '') AS image, r.quantity, r.amount"
	" FROM product_rank r JOIN product p ON p.id = r.product_id ORDER BY r.position LIMIT " LIMIT_TEXT(RANK_MAX));
/* clang-format on */

const struct query *const trade_queries[] = { &trade_select_figures_query, &trade_select_days_query, &trade_select_ranking_query,
	NULL };

/* Halves go up. */
static void derive(struct figures *f)
{
	if (f->paid_orders > 0)
		f->average = (maybe_money){ true, { (f->paid_amount.fen * 2 + f->paid_orders) / (f->paid_orders * 2) } };
	if (f->visitors > 0 && f->payers <= f->visitors)
		f->conversion_basis_points =
			(maybe_int64){ true, (f->payers * BASIS_POINTS * 2 + f->visitors) / (f->visitors * 2) };
}

err trade_figures(struct db *db, struct span span, struct figures *out)
{
	struct figures found;

	TRY(db_one(db, trade_select_figures, &found, span.from, span.until));
	derive(&found);
	*out = found;
	return OK;
}

err trade_days(struct db *db, struct span span, struct figures_list *out)
{
	struct figures_list found;

	TRY(db_all(db, trade_select_days, &found, span.from, span.until));
	for (size_t i = 0; i < found.n; i++)
		derive(&found.at[i]);
	*out = found;
	return OK;
}

err trade_ranking(struct db *db, struct ranking *out) { return db_all(db, trade_select_ranking, out); }
