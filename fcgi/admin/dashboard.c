/* dashboard.c - /api/admin/dashboard: what is to do, how today goes, and how the last thirty days went. */
#include "../reply.h"
#include "../../views/report.h"

enum { DAYS = 30 };

/* Past days as they stand in their table; yesterday is counted here only while nobody has summed it up. */
static err gather_days(struct request *r, struct dashboard *d, struct span today)
{
	const struct span yesterday = day_back(today, 1);
	struct figures_list found, all = { ARENA_NEW(r->arena, struct figures, DAYS), 0 };

	if (!all.at)
		return ERR_NOMEM;
	TRY(trade_days(r->db, (struct span){ day_back(today, DAYS - 1).from, today.from }, &found));
	must(found.n < DAYS); /* a day has one row */
	for (; all.n < found.n; all.n++)
		all.at[all.n] = found.at[all.n];
	if (all.n == 0 || all.at[all.n - 1].day.ms != yesterday.from.ms)
		TRY(trade_figures(r->db, yesterday, &all.at[all.n++]));
	d->yesterday = all.at[all.n - 1];
	all.at[all.n++] = d->today;
	d->days = all;
	return OK;
}

static err dashboard_get(struct request *r)
{
	struct dashboard d = { 0 };

	TRY(order_count_all(r->db, &d.todo));
	const struct span today = day_of(d.todo.now);
	TRY(trade_figures(r->db, (struct span){ today.from, d.todo.now }, &d.today));
	TRY(trade_figures(r->db, day_before_until(d.todo.now), &d.yesterday_so_far));
	TRY(gather_days(r, &d, today));
	TRY(trade_ranking(r->db, &d.best_sellers));
	return reply_one(r, 200, dashboard_view, &d);
}

/* clang-format off */
const struct route admin_dashboard_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/dashboard", .summary = "What is to do, today against yesterday, thirty days, best sellers",
	  .who = WHO_STAFF, .permit = PERMIT_DASHBOARD_READ, .gives = &dashboard_view, .status = 200, .read = dashboard_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
