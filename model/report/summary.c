#include "summary.h"
#include "../limit.h"
#include "visit.h"

static const struct field day_fields[] = { FIELD(struct summary_day, day) };
const struct shape summary_day_row = SHAPE(summary_day_row, day_fields);

static const struct field hour_fields[] = { FIELD(struct summary_hour, n) };
const struct shape summary_hour_row = SHAPE(summary_hour_row, hour_fields);

struct begin {
	moment first, now;
};
SHAPE_DECLARE(summary_begin_row, struct begin);
static const struct field begin_fields[] = { FIELD(struct begin, first), FIELD(struct begin, now) };
const struct shape summary_begin_row = SHAPE(summary_begin_row, begin_fields);

static const struct field visits_fields[] = {
	FIELD(struct summary_visits, page),
	FIELD(struct summary_visits, source),
	FIELD(struct summary_visits, views),
	FIELD(struct summary_visits, visitors),
	FIELD(struct summary_visits, stay_ms),
};
const struct shape summary_visits_row = SHAPE(summary_visits_row, visits_fields);

#define SUM(what) "CAST(COALESCE(SUM(" what "), 0) AS SIGNED)"

/* The first entry of three indexes. */
DB_QUERY(summary_select_begin, summary_begin_row,
	"SELECT NOW(3) AS now, LEAST(COALESCE((SELECT MIN(paid_at) FROM shop_order), NOW(3)),"
	"  COALESCE((SELECT MIN(at) FROM visit), NOW(3)), COALESCE((SELECT MIN(created_at) FROM member), NOW(3))) AS first");

DB_QUERY(summary_select_final, summary_day_row,
	"SELECT day FROM trade_day WHERE day >= :from AND day < :until AND is_final = 1 ORDER BY day DESC LIMIT " LIMIT_TEXT(
		SUMMARY_DAYS_MAX));

DB_QUERY(summary_select_hours, summary_hour_row,
	"SELECT DISTINCT TIMESTAMPDIFF(HOUR, :from, paid_at) AS n FROM shop_order FORCE INDEX (shop_order_paid_at)"
	" WHERE paid_at >= :from AND paid_at < :until ORDER BY 1 LIMIT " LIMIT_TEXT(DAY_HOURS));

/* clang-format off */
DB_COMMAND(summary_write_trade,
	"INSERT INTO trade_day (day, paid_orders, paid_amount, payers, new_members, views, visitors, refunds, refunded_amount, is_final)"
	" VALUES (:day, :paid_orders, :paid_amount, :payers, :new_members, :views, :visitors, :refunds, :refunded_amount, :is_final)"
	" ON DUPLICATE KEY UPDATE paid_orders = VALUES(paid_orders), paid_amount = VALUES(paid_amount), payers = VALUES(payers),"
	"  new_members = VALUES(new_members), views = VALUES(views), visitors = VALUES(visitors), refunds = VALUES(refunds),"
	"  refunded_amount = VALUES(refunded_amount), is_final = VALUES(is_final)");

#define VISIT_NUMBERS \
	"COUNT(*) AS views, COUNT(DISTINCT visitor) AS visitors, " SUM("stay_ms") " AS stay_ms FROM visit WHERE at >= :from AND at < :until"
/* Pages by source, pages, and all; no more of them than there are words, twice. */
DB_QUERY(summary_select_pages, summary_visits_row,
	"SELECT COALESCE(page, 'ALL') AS page, COALESCE(source, 'ALL') AS source, " VISIT_NUMBERS " GROUP BY page, source WITH ROLLUP");
DB_QUERY(summary_select_sources, summary_visits_row,
	"SELECT 'ALL' AS page, source, " VISIT_NUMBERS " GROUP BY source");
DB_COMMAND(summary_write_visits,
	"INSERT INTO visit_day (day, page, source, views, visitors, stay_ms) VALUES (:day, :page, :source, :views, :visitors, :stay_ms)"
	" ON DUPLICATE KEY UPDATE views = VALUES(views), visitors = VALUES(visitors), stay_ms = VALUES(stay_ms)");

DB_COMMAND(summary_write_products,
	"INSERT INTO product_hour (hour, product_id, quantity, amount)"
	" SELECT :from, t.product_id, t.quantity, t.amount FROM (SELECT l.product_id, " SUM("l.quantity") " AS quantity,"
	"  " SUM("l.pay_amount - l.freight_share") " AS amount FROM shop_order o FORCE INDEX (shop_order_paid_at)"
	"  STRAIGHT_JOIN order_line l ON l.order_id = o.id WHERE o.paid_at >= :from AND o.paid_at < :until GROUP BY l.product_id) t"
	" ON DUPLICATE KEY UPDATE quantity = VALUES(quantity), amount = VALUES(amount)");

DB_COMMAND(summary_delete_ranks, "DELETE FROM product_rank WHERE position > 0");
DB_COMMAND(summary_write_ranks,
	"INSERT INTO product_rank (position, product_id, quantity, amount)"
	" SELECT ROW_NUMBER() OVER (ORDER BY t.quantity DESC, t.amount DESC, t.product_id), t.product_id, t.quantity, t.amount FROM"
	" (SELECT product_id, " SUM("quantity") " AS quantity, " SUM("amount") " AS amount FROM product_hour"
	"  WHERE hour >= :from AND hour < :until GROUP BY product_id ORDER BY 2 DESC, 3 DESC, 1 LIMIT " LIMIT_TEXT(RANK_MAX) ") t");
/* clang-format on */

const struct query *const summary_queries[] = { &summary_select_begin_query, &summary_select_final_query,
	&summary_select_hours_query, &summary_write_trade_query, &summary_select_pages_query, &summary_select_sources_query,
	&summary_write_visits_query, &summary_write_products_query, &summary_delete_ranks_query, &summary_write_ranks_query, NULL };

/* Every day from that one on has a row of its own, so the first that is missing is not final. */
static err final_until(struct db *db, const struct begin *begin, moment *out)
{
	const struct span today = day_of(begin->now), oldest = day_back(today, SUMMARY_DAYS_MAX);
	const moment from = begin->first.ms > oldest.from.ms ? day_of(begin->first).from : oldest.from, until = today.from;
	struct summary_days final;
	moment day = from;

	TRY(db_all(db, summary_select_final, &final, from, until));
	for (size_t i = final.n; i > 0 && final.at[i - 1].day.ms == day.ms; i--)
		day.ms += DAY_MS;
	*out = day;
	return OK;
}

err summary_clean_visits(struct tx *tx, int64_t kept_s, int32_t limit, int32_t *out)
{
	struct begin begin;
	moment until;

	TRY(db_one(db_of(tx), summary_select_begin, &begin));
	TRY(final_until(db_of(tx), &begin, &until));
	const moment old = { begin.now.ms - kept_s * 1000 };
	return visit_clean(tx, old.ms < until.ms ? old : until, limit, out);
}

err summary_list_due(struct db *db, int32_t limit, struct summary_days *out)
{
	struct summary_days final, due = { ARENA_NEW(db_arena(db), struct summary_day, (size_t)limit), 0 };
	struct begin begin;
	size_t at = 0;

	if (!due.at)
		return ERR_NOMEM;
	TRY(db_one(db, summary_select_begin, &begin));
	const struct span today = day_of(begin.now), oldest = day_back(today, SUMMARY_DAYS_MAX);
	const moment from = begin.first.ms > oldest.from.ms ? day_of(begin.first).from : oldest.from, until = today.from;
	TRY(db_all(db, summary_select_final, &final, from, until));
	for (int i = 1; i <= SUMMARY_DAYS_MAX && due.n < (size_t)limit; i++) {
		const moment day = day_back(today, i).from;
		if (day.ms < from.ms)
			break;
		if (at < final.n && final.at[at].day.ms == day.ms)
			at++;
		else
			due.at[due.n++] = (struct summary_day){ day };
	}
	*out = due;
	return OK;
}

err summary_list_hours(struct db *db, moment day, struct summary_hours *out)
{
	const struct span span = day_of(day);
	const moment from = span.from, until = span.until;

	return db_all(db, summary_select_hours, out, from, until);
}

err summary_make_hour(struct tx *tx, moment hour)
{
	const moment from = hour, until = { hour.ms + HOUR_MS };

	return db_exec(tx, summary_write_products, from, until);
}

err summary_read_figures(struct db *db, moment day, struct summary *out)
{
	const struct span span = day_of(day);
	struct begin begin;

	TRY(db_one(db, summary_select_begin, &begin));
	if (begin.now.ms < span.until.ms)
		return ERR_CONFLICT;
	TRY(trade_figures(db, span, &out->figures));
	out->is_final = day_is_final(span, begin.now);
	return OK;
}

err summary_read_pages(struct db *db, moment day, struct summary *out)
{
	const struct span span = day_of(day);

	return db_all(db, summary_select_pages, &out->pages, span.from, span.until);
}

err summary_read_sources(struct db *db, moment day, struct summary *out)
{
	const struct span span = day_of(day);

	return db_all(db, summary_select_sources, &out->sources, span.from, span.until);
}

static err write_visits(struct tx *tx, moment day, const struct summary_visits_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		TRY(db_exec_from(tx, summary_write_visits, summary_visits_row, &list->at[i], day));
	return OK;
}

err summary_write(struct tx *tx, const struct summary *s)
{
	TRY(write_visits(tx, s->figures.day, &s->pages));
	TRY(write_visits(tx, s->figures.day, &s->sources));
	return db_exec_from(tx, summary_write_trade, figures_row, &s->figures, s->is_final);
}

err summary_rank(struct tx *tx)
{
	struct begin begin;

	TRY(db_one(db_of(tx), summary_select_begin, &begin));
	const struct span today = day_of(begin.now);
	const moment from = day_back(today, RANK_DAYS - 1).from, until = today.until;
	TRY(db_exec(tx, summary_delete_ranks));
	return db_exec(tx, summary_write_ranks, from, until);
}
