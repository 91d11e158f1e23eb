#include "payment_start.h"
#include "payment_settle.h"
#include <string.h>

enum { PREPAY_LIVES_MS = 7000000, MWEB_LIVES_MS = 240000, ROUNDS = 2 };

/* Our words and the gateway's are the same ones. */
static enum wechatpay_trade trade_at_gateway(enum payment_trade trade)
{
	return (enum wechatpay_trade)words_find(&wechatpay_trade_words, payment_trade_words.at[trade]);
}

struct opening {
	struct payment_wish wish;
	struct payment payment;
};

static err open_attempt(struct tx *tx, void *arg)
{
	struct opening *o = arg;

	return payment_open(tx, &o->wish, &o->payment);
}

static err close_attempt(struct tx *tx, void *number) { return payment_closed(tx, number); }

static err fail_attempt(struct tx *tx, void *number) { return payment_failed(tx, number); }

struct placing {
	const char *number;
	struct wechatpay_v2_prepay prepay;
};

static err note_placed(struct tx *tx, void *arg)
{
	const struct placing *p = arg;

	return payment_placed(tx, p->number, p->prepay.prepay_id, p->prepay.code_url, p->prepay.mweb_url);
}

/* Another payer began by this trade: it is closed at the channel first, where that is allowed already. */
static err close_other(const struct world *w, const struct payment_wish *wish)
{
	enum attempt_end end;
	struct payment other;
	int64_t unread;

	const err e = payment_open_by(w->db, wish->order, wish->trade, &other);
	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	TRY(payment_end(w, &other, &end, &unread));
	if (end == ATTEMPT_WAIT)
		return PAYMENT_OPEN;
	return end == ATTEMPT_PAID ? PAYMENT_STATE : OK;
}

/* What was placed a while ago still serves. */
static bool is_fresh(const struct payment *p)
{
	const int64_t lives = p->trade == TRADE_MWEB ? MWEB_LIVES_MS : PREPAY_LIVES_MS;

	return p->state == PAYMENT_PENDING && p->prepay_id && p->placed_at.has && p->now.ms - p->placed_at.is.ms < lives;
}

/* The channel's no. It is over there, or it never began. */
static err refused(const struct world *w, const struct payment *p, const char *err_code)
{
	enum payment_state now;

	if (strcmp(err_code, "ORDERPAID") == 0) {
		TRY(payment_settle(w, p->number, &now));
		return PAYMENT_STATE;
	}
	if (strcmp(err_code, "ORDERCLOSED") == 0) {
		TRY(db_tx(w->db, close_attempt, (void *)(uintptr_t)p->number));
		return ERR_CONFLICT; /* the next round takes a new number */
	}
	if (p->state == PAYMENT_NEW)
		TRY(db_tx(w->db, fail_attempt, (void *)(uintptr_t)p->number));
	return PAYMENT_UNAVAILABLE;
}

static err place(const struct world *w, const char *order_number, struct payment *p)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	const struct shop_settings *shop = &w->settings->shop;
	const struct wechatpay_v2_order order = { .body = shop->name,
		.out_trade_no = p->number,
		.total = p->amount,
		.client_ip = p->client_ip,
		.notify_url = world_notify_url(w, "/callback/wechatpay/v2/payment"),
		.trade = trade_at_gateway(p->trade),
		.openid = p->openid,
		.product_id = order_number,
		.wap_url = shop->public_url,
		.wap_name = shop->name,
		.expires_at = p->expires_at };
	struct wechatpay_refusal why;
	struct placing placing = { .number = p->number };

	if (!order.notify_url)
		return ERR_NOMEM;
	const err e = wechatpay_v2_unified_order(&wechatpay, w->arena, &order, &placing.prepay, &why);
	if (e == WECHATPAY_REFUSED)
		return refused(w, p, why.err_code);
	if (e) /* it stays NEW */
		return e == ERR_BUSY || e == ERR_UNKNOWN ? ERR_BUSY : PAYMENT_UNAVAILABLE;
	TRY(db_tx(w->db, note_placed, &placing));
	return payment_by_number(w->db, p->number, p);
}

static err begin(const struct world *w, const struct payment_request *r, struct opening *o)
{
	struct order order;

	TRY(order_by_number(w->db, r->order_number, &order));
	if (order.member_id.id != r->member.id)
		return ERR_NOT_FOUND;
	o->wish = (struct payment_wish){ .order = order.id,
		.trade = r->trade,
		.amount = order.pay_amount,
		.client_ip = r->client_ip,
		.query_in_s = w->settings->rules.poll_after };
	if (order.state != ORDER_UNPAID || order.pay_amount.fen == 0)
		return ORDER_STATE;
	if (r->expected.has && r->expected.is.fen != order.pay_amount.fen)
		return ORDER_PRICE_CHANGED;
	if (r->trade != TRADE_JSAPI)
		return OK;
	const err e = payment_openid_of(w->db, r->member, w->settings->wechat.appid, &o->wish.openid);
	return e == ERR_NOT_FOUND ? PAYMENT_NO_OPENID : e;
}

/* One round: ERR_CONFLICT when a further one may help. */
static err round_once(const struct world *w, const char *order_number, struct opening *o)
{
	const err e = db_tx(w->db, open_attempt, o);

	if (e == PAYMENT_OPEN) {
		TRY(close_other(w, &o->wish));
		return ERR_CONFLICT;
	}
	TRY(e);
	return is_fresh(&o->payment) ? OK : place(w, order_number, &o->payment);
}

err payment_start(const struct world *w, const struct payment_request *r, struct payment_started *out)
{
	struct payment_started started = { 0 };
	struct opening o = { 0 };
	err e = ERR_CONFLICT;

	TRY(begin(w, r, &o));
	for (int i = 0; i < ROUNDS && e == ERR_CONFLICT; i++)
		e = round_once(w, r->order_number, &o);
	TRY(e == ERR_CONFLICT ? PAYMENT_OPEN : e);
	started.payment = o.payment;
	if (r->trade == TRADE_JSAPI) {
		const struct wechatpay_v2 wechatpay = world_wechatpay(w);
		TRY(wechatpay_v2_jsapi_params(&wechatpay, w->arena, o.payment.prepay_id, o.payment.now, &started.jsapi));
	}
	*out = started;
	return OK;
}
