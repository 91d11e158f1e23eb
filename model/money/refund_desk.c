/* refund_desk.c - what staff do about a refund that failed: have it sent again, or say that they paid another way. */
#include "refund.h"
#include "exception.h"
#include "ledger.h"
#include <stdio.h>

DB_COMMAND(refund_set_again,
	"UPDATE refund SET state = 'WAITING', tries = 0, refusals = 0, next_try_at = NOW(3) WHERE id = :id AND state = 'ABNORMAL'");

DB_COMMAND(refund_set_by_hand, "UPDATE refund SET state = 'BY_HAND', finished_at = NOW(3) WHERE id = :id AND state = 'ABNORMAL'");

DB_QUERY(refund_select_id, refund_row, "SELECT " REFUND_COLUMNS " FROM refund WHERE id = :id");

const struct query *const refund_desk_queries[] = { &refund_set_again_query, &refund_set_by_hand_query, &refund_select_id_query,
	NULL };

static err changed_one(struct tx *tx) { return db_changed(tx) == 1 ? OK : REFUND_STATE; }

err refund_retry(struct tx *tx, int64_t exception, int32_t version, staff_id staff)
{
	struct exception failed;

	TRY(exception_by_id(db_of(tx), exception, &failed));
	if (failed.kind != EXCEPTION_REFUND_FAILED || failed.state != EXCEPTION_OPEN)
		return REFUND_STATE;
	const int64_t id = failed.refund_id.is;
	TRY(db_exec(tx, refund_set_again, id));
	TRY(changed_one(tx));
	return exception_retry(tx, exception, version, staff);
}

/* As refund_done, but it is not the channel's cash that paid: the order is taken before the refund here as well. */
static err by_hand(struct tx *tx, int64_t id, staff_id staff)
{
	char actor[32];
	struct order order;
	struct refund r;

	snprintf(actor, sizeof actor, "staff:%lld", (long long)staff.id);
	TRY(db_one(db_of(tx), refund_select_id, &r, id));
	const int64_t of = r.order_id.has ? r.order_id.is : 0;
	if (of) {
		TRY(order_lock(tx, of, &order));
		TRY(db_one(db_of(tx), refund_select_id, &r, id));
		if (r.state != REFUND_ABNORMAL)
			return REFUND_STATE;
		TRY(order_refunded(tx, of, r.amount, (struct act){ actor, r.number }));
	}
	TRY(db_exec(tx, refund_set_by_hand, id));
	TRY(changed_one(tx));
	return ledger_post(tx,
		&(struct ledger_posting){ .kind = "refund",
			.reference = r.number,
			.leg = 1,
			.order = of,
			.entries = { { of ? ACCOUNT_REFUND_PAYABLE : ACCOUNT_UNAPPLIED, 0, r.amount },
				{ ACCOUNT_HAND_PAID, 0, { -r.amount.fen } } } });
}

err refund_resolve(struct tx *tx, int64_t exception, int32_t version, const char *note, staff_id staff)
{
	struct exception is;

	TRY(exception_by_id(db_of(tx), exception, &is));
	if (is.kind != EXCEPTION_REFUND_FAILED)
		return exception_resolve(tx, exception, version, note, staff);
	if (is.state != EXCEPTION_OPEN)
		return EXCEPTION_NOT_OPEN;
	if (is.version != version)
		return ERR_CONFLICT;
	TRY(by_hand(tx, is.refund_id.is, staff));
	TRY(exception_resolve(tx, exception, version, note, staff));
	return exception_refunded(tx, is.refund_id.is); /* the money that lay there for it */
}
