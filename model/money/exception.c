#include "exception.h"
#include "../limit.h"
#include "ledger.h"

WORDS_DEFINE(exception_kind, EXCEPTION_KINDS);
WORDS_DEFINE(exception_state, EXCEPTION_STATES);
EXCEPTION_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct exception, id),
	FIELD_ENUM(struct exception, kind, exception_kind),
	FIELD(struct exception, channel),
	FIELD(struct exception, reference),
	FIELD(struct exception, payment_number),
	FIELD(struct exception, order_id),
	FIELD(struct exception, amount),
	FIELD(struct exception, refund_id),
	FIELD_ENUM(struct exception, state, exception_state),
	FIELD(struct exception, note),
	FIELD(struct exception, staff_id),
	FIELD(struct exception, staff_name),
	FIELD(struct exception, created_at),
	FIELD(struct exception, resolved_at),
	FIELD(struct exception, version),
};
const struct shape exception_row = SHAPE(exception_row, row);

static const struct field tally_row[] = {
	FIELD_ENUM(struct exception_tally, kind, exception_kind),
	FIELD_ENUM(struct exception_tally, state, exception_state),
	FIELD(struct exception_tally, total),
};
const struct shape exception_tally_row = SHAPE(exception_tally_row, tally_row);

static const struct field news_fields[] = {
	FIELD_ENUM(struct exception_news, kind, exception_kind),
	FIELD_ENUM(struct exception_news, state, exception_state),
	FIELD(struct exception_news, channel),
	FIELD(struct exception_news, reference),
	FIELD(struct exception_news, payment_number),
	FIELD(struct exception_news, order),
	FIELD(struct exception_news, refund),
	FIELD(struct exception_news, amount),
	FIELD(struct exception_news, note),
};
const struct shape exception_news_shape = SHAPE(exception_news_shape, news_fields);

DB_COMMAND(exception_insert,
	"INSERT INTO payment_exception (kind, channel, reference, payment_number, order_id, amount, refund_id, state, note, created_at)"
	" VALUES (:kind, :channel, :reference, :payment_number, NULLIF(:order, 0), :amount, NULLIF(:refund, 0), :state, COALESCE(:note, ''), NOW(3))");

DB_COMMAND(exception_set_money,
	"UPDATE payment_exception SET payment_number = :payment_number, order_id = NULLIF(:order, 0), amount = :amount, refund_id = :refund,"
	"  state = :state, resolved_at = NULL, version = version + 1"
	" WHERE channel = :channel AND kind = :kind AND reference = :reference AND refund_id IS NULL");

DB_COMMAND(exception_set_refunded,
	"UPDATE payment_exception SET state = IF(kind = 'REFUND_FAILED' AND state = 'OPEN', 'RESOLVED', 'REFUNDED'), resolved_at = NOW(3), version = version + 1"
	" WHERE refund_id = :refund AND state IN ('OPEN', 'REFUNDING')");

DB_COMMAND(exception_set_refunding,
	"UPDATE payment_exception SET state = 'REFUNDING', staff_id = :staff, version = version + 1"
	" WHERE id = :id AND version = :version AND state = 'OPEN'");

DB_COMMAND(exception_set_open,
	"UPDATE payment_exception SET state = 'OPEN', version = version + 1"
	" WHERE refund_id = :refund AND kind = 'REFUND_FAILED' AND state = 'REFUNDING'");

DB_COMMAND(exception_set_resolved,
	"UPDATE payment_exception SET state = 'RESOLVED', note = :note, staff_id = :staff, resolved_at = NOW(3), version = version + 1"
	" WHERE id = :id AND version = :version AND state = 'OPEN'");

#define ROWS \
	"SELECT x.id, x.kind, x.channel, x.reference, x.payment_number, x.order_id, x.amount, x.refund_id, x.state, x.note, x.staff_id," \
	" s.display_name AS staff_name, x.created_at, x.resolved_at, x.version" \
	" FROM payment_exception x LEFT JOIN staff s ON s.id = x.staff_id"
#define FILTERS " WHERE (:state IS NULL OR x.state = :state) AND (:kind IS NULL OR x.kind = :kind)"

DB_QUERY(exception_select, exception_row, ROWS " WHERE x.id = :id");
DB_QUERY(exception_select_page, exception_row, ROWS FILTERS " ORDER BY x.id DESC LIMIT :page_size OFFSET :skip");
DB_QUERY(exception_count, counted_row, COUNTED(" FROM payment_exception x" FILTERS));
DB_QUERY(exception_select_tally, exception_tally_row,
	"SELECT kind, state, COUNT(*) AS total FROM payment_exception GROUP BY kind, state ORDER BY kind, state LIMIT " LIMIT_TEXT(
		EXCEPTION_TALLIES_MAX));

const struct query *const exception_queries[] = { &exception_insert_query, &exception_set_money_query,
	&exception_set_refunded_query, &exception_set_refunding_query, &exception_set_open_query, &exception_set_resolved_query,
	&exception_select_query, &exception_select_page_query, &exception_count_query, &exception_select_tally_query, NULL };

err exception_add(struct tx *tx, const struct exception_news *news)
{
	return db_exec_from(tx, exception_insert, exception_news_shape, news);
}

err exception_note(struct tx *tx, const struct exception_news *news)
{
	const err e = exception_add(tx, news);

	return e == ERR_DUPLICATE ? OK : e;
}

err exception_money(struct tx *tx, const struct exception_news *news)
{
	const err e = exception_add(tx, news);

	if (e != ERR_DUPLICATE)
		return e;
	TRY(db_exec_from(tx, exception_set_money, exception_news_shape, news));
	return db_changed(tx) == 1 ? OK : e;
}

/* The same refund of the console: recorded (leg 0), then taken from the sales (leg 1). */
static err post_console(
	struct tx *tx, const char *refund_id, int32_t leg, enum ledger_account from, enum ledger_account to, money amount)
{
	return ledger_post(tx,
		&(struct ledger_posting){ .kind = "console_refund",
			.reference = refund_id,
			.leg = leg,
			.entries = { { from, 0, { -amount.fen } }, { to, 0, amount } } });
}

err exception_console_refund(struct tx *tx, const char *channel, const char *refund_id, const char *payment_number, money amount)
{
	const struct exception_news news = { .kind = EXCEPTION_CONSOLE_REFUND,
		.state = EXCEPTION_OPEN,
		.channel = channel,
		.reference = refund_id,
		.payment_number = payment_number,
		.amount = amount };
	const err e = exception_add(tx, &news);

	if (e)
		return e == ERR_DUPLICATE ? OK : e;
	return post_console(tx, refund_id, 0, ACCOUNT_WECHATPAY_CASH, ACCOUNT_UNAPPLIED, amount);
}

err exception_retry(struct tx *tx, int64_t id, int32_t version, staff_id staff)
{
	TRY(db_exec(tx, exception_set_refunding, staff, id, version));
	return db_changed(tx) == 1 ? OK : ERR_CONFLICT;
}

err exception_reopen(struct tx *tx, int64_t refund) { return db_exec(tx, exception_set_open, refund); }

err exception_refunded(struct tx *tx, int64_t refund) { return db_exec(tx, exception_set_refunded, refund); }

err exception_resolve(struct tx *tx, int64_t id, int32_t version, const char *note, staff_id staff)
{
	struct exception is;

	TRY(exception_by_id(db_of(tx), id, &is));
	if (is.state != EXCEPTION_OPEN)
		return EXCEPTION_NOT_OPEN;
	TRY(db_exec(tx, exception_set_resolved, id, version, note, staff));
	if (db_changed(tx) != 1)
		return ERR_CONFLICT;
	if (is.kind != EXCEPTION_CONSOLE_REFUND)
		return OK;
	return post_console(tx, is.reference, 1, ACCOUNT_UNAPPLIED, ACCOUNT_SALES, is.amount);
}

err exception_tally(struct db *db, struct exception_tallies *out) { return db_all(db, exception_select_tally, out); }

err exception_by_id(struct db *db, int64_t id, struct exception *out) { return db_one(db, exception_select, out, id); }

err exception_page(struct db *db, const char *state, const char *kind, int32_t page, int32_t page_size, struct exception_list *out,
	int64_t *total)
{
	const int64_t skip = (int64_t)(page - 1) * page_size;
	struct counted count;
	struct exception_list list;

	TRY(db_all(db, exception_select_page, &list, state, kind, page_size, skip));
	TRY(db_one(db, exception_count, &count, state, kind));
	*out = list;
	*total = count.total;
	return OK;
}
