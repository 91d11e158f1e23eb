/* summary.h - each business day once it is over, in rows that are quick to read: what the job keeps.
 *
 * A day is computed until nothing can come in any more, an hour after its end (a view may come that
 * late), and is final then. Computing it again gives the same rows. */
#ifndef SUMMARY_H
#define SUMMARY_H
#include "trade.h"

enum { SUMMARY_DAYS_MAX = 400 }; /* so far back the job looks for days that are not there */

struct summary_day {
	moment day;
};
struct summary_days {
	struct summary_day *at;
	size_t n;
};
SHAPE_DECLARE(summary_day_row, struct summary_day);

/* Days that are over, since the first order, view or member, and not final yet; newest first. */
err summary_list_due(struct db *, int32_t limit, struct summary_days *out) MUST_USE;
/* All of that day: trade_day, visit_day, product_day. ERR_CONFLICT: it is not over. */
err summary_make(struct tx *, moment day) MUST_USE;
/* Today's goods so far, and the ranking of the last RANK_DAYS days with them. */
err summary_rank(struct tx *) MUST_USE;
#endif
