#include "demo_money.h"
#include "../model/money/receipt.h"
#include "../model/money/refund.h"
#include "../views/message.h"

enum { REFUNDS_MAX = 100 };

/* WeChat's transaction ids have 28 digits; none begins with 4299. */
#define TRANSACTION "4299%024lld"

struct attempt {
	struct payment_wish wish;
	struct payment made;
};

static err open_body(struct tx *tx, void *arg)
{
	struct attempt *a = arg;

	TRY(payment_open(tx, &a->wish, &a->made));
	TRY(payment_placed(tx, a->made.number, NULL, "weixin://wxpay/bizpayurl?pr=demo", NULL));
	return OK;
}

err demo_attempt(struct demo *d, int64_t order, money amount, struct payment *out)
{
	struct attempt a = { .wish = { .order = order,
				     .trade = TRADE_NATIVE,
				     .amount = amount,
				     .client_ip = "192.0.2.1",
				     .query_in_s = DEMO_QUIET_S } };

	TRY(db_tx(d->db, open_body, &a));
	*out = a.made;
	return OK;
}

static err record_body(struct tx *tx, void *arg)
{
	struct receipt_result unread;

	return receipt_record(tx, arg, &unread);
}

err demo_receive_money(struct demo *d, const char *number, money amount, const char *transaction)
{
	struct receipt_news news = { .channel = WECHATPAY_CHANNEL,
		.transaction_id = transaction,
		.payment_number = number,
		.amount = amount,
		.currency = "CNY",
		.told_by = RECEIPT_NOTICE,
		.sent_back = message_label(LOCALE_ZH_CN, LABEL_SENT_BACK) };

	return db_tx(d->db, record_body, &news);
}

err demo_pay(struct demo *d, const struct order *order)
{
	const char *transaction = demo_text(d, TRANSACTION, (long long)order->id);
	struct payment p;

	if (!transaction)
		return ERR_NOMEM;
	TRY(demo_attempt(d, order->id, order->pay_amount, &p));
	return demo_receive_money(d, p.number, order->pay_amount, transaction);
}

struct ending {
	const struct refund *refund;
	enum demo_ending how;
	const char *channel_id;
};

static err send_body(struct tx *tx, void *arg)
{
	const struct ending *e = arg;

	return refund_sent(tx, e->refund->number, e->channel_id, DEMO_QUIET_S);
}

static err end_body(struct tx *tx, void *arg)
{
	const struct ending *e = arg;

	return e->how == DEMO_DONE ? refund_done(tx, e->refund->number)
				   : refund_abnormal(tx, e->refund->number, "USER_ACCOUNT_ABNORMAL");
}

err demo_refund_end(struct demo *d, enum demo_ending how)
{
	struct refund_list due;

	TRY(refund_list_due(d->db, REFUND_WAITING, REFUNDS_MAX, &due));
	for (size_t i = 0; i < due.n; i++) {
		struct ending e = { &due.at[i], how, demo_text(d, "5099%020lld", (long long)due.at[i].id) };
		if (!e.channel_id)
			return ERR_NOMEM;
		TRY(db_tx(d->db, send_body, &e));
		if (how == DEMO_DONE || how == DEMO_FAILED)
			TRY(db_tx(d->db, end_body, &e));
	}
	return OK;
}
