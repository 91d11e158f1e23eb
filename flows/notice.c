#include "notice.h"
#include "refund_send.h"
#include "../model/money/payment.h"
#include "../model/money/receipt.h"
#include <string.h>

enum { ID_MAX = 32, REFUND_ID_MAX = 64, OPENID_MAX = 128, CURRENCY_MAX = 8 };

/* Visible ASCII that fits its column; else what was signed is no message we can keep. */
static bool fits(const char *s, size_t max)
{
	const size_t n = s ? strlen(s) : 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return n > 0 && n <= max;
}

static err record(struct tx *tx, void *news)
{
	struct receipt_result unread;

	return receipt_record(tx, news, &unread);
}

static err note(struct tx *tx, void *news) { return exception_note(tx, news); }

/* Signed with our key, yet of another account: not our money, but somebody must look. */
static err note_foreign(const struct world *w, const char *reference, const char *payment_number, money amount)
{
	struct exception_news news = { .kind = EXCEPTION_FOREIGN_NOTICE,
		.state = EXCEPTION_OPEN,
		.channel = WECHATPAY_CHANNEL,
		.reference = reference,
		.payment_number = payment_number,
		.amount = amount };

	TRY(db_tx(w->db, note, &news));
	return WECHATPAY_FOREIGN;
}

err notice_of_payment(const struct world *w, bytes body)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	struct wechatpay_v2_notice n;

	const err e = wechatpay_v2_read_payment(&wechatpay, w->arena, body, &n);
	if (e && e != WECHATPAY_FOREIGN)
		return e;
	if (!n.success)
		return OK; /* nobody paid */
	if (!fits(n.transaction_id, ID_MAX) || !fits(n.out_trade_no, ID_MAX) || !fits(n.fee_type, CURRENCY_MAX) ||
		(n.openid && *n.openid && !fits(n.openid, OPENID_MAX)))
		return WECHATPAY_MALFORMED;
	if (e)
		return note_foreign(w, n.transaction_id, n.out_trade_no, n.total);
	struct receipt_news news = { .channel = WECHATPAY_CHANNEL,
		.transaction_id = n.transaction_id,
		.payment_number = n.out_trade_no,
		.amount = n.total,
		.currency = n.fee_type,
		.openid = n.openid,
		.told_by = RECEIPT_NOTICE,
		.raw = body,
		.sent_back = w->sent_back };
	return db_tx(w->db, record, &news);
}

static err record_console(struct tx *tx, void *arg)
{
	const struct wechatpay_v2_refund_notice *n = arg;

	return exception_console_refund(tx, WECHATPAY_CHANNEL, n->refund_id, n->out_trade_no, n->amount);
}

/* Not a refund of ours. Only what the channel confirms as done is written. */
static err console_refund(const struct world *w, struct wechatpay_v2_refund_notice *n)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	struct wechatpay_v2_refund_state s;

	TRY(wechatpay_v2_refund_query(&wechatpay, w->arena, n->out_refund_no, &s, NULL));
	if (s.status != WECHATPAY_REFUND_SUCCESS || s.amount.fen <= 0 || strcmp(s.refund_id, n->refund_id) != 0)
		return OK; /* not done, or not as told: nothing has happened */
	n->amount = s.amount;
	return db_tx(w->db, record_console, n);
}

err notice_of_refund(const struct world *w, bytes body)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	struct wechatpay_v2_refund_notice n;
	struct refund r;

	err e = wechatpay_v2_read_refund(&wechatpay, w->arena, body, &n);
	if (e && e != WECHATPAY_FOREIGN)
		return e;
	n.out_trade_no = n.out_trade_no && *n.out_trade_no ? n.out_trade_no : "-";
	if (!fits(n.refund_id, REFUND_ID_MAX) || !fits(n.out_refund_no, REFUND_ID_MAX) || !fits(n.out_trade_no, ID_MAX))
		return WECHATPAY_MALFORMED;
	if (e)
		return note_foreign(w, n.refund_id, n.out_trade_no, n.amount);
	e = refund_by_number(w->db, n.out_refund_no, &r);
	if (e == ERR_NOT_FOUND)
		return console_refund(w, &n);
	return e ? e : r.state == REFUND_SUCCEEDED ? OK : refund_confirm(w, &r);
}
