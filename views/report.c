#include "report.h"

static const struct field figures[] = {
	FIELD(struct figures, day),
	FIELD(struct figures, paid_orders),
	FIELD(struct figures, paid_amount),
	FIELD(struct figures, average),
	FIELD(struct figures, payers),
	FIELD(struct figures, new_members),
	FIELD(struct figures, views),
	FIELD(struct figures, visitors),
	FIELD(struct figures, conversion_basis_points),
	FIELD(struct figures, refunds),
	FIELD(struct figures, refunded_amount),
};
const struct shape figures_view = SHAPE(figures_view, figures);

static const struct field todo[] = {
	FIELD(struct order_counts, unpaid),
	FIELD(struct order_counts, to_ship),
	FIELD(struct order_counts, shipped),
	FIELD(struct order_counts, refunding),
	FIELD(struct order_counts, now),
};
const struct shape dashboard_todo = SHAPE(dashboard_todo, todo);

static const struct field rank[] = {
	FIELD(struct ranked, position),
	FIELD(struct ranked, product_id),
	FIELD(struct ranked, title),
	FIELD(struct ranked, image),
	FIELD(struct ranked, quantity),
	FIELD(struct ranked, amount),
};
const struct shape dashboard_rank = SHAPE(dashboard_rank, rank);

static const struct field dashboard[] = {
	FIELD_OBJECT(struct dashboard, todo, dashboard_todo),
	FIELD_OBJECT(struct dashboard, today, figures_view),
	FIELD_OBJECT(struct dashboard, yesterday_so_far, figures_view),
	FIELD_OBJECT(struct dashboard, yesterday, figures_view),
	FIELD_LIST(struct dashboard, days, figures_view),
	FIELD_LIST(struct dashboard, best_sellers, dashboard_rank),
};
const struct shape dashboard_view = SHAPE(dashboard_view, dashboard);

static const struct field findings[] = {
	FIELD_LIST(struct findings, orders, found_order_row),
	FIELD_LIST(struct findings, products, found_product_row),
	FIELD_LIST(struct findings, members, found_member_row),
};
const struct shape findings_view = SHAPE(findings_view, findings);
