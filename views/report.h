/* report.h - what staff see of how the shop goes, and of what they look for. */
#ifndef VIEWS_REPORT_H
#define VIEWS_REPORT_H
#include "../model/find.h"
#include "../model/order/order_list.h"
#include "../model/report/trade.h"

/* yesterday_so_far: until the same time of day. days: thirty, today the last; one that was not
 * computed yet is left out. */
struct dashboard {
	struct order_counts todo;
	struct figures today, yesterday_so_far, yesterday;
	struct figures_list days;
	struct ranking best_sellers;
};
SHAPE_DECLARE(figures_view, struct figures);
SHAPE_DECLARE(dashboard_todo, struct order_counts);
SHAPE_DECLARE(dashboard_rank, struct ranked);
SHAPE_DECLARE(dashboard_view, struct dashboard);

/* Each group with what its reader may see; the others are empty. */
struct findings {
	struct found_orders orders;
	struct found_products products;
	struct found_members members;
};
SHAPE_DECLARE(findings_view, struct findings);
#endif
