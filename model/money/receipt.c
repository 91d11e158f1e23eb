#include "receipt.h"
#include "ledger.h"
#include "payment.h"
#include "refund.h"
#include "../order/order.h"
#include <stdio.h>
#include <string.h>

WORDS_DEFINE(receipt_source, RECEIPT_SOURCES);

static const struct field news_fields[] = {
	FIELD(struct receipt_news, channel),
	FIELD(struct receipt_news, transaction_id),
	FIELD(struct receipt_news, payment_number),
	FIELD(struct receipt_news, amount),
	FIELD(struct receipt_news, currency),
	FIELD(struct receipt_news, openid),
	FIELD_ENUM(struct receipt_news, told_by, receipt_source),
	FIELD(struct receipt_news, raw),
};
const struct shape receipt_news_shape = SHAPE(receipt_news_shape, news_fields);

/* The attempt the money names, with what of its order decides. */
struct target {
	int64_t order_id;
	money amount, freight;
};
SHAPE_DECLARE(receipt_target_row, struct target);
static const struct field target_fields[] = {
	FIELD(struct target, order_id),
	FIELD(struct target, amount),
	FIELD(struct target, freight),
};
const struct shape receipt_target_row = SHAPE(receipt_target_row, target_fields);

DB_COMMAND(receipt_insert,
	"INSERT INTO receipt (channel, transaction_id, payment_number, amount, currency, openid, outcome, told_by, raw, created_at)"
	" VALUES (:channel, :transaction_id, :payment_number, :amount, :currency, :openid, 'APPLIED', :told_by, :raw, NOW(3))");

DB_COMMAND(receipt_set_unapplied,
	"UPDATE receipt SET outcome = 'UNAPPLIED' WHERE channel = :channel AND transaction_id = :transaction_id AND outcome = 'APPLIED'");

DB_QUERY(receipt_select_target, receipt_target_row,
	"SELECT p.order_id, p.amount, o.freight_amount AS freight FROM payment p JOIN shop_order o ON o.id = p.order_id"
	" WHERE p.number = :payment_number AND p.channel = :channel");

const struct query *const receipt_queries[] = { &receipt_insert_query, &receipt_set_unapplied_query, &receipt_select_target_query,
	NULL };

/* Why it pays nothing; unset: it may pay. */
static enum exception_kind refuse(const struct receipt_news *news, const struct target *t)
{
	if (strcmp(news->currency, "CNY") != 0)
		return EXCEPTION_WRONG_CURRENCY;
	if (!t)
		return EXCEPTION_UNKNOWN_NUMBER;
	return news->amount.fen == t->amount.fen ? exception_kind_unset : EXCEPTION_WRONG_AMOUNT;
}

static err apply(struct tx *tx, const struct receipt_news *news, const struct target *t)
{
	TRY(payment_succeeded(tx, news->payment_number, news->transaction_id));
	return ledger_post(tx,
		&(struct ledger_posting){ .kind = "payment",
			.reference = news->payment_number,
			.order = t->order_id,
			.entries = { { ACCOUNT_WECHATPAY_CASH, 0, news->amount },
				{ ACCOUNT_SALES, 0, { t->freight.fen - news->amount.fen } },
				{ ACCOUNT_FREIGHT, 0, { -t->freight.fen } } } });
}

/* The channel has been paid under this number: nobody can pay by it again, nor is there more to ask. */
static err end_attempt(struct tx *tx, const char *number)
{
	const err e = payment_failed(tx, number);

	return e == PAYMENT_STATE ? OK : e;
}

/* So many of another coin: the books count fen, and nobody may guess a rate. A person sends it back. */
static err set_aside(struct tx *tx, const struct receipt_news *news, int64_t order)
{
	char note[64];

	if (order)
		TRY(end_attempt(tx, news->payment_number));
	TRY(db_exec(tx, receipt_set_unapplied, news->channel, news->transaction_id));
	snprintf(note, sizeof note, "%lld %s", (long long)news->amount.fen, news->currency);
	return exception_note(tx,
		&(struct exception_news){ .kind = EXCEPTION_WRONG_CURRENCY,
			.state = EXCEPTION_OPEN,
			.channel = news->channel,
			.reference = news->transaction_id,
			.payment_number = news->payment_number,
			.order = order,
			.note = note });
}

/* Held on UNAPPLIED, and on its way back under a reference that only this money has. */
static err hold(struct tx *tx, const struct receipt_news *news, enum exception_kind kind, int64_t order)
{
	char reference[64];
	struct refund back;

	if (order)
		TRY(end_attempt(tx, news->payment_number));
	TRY(db_exec(tx, receipt_set_unapplied, news->channel, news->transaction_id));
	snprintf(reference, sizeof reference, "%s:%s", news->channel, news->transaction_id);
	TRY(ledger_post(tx,
		&(struct ledger_posting){ .kind = "unapplied",
			.reference = reference,
			.order = order,
			.entries = {
				{ ACCOUNT_WECHATPAY_CASH, 0, news->amount }, { ACCOUNT_UNAPPLIED, 0, { -news->amount.fen } } } }));
	snprintf(reference, sizeof reference, "exception:%s:%s", news->channel, news->transaction_id);
	TRY(refund_create(tx,
		&(struct refund_wish){ .reference = reference,
			.channel = news->channel,
			.payment_number = news->payment_number,
			.transaction_id = news->transaction_id,
			.total = news->amount,
			.amount = news->amount,
			.reason = news->sent_back },
		&back));
	return exception_money(tx,
		&(struct exception_news){ .kind = kind,
			.state = EXCEPTION_REFUNDING,
			.channel = news->channel,
			.reference = news->transaction_id,
			.payment_number = news->payment_number,
			.order = order,
			.refund = back.id,
			.amount = news->amount });
}

/* The order did not take the money: it is over, or paid, or its price was changed since. */
static err why_not(struct tx *tx, int64_t id, enum exception_kind *out)
{
	struct order order;

	TRY(order_by_id(db_of(tx), id, &order));
	*out = order.state == ORDER_CANCELLED                                    ? EXCEPTION_PAID_AFTER_CANCEL
		: order.state == ORDER_UNPAID || order.state == ORDER_CANCELLING ? EXCEPTION_WRONG_AMOUNT
										 : EXCEPTION_SECOND_PAYMENT;
	return OK;
}

/* News of no money at all is for a person. */
static err note_nothing(struct tx *tx, const struct receipt_news *news)
{
	return exception_note(tx,
		&(struct exception_news){ .kind = EXCEPTION_WRONG_AMOUNT,
			.state = EXCEPTION_OPEN,
			.channel = news->channel,
			.reference = news->transaction_id,
			.payment_number = news->payment_number });
}

err receipt_record(struct tx *tx, const struct receipt_news *news, struct receipt_result *out)
{
	struct receipt_result result = { .outcome = RECEIPT_UNAPPLIED, .kind = EXCEPTION_WRONG_AMOUNT };
	struct target target;

	if (news->amount.fen <= 0) {
		TRY(note_nothing(tx, news));
		*out = result;
		return OK;
	}
	err e = db_exec_from(tx, receipt_insert, receipt_news_shape, news);
	if (e == ERR_DUPLICATE) {
		*out = (struct receipt_result){ .outcome = RECEIPT_REPEAT };
		return OK;
	}
	TRY(e);
	e = db_one(db_of(tx), receipt_select_target, &target, news->payment_number, news->channel);
	if (e && e != ERR_NOT_FOUND)
		return e;
	result.order_id = e ? 0 : target.order_id;
	result.kind = refuse(news, e ? NULL : &target);
	if (!result.kind) {
		e = order_pay(tx, target.order_id, target.amount, (struct act){ "system", news->payment_number });
		if (e == ORDER_STATE)
			TRY(why_not(tx, target.order_id, &result.kind));
		else if (e)
			return e;
	}
	if (!result.kind)
		result.outcome = RECEIPT_APPLIED;
	TRY(result.kind == EXCEPTION_WRONG_CURRENCY ? set_aside(tx, news, result.order_id)
			: result.kind               ? hold(tx, news, result.kind, result.order_id)
						    : apply(tx, news, &target));
	*out = result;
	return OK;
}
