/* summary.h - each business day once it is over, in rows that are quick to read: what the job keeps.
 *
 * A day is computed until nothing can come in any more (day_is_final), and is final then. Computing it again gives the same rows. What goods were sold is summed up
 * hour by hour, so that a statement of a good day has no more to do than its time allows. */
#ifndef SUMMARY_H
#define SUMMARY_H
#include "trade.h"

#define SUMMARY_DAYS_MAX 400 /* so far back the job looks for days that are not there */

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
struct summary_hour {
	int64_t n; /* 0 to 23 */
};
struct summary_hours {
	struct summary_hour *at;
	size_t n;
};
SHAPE_DECLARE(summary_hour_row, struct summary_hour);
/* The hours of that day in which an order was paid. */
err summary_list_hours(struct db *, moment day, struct summary_hours *out) MUST_USE;
/* The goods of the hour that begins then. A day's hours come before the day. */
enum { HOUR_MS = 3600000 };
err summary_make_hour(struct tx *, moment hour) MUST_USE;
/* All else of that day, trade_day and visit_day: read in three statements, which take seconds where a day has millions of
 * views, and so outside of the transaction that writes what they found. The first: ERR_CONFLICT when it is not over. */
struct summary_visits {
	const char *page, *source; /* "ALL": of all together */
	int64_t views, visitors, stay_ms;
};
struct summary_visits_list {
	struct summary_visits *at;
	size_t n;
};
SHAPE_DECLARE(summary_visits_row, struct summary_visits);
struct summary {
	struct figures figures;
	bool is_final;
	struct summary_visits_list pages, sources;
};
err summary_read_figures(struct db *, moment day, struct summary *out) MUST_USE;
err summary_read_pages(struct db *, moment day, struct summary *out) MUST_USE;
err summary_read_sources(struct db *, moment day, struct summary *out) MUST_USE;
err summary_write(struct tx *, const struct summary *) MUST_USE;
/* Views that are older than kept_s go, `limit` at most; says how many. Those of a day that is not final stay, and of all days
 * after it: what was not summed up would be lost. A day that lies too far back to be summed up keeps nothing. */
err summary_clean_visits(struct tx *, int64_t kept_s, int32_t limit, int32_t *out) MUST_USE;
/* The ranking of the last RANK_DAYS days, out of their hours. */
err summary_rank(struct tx *) MUST_USE;
#endif
