/* trade.h - what a span of time came to: money, orders, members, visitors; live, and day by day.
 *
 * Paid is what was paid in the span, whatever became of it; what went back is a figure of its own, of
 * the span in which it went through. Live figures cost what the span has of orders and views; those of
 * days that are over stand in trade_day, which the job daily_summary fills (summary.h). */
#ifndef TRADE_H
#define TRADE_H
#include "../db.h"
#include "day.h"

struct figures {
	moment day; /* when the span begins */
	int64_t paid_orders;
	money paid_amount;
	int64_t payers, new_members, views, visitors; /* payers and visitors: different ones */
	int64_t refunds;
	money refunded_amount;
	maybe_money average;                 /* of an order; none without orders */
	maybe_int64 conversion_basis_points; /* payers of visitors; none without visitors, or with fewer than payers */
};
struct figures_list {
	struct figures *at;
	size_t n;
};
SHAPE_DECLARE(figures_row, struct figures);

err trade_figures(struct db *, struct span, struct figures *out) MUST_USE;
/* Of the days that begin in the span, oldest first; a day that nobody computed is not in it. */
err trade_days(struct db *, struct span, struct figures_list *out) MUST_USE;

/* What sold best in the last seven days, today with it, as of the last run of the job. */
enum { RANK_DAYS = 7 };
#define RANK_MAX 10
struct ranked {
	int32_t position;
	int64_t product_id;
	const char *title, *image;
	int64_t quantity;
	money amount;
};
struct ranking {
	struct ranked *at;
	size_t n;
};
SHAPE_DECLARE(ranked_row, struct ranked);
err trade_ranking(struct db *, struct ranking *out) MUST_USE;
#endif
