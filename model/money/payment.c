#include "payment.h"
#include "../../lib/must.h"
#include "../../lib/number.h"
#include <string.h>

WORDS_DEFINE(payment_state, PAYMENT_STATES);
WORDS_DEFINE(payment_trade, PAYMENT_TRADES);
PAYMENT_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct payment, id),
	FIELD(struct payment, number),
	FIELD(struct payment, order_id),
	FIELD(struct payment, order_number),
	FIELD(struct payment, channel),
	FIELD_ENUM(struct payment, trade, payment_trade),
	FIELD(struct payment, amount),
	FIELD(struct payment, refunded_amount),
	FIELD_ENUM(struct payment, state, payment_state),
	FIELD(struct payment, openid),
	FIELD(struct payment, client_ip),
	FIELD(struct payment, prepay_id),
	FIELD(struct payment, code_url),
	FIELD(struct payment, mweb_url),
	FIELD(struct payment, transaction_id),
	FIELD(struct payment, created_at),
	FIELD(struct payment, placed_at),
	FIELD(struct payment, expires_at),
	FIELD(struct payment, now),
	FIELD(struct payment, finished_at),
};
const struct shape payment_row = SHAPE(payment_row, row);

static const struct field owner_row[] = {
	FIELD(struct payment_owner, order_id),
	FIELD(struct payment_owner, member_id),
};
const struct shape payment_owner_row = SHAPE(payment_owner_row, owner_row);

static const struct field payer_row[] = { FIELD(struct payment_payer, openid) };
const struct shape payment_payer_row = SHAPE(payment_payer_row, payer_row);

static const struct field due_row[] = {
	FIELD(struct payment_due, number),
	FIELD_ENUM(struct payment_due, order_state, order_state),
	FIELD(struct payment_due, next_query_at),
};
const struct shape payment_due_row = SHAPE(payment_due_row, due_row);

/* What payment_insert binds beside the wish. */
struct opening {
	int64_t order;
	enum payment_trade trade;
	money amount;
	const char *number, *openid, *client_ip;
	int64_t query_in_s;
};
SHAPE_DECLARE(payment_opening, struct opening);
static const struct field opening_fields[] = {
	FIELD(struct opening, order),
	FIELD_ENUM(struct opening, trade, payment_trade),
	FIELD(struct opening, amount),
	FIELD(struct opening, number),
	FIELD(struct opening, openid),
	FIELD(struct opening, client_ip),
	FIELD(struct opening, query_in_s),
};
const struct shape payment_opening = SHAPE(payment_opening, opening_fields);

#define COLUMNS \
	"id, number, order_id, (SELECT o.number FROM shop_order o WHERE o.id = payment.order_id) AS order_number, channel, trade, amount, refunded_amount, state, openid, client_ip, prepay_id, code_url, mweb_url," \
	" transaction_id, created_at, placed_at, expires_at, NOW(3) AS now, finished_at"

DB_QUERY(payment_select, payment_row, "SELECT " COLUMNS " FROM payment WHERE number = :number");
DB_QUERY(payment_select_open, payment_row,
	"SELECT " COLUMNS " FROM payment WHERE order_id = :order AND open_slot = 1 ORDER BY id LIMIT 1");
DB_QUERY(payment_select_trade, payment_row,
	"SELECT " COLUMNS " FROM payment WHERE order_id = :order AND trade = :trade AND open_slot = 1");
DB_QUERY(payment_select_order, payment_row,
	"SELECT * FROM (SELECT " COLUMNS " FROM payment WHERE order_id = :order ORDER BY id DESC LIMIT :most) p ORDER BY id");
DB_QUERY(payment_select_owner, payment_owner_row,
	"SELECT p.order_id, o.member_id FROM payment p JOIN shop_order o ON o.id = p.order_id WHERE p.number = :number");

/* clang-format off */
DB_QUERY(payment_select_payer, payment_payer_row,
	"SELECT openid FROM member_wechat WHERE member_id = :member AND appid = :appid");
/* clang-format on */

/* WeChat wants an end at least five minutes ahead; that the order ends earlier is ours to see to. */
DB_COMMAND(payment_insert,
	"INSERT INTO payment (number, order_id, channel, trade, amount, state, open_slot, openid, client_ip, created_at, expires_at, next_query_at)"
	" SELECT :number, o.id, 'WECHATPAY', :trade, :amount, 'NEW', 1, :openid, :client_ip, NOW(3),"
	"  GREATEST(o.expires_at, NOW(3) + INTERVAL 6 MINUTE), NOW(3) + INTERVAL :query_in_s SECOND FROM shop_order o WHERE o.id = :order");

DB_COMMAND(payment_set_placed,
	"UPDATE payment SET state = 'PENDING', prepay_id = :prepay_id, code_url = :code_url, mweb_url = :mweb_url, placed_at = NOW(3)"
	" WHERE number = :number AND state IN ('NEW', 'PENDING')");

DB_COMMAND(payment_set_ended,
	"UPDATE payment SET state = :state, open_slot = NULL, next_query_at = NULL, finished_at = NOW(3)"
	" WHERE number = :number AND state IN ('NEW', 'PENDING')");

DB_COMMAND(payment_set_succeeded,
	"UPDATE payment SET state = 'SUCCEEDED', open_slot = NULL, next_query_at = NULL, finished_at = NOW(3), transaction_id = :transaction_id"
	" WHERE number = :number AND state <> 'SUCCEEDED'");

DB_COMMAND(payment_set_refunded,
	"UPDATE payment SET refunded_amount = refunded_amount + :amount, refund_count = refund_count + 1"
	" WHERE number = :number AND state = 'SUCCEEDED' AND refunded_amount + :amount <= amount AND refund_count < 50");

DB_QUERY(payment_select_due, payment_due_row,
	"SELECT p.number, o.state AS order_state, p.next_query_at FROM payment p JOIN shop_order o ON o.id = p.order_id"
	" WHERE p.next_query_at <= NOW(3) ORDER BY p.next_query_at LIMIT :limit");

DB_COMMAND(payment_set_queried,
	"UPDATE payment SET queries = queries + 1,"
	"  next_query_at = NOW(3) + INTERVAL LEAST(300, :poll_after_s << LEAST(queries, 10)) SECOND"
	" WHERE number = :number AND next_query_at = :next_query_at AND open_slot = 1");

DB_COMMAND(payment_set_checked,
	"UPDATE payment SET queried_at = NOW(3) WHERE number = :number AND open_slot = 1"
	" AND (queried_at IS NULL OR queried_at <= NOW(3) - INTERVAL 2 SECOND)");

const struct query *const payment_queries[] = { &payment_select_query, &payment_select_open_query, &payment_select_trade_query,
	&payment_select_order_query, &payment_select_owner_query, &payment_insert_query, &payment_set_placed_query,
	&payment_set_ended_query, &payment_set_succeeded_query, &payment_set_refunded_query, &payment_select_due_query,
	&payment_set_queried_query, &payment_set_checked_query, &payment_select_payer_query, NULL };

err payment_by_number(struct db *db, const char *number, struct payment *out) { return db_one(db, payment_select, out, number); }

err payment_list_of(struct db *db, int64_t order, struct payment_list *out)
{
	const int32_t most = PAYMENT_SHOWN_MAX;

	return db_all(db, payment_select_order, out, order, most);
}

err payment_open_of(struct db *db, int64_t order, struct payment *out) { return db_one(db, payment_select_open, out, order); }

err payment_open_by(struct db *db, int64_t order, enum payment_trade of, struct payment *out)
{
	const char *trade = payment_trade_words.at[of];

	return db_one(db, payment_select_trade, out, order, trade);
}

err payment_owner_of(struct db *db, const char *number, struct payment_owner *out)
{
	return db_one(db, payment_select_owner, out, number);
}

err payment_openid_of(struct db *db, member_id member, const char *appid, const char **out)
{
	struct payment_payer payer;

	TRY(db_one(db, payment_select_payer, &payer, member, appid));
	*out = payer.openid;
	return OK;
}

err payment_lock_order(struct tx *tx, int64_t order)
{
	struct order held;

	TRY(order_lock(tx, order, &held));
	return held.state == ORDER_UNPAID ? OK : ORDER_STATE;
}

static bool is_same(const struct payment *p, const struct payment_wish *w)
{
	return p->trade == w->trade && p->amount.fen == w->amount.fen &&
		strcmp(p->openid ? p->openid : "", w->openid ? w->openid : "") == 0;
}

/* The database's clock says whether it is in time. */
static err hold_as_wished(struct tx *tx, const struct payment_wish *w)
{
	struct order held;

	TRY(order_lock(tx, w->order, &held));
	return held.state == ORDER_UNPAID && held.expires_at.ms > held.now.ms && held.pay_amount.fen == w->amount.fen ? OK
														      : ORDER_STATE;
}

err payment_open(struct tx *tx, const struct payment_wish *w, struct payment *out)
{
	char number[NUMBER_TEXT];
	struct payment open;

	TRY(hold_as_wished(tx, w));
	const err e = payment_open_by(db_of(tx), w->order, w->trade, &open);
	if (!e && !is_same(&open, w))
		return PAYMENT_OPEN;
	if (e == ERR_NOT_FOUND) {
		number_draw("P", PAYMENT_NUMBER, number);
		TRY(db_exec_from(tx, payment_insert, payment_opening,
			&((struct opening){ w->order, w->trade, w->amount, number, w->openid, w->client_ip, w->query_in_s })));
		return payment_by_number(db_of(tx), number, out);
	}
	TRY(e);
	*out = open;
	return OK;
}

static err changed_one(struct tx *tx, err otherwise) { return db_changed(tx) == 1 ? OK : otherwise; }

err payment_placed(struct tx *tx, const char *number, const char *prepay_id, const char *code_url, const char *mweb_url)
{
	TRY(db_exec(tx, payment_set_placed, number, prepay_id, code_url, mweb_url));
	return changed_one(tx, PAYMENT_STATE);
}

err payment_closed(struct tx *tx, const char *number)
{
	const char *state = "CLOSED";

	TRY(db_exec(tx, payment_set_ended, number, state));
	return changed_one(tx, PAYMENT_STATE);
}

err payment_failed(struct tx *tx, const char *number)
{
	const char *state = "FAILED";

	TRY(db_exec(tx, payment_set_ended, number, state));
	return changed_one(tx, PAYMENT_STATE);
}

err payment_succeeded(struct tx *tx, const char *number, const char *transaction_id)
{
	TRY(db_exec(tx, payment_set_succeeded, number, transaction_id));
	return changed_one(tx, PAYMENT_STATE);
}

err payment_refund_add(struct tx *tx, const char *number, money amount)
{
	TRY(db_exec(tx, payment_set_refunded, number, amount));
	return changed_one(tx, ERR_CONFLICT);
}

err payment_list_due(struct db *db, int32_t limit, struct payment_due_list *out)
{
	return db_all(db, payment_select_due, out, limit);
}

err payment_claim_query(struct tx *tx, const struct payment_due *due, int64_t poll_after_s, bool *mine)
{
	TRY(db_exec(tx, payment_set_queried, due->number, due->next_query_at, poll_after_s));
	*mine = db_changed(tx) == 1;
	return OK;
}

err payment_claim_check(struct tx *tx, const char *number, bool *mine)
{
	TRY(db_exec(tx, payment_set_checked, number));
	*mine = db_changed(tx) == 1;
	return OK;
}
