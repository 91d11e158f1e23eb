#include "refund.h"
#include "../limit.h"
#include "exception.h"
#include "ledger.h"
#include "payment.h"
#include "../../lib/must.h"
#include "../../lib/number.h"
#include <stdio.h>

WORDS_DEFINE(refund_state, REFUND_STATES);
REFUND_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct refund, id),
	FIELD(struct refund, number),
	FIELD(struct refund, reference),
	FIELD(struct refund, channel),
	FIELD(struct refund, payment_number),
	FIELD(struct refund, transaction_id),
	FIELD(struct refund, order_id),
	FIELD(struct refund, total_amount),
	FIELD(struct refund, amount),
	FIELD(struct refund, reason),
	FIELD_ENUM(struct refund, state, refund_state),
	FIELD(struct refund, channel_refund_id),
	FIELD(struct refund, tries),
	FIELD(struct refund, refusals),
	FIELD(struct refund, next_try_at),
	FIELD(struct refund, last_error),
	FIELD(struct refund, created_at),
	FIELD(struct refund, sent_at),
	FIELD(struct refund, finished_at),
};
const struct shape refund_row = SHAPE(refund_row, row);

/* What a new row is made of: the wish and its number. */
struct entry {
	const char *number, *reference, *channel, *payment_number, *transaction_id;
	int64_t order;
	money total, amount;
	const char *reason;
};
SHAPE_DECLARE(refund_entry, struct entry);
static const struct field entry_fields[] = {
	FIELD(struct entry, number),
	FIELD(struct entry, reference),
	FIELD(struct entry, channel),
	FIELD(struct entry, payment_number),
	FIELD(struct entry, transaction_id),
	FIELD(struct entry, order),
	FIELD(struct entry, total),
	FIELD(struct entry, amount),
	FIELD(struct entry, reason),
};
const struct shape refund_entry = SHAPE(refund_entry, entry_fields);

struct paid_by {
	const char *number, *transaction_id;
	money amount, freight;
};
SHAPE_DECLARE(refund_paid_row, struct paid_by);
static const struct field paid_fields[] = {
	FIELD(struct paid_by, number),
	FIELD(struct paid_by, transaction_id),
	FIELD(struct paid_by, amount),
	FIELD(struct paid_by, freight),
};
const struct shape refund_paid_row = SHAPE(refund_paid_row, paid_fields);

struct locked {
	int64_t id;
};
SHAPE_DECLARE(refund_locked_row, struct locked);
static const struct field locked_fields[] = { FIELD(struct locked, id) };
const struct shape refund_locked_row = SHAPE(refund_locked_row, locked_fields);

DB_QUERY(refund_order_lock, refund_locked_row, "SELECT id FROM shop_order WHERE id = :order FOR UPDATE");
DB_QUERY(refund_lock, refund_locked_row, "SELECT id FROM refund WHERE number = :number FOR UPDATE");

DB_QUERY(refund_select, refund_row, "SELECT " REFUND_COLUMNS " FROM refund WHERE number = :number");
DB_QUERY(refund_select_reference, refund_row, "SELECT " REFUND_COLUMNS " FROM refund WHERE reference = :reference");
DB_QUERY(refund_select_order, refund_row,
	"SELECT " REFUND_COLUMNS " FROM refund WHERE order_id = :order ORDER BY id LIMIT " LIMIT_TEXT(REFUNDS_SHOWN));
DB_QUERY(refund_select_due, refund_row,
	"SELECT " REFUND_COLUMNS " FROM refund WHERE state = :state AND next_try_at <= NOW(3) ORDER BY next_try_at LIMIT :limit");
DB_QUERY(refund_select_paid, refund_paid_row,
	"SELECT p.number, p.transaction_id, p.amount, o.freight_amount AS freight FROM payment p JOIN shop_order o ON o.id = p.order_id"
	" WHERE p.order_id = :order AND p.state = 'SUCCEEDED'");

DB_COMMAND(refund_insert,
	"INSERT INTO refund (number, reference, channel, payment_number, transaction_id, order_id, total_amount, amount, reason, state, next_try_at, created_at)"
	" VALUES (:number, :reference, :channel, :payment_number, :transaction_id, NULLIF(:order, 0), :total, :amount, :reason, 'WAITING', NOW(3), NOW(3))");

DB_COMMAND(refund_set_claimed,
	"UPDATE refund SET tries = tries + 1, next_try_at = NOW(3) + INTERVAL LEAST(:max_s, :after_s << LEAST(tries - 1, 12)) SECOND"
	" WHERE id = :id AND next_try_at = :next_try_at AND tries = :tries AND state IN ('WAITING', 'SENT')");

DB_COMMAND(refund_set_sent,
	"UPDATE refund SET state = 'SENT', channel_refund_id = :channel_refund_id, tries = 0, refusals = 0, last_error = '', sent_at = NOW(3),"
	" next_try_at = NOW(3) + INTERVAL :ask_in_s SECOND WHERE number = :number AND state = 'WAITING'");

DB_COMMAND(refund_set_lost,
	"UPDATE refund SET state = 'WAITING', tries = 0, next_try_at = NOW(3) WHERE number = :number AND state = 'SENT'");

DB_COMMAND(refund_set_tried, "UPDATE refund SET last_error = :error WHERE number = :number AND state IN ('WAITING', 'SENT')");

DB_COMMAND(refund_set_refused,
	"UPDATE refund SET refusals = refusals + 1, last_error = :error WHERE number = :number AND state = 'WAITING'");

DB_COMMAND(refund_set_done,
	"UPDATE refund SET state = 'SUCCEEDED', next_try_at = NULL, last_error = '', finished_at = NOW(3)"
	" WHERE number = :number AND state NOT IN ('SUCCEEDED', 'BY_HAND')");

DB_COMMAND(refund_set_abnormal,
	"UPDATE refund SET state = 'ABNORMAL', next_try_at = NULL, last_error = :error"
	" WHERE number = :number AND state IN ('WAITING', 'SENT')");

const struct query *const refund_queries[] = { &refund_select_query, &refund_select_reference_query, &refund_select_order_query,
	&refund_select_due_query, &refund_select_paid_query, &refund_insert_query, &refund_set_claimed_query,
	&refund_set_sent_query, &refund_set_lost_query, &refund_set_tried_query, &refund_set_refused_query, &refund_set_done_query,
	&refund_set_abnormal_query, &refund_order_lock_query, &refund_lock_query, NULL };

err refund_by_number(struct db *db, const char *number, struct refund *out) { return db_one(db, refund_select, out, number); }

err refund_list_of(struct db *db, int64_t order, struct refund_list *out) { return db_all(db, refund_select_order, out, order); }

err refund_list_due(struct db *db, enum refund_state in, int32_t limit, struct refund_list *out)
{
	const char *state = refund_state_words.at[in];

	return db_all(db, refund_select_due, out, state, limit);
}

err refund_create(struct tx *tx, const struct refund_wish *w, struct refund *out)
{
	char number[NUMBER_TEXT];

	must(w->amount.fen > 0 && w->amount.fen <= w->total.fen);
	number_draw("R", REFUND_NUMBER, number);
	const err e = db_exec_from(tx, refund_insert, refund_entry,
		&((struct entry){ number, w->reference, w->channel, w->payment_number, w->transaction_id, w->order, w->total,
			w->amount, w->reason }));
	if (e == ERR_DUPLICATE)
		return db_one(db_of(tx), refund_select_reference, out, w->reference);
	TRY(e);
	if (w->order) {
		const err added = payment_refund_add(tx, w->payment_number, w->amount);
		if (added)
			return added == ERR_CONFLICT ? REFUND_TOO_MUCH : added;
	}
	return refund_by_number(db_of(tx), number, out);
}

err refund_order(struct tx *tx, int64_t order, const char *reason, struct act act, struct refund *out)
{
	struct paid_by paid;
	struct refund made;
	char reference[64];

	TRY(order_refund_begin(tx, order, reason, act));
	const err e = db_one(db_of(tx), refund_select_paid, &paid, order);
	if (e == ERR_NOT_FOUND) { /* it cost nothing */
		TRY(order_refunded(tx, order, (money){ 0 }, act));
		*out = (struct refund){ 0 };
		return OK;
	}
	TRY(e);
	snprintf(reference, sizeof reference, "order:%lld:cancel", (long long)order);
	TRY(refund_create(tx,
		&(struct refund_wish){ .reference = reference,
			.channel = WECHATPAY_CHANNEL,
			.payment_number = paid.number,
			.transaction_id = paid.transaction_id,
			.order = order,
			.total = paid.amount,
			.amount = paid.amount,
			.reason = reason },
		&made));
	TRY(ledger_post(tx,
		&(struct ledger_posting){ .kind = "refund",
			.reference = made.number,
			.leg = 0,
			.order = order,
			.entries = { { ACCOUNT_SALES, 0, { paid.amount.fen - paid.freight.fen } },
				{ ACCOUNT_FREIGHT, 0, paid.freight }, { ACCOUNT_REFUND_PAYABLE, 0, { -paid.amount.fen } } } }));
	*out = made;
	return OK;
}

err refund_claim(struct tx *tx, const struct refund *r, int64_t after_s, int64_t max_s, bool *mine)
{
	TRY(db_exec(tx, refund_set_claimed, r->id, r->next_try_at, r->tries, after_s, max_s));
	*mine = db_changed(tx) == 1;
	return OK;
}

static err changed_one(struct tx *tx) { return db_changed(tx) == 1 ? OK : REFUND_STATE; }

err refund_sent(struct tx *tx, const char *number, const char *channel_refund_id, int64_t ask_in_s)
{
	TRY(db_exec(tx, refund_set_sent, number, channel_refund_id, ask_in_s));
	return changed_one(tx);
}

err refund_lost(struct tx *tx, const char *number)
{
	TRY(db_exec(tx, refund_set_lost, number));
	return changed_one(tx);
}

err refund_tried(struct tx *tx, const char *number, const char *error) { return db_exec(tx, refund_set_tried, number, error); }

err refund_refused(struct tx *tx, const char *number, const char *error) { return db_exec(tx, refund_set_refused, number, error); }

/* The order is locked, or the refund of none: then the state that is read here is the state, and nobody else ends it. */
err refund_done(struct tx *tx, const char *number)
{
	struct locked locked;
	struct refund r;

	TRY(refund_by_number(db_of(tx), number, &r));
	const int64_t order = r.order_id.has ? r.order_id.is : 0;
	if (order)
		TRY(db_one(db_of(tx), refund_order_lock, &locked, order));
	else
		TRY(db_one(db_of(tx), refund_lock, &locked, number));
	TRY(refund_by_number(db_of(tx), number, &r));
	if (r.state == REFUND_SUCCEEDED)
		return REFUND_STATE;
	if (r.state == REFUND_BY_HAND) /* paid a second time: for a person */
		return exception_console_refund(tx, r.channel, r.number, r.payment_number, r.amount);
	if (order)
		TRY(order_refunded(tx, order, r.amount, (struct act){ "system", r.number }));
	TRY(db_exec(tx, refund_set_done, number));
	TRY(changed_one(tx));
	TRY(ledger_post(tx,
		&(struct ledger_posting){ .kind = "refund",
			.reference = r.number,
			.leg = 1,
			.order = order,
			.entries = { { order ? ACCOUNT_REFUND_PAYABLE : ACCOUNT_UNAPPLIED, 0, r.amount },
				{ ACCOUNT_WECHATPAY_CASH, 0, { -r.amount.fen } } } }));
	return exception_refunded(tx, r.id);
}

err refund_abnormal(struct tx *tx, const char *number, const char *error)
{
	struct refund r;

	TRY(db_exec(tx, refund_set_abnormal, number, error));
	TRY(changed_one(tx));
	TRY(refund_by_number(db_of(tx), number, &r));
	TRY(exception_note(tx,
		&(struct exception_news){ .kind = EXCEPTION_REFUND_FAILED,
			.state = EXCEPTION_OPEN,
			.channel = r.channel,
			.reference = r.number,
			.payment_number = r.payment_number,
			.order = r.order_id.has ? r.order_id.is : 0,
			.refund = r.id,
			.amount = r.amount }));
	return exception_reopen(tx, r.id);
}
