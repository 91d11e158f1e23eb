#include "wechatpay_v2_private.h"
#include "../lib/render.h"
#include <string.h>

enum { BODY_MAX = 127, ATTACH_MAX = 127, NUMBER_MAX = 32, SCENE_MAX = 256, WAP_NAME_MAX = 64, URL_MAX = 256 };

WORDS_DEFINE(wechatpay_trade, WECHATPAY_TRADES);
WORDS_DEFINE(wechatpay_state, WECHATPAY_STATES);

/* {"h5_info":{"type":"Wap","wap_url":…,"wap_name":…}} (§1.3) */
static void put_scene(struct wechatpay_request *r, const struct wechatpay_v2_order *order)
{
	struct text t = { .arena = r->arena };
	struct out json = { .writer = &json_writer, .text = &t };

	render_open(&json, NULL, false);
	render_open(&json, "h5_info", false);
	json_writer.text(&json, "type", "Wap");
	json_writer.text(&json, "wap_url", order->wap_url);
	json_writer.text(&json, "wap_name", order->wap_name);
	render_close(&json, "h5_info", false);
	render_close(&json, NULL, false);
	text_add(&t, "", 1);
	r->failed |= t.failed;
	r->invalid |= t.n > SCENE_MAX + 1;
	wechatpay_put(r, "scene_info", t.failed ? NULL : t.at);
}

static bool is_filled(const char *s) { return s && *s; }

static bool is_order(const struct wechatpay_v2_order *o)
{
	if (!is_filled(o->body) || !wechatpay_number_fits(o->out_trade_no, NUMBER_MAX) || o->total.fen <= 0 ||
		!is_filled(o->client_ip) || !is_filled(o->notify_url) || strlen(o->notify_url) > URL_MAX ||
		strchr(o->notify_url, '?'))
		return false;
	switch (o->trade) {
	case WECHATPAY_JSAPI: return is_filled(o->openid);
	case WECHATPAY_NATIVE: return wechatpay_number_fits(o->product_id, NUMBER_MAX);
	case WECHATPAY_MWEB: return is_filled(o->wap_url) && is_filled(o->wap_name) && strlen(o->wap_name) <= WAP_NAME_MAX;
	default: return false;
	}
}

static void put_order(struct wechatpay_request *r, const struct wechatpay_v2_order *o, char expire[WECHATPAY_TIME])
{
	wechatpay_put_cut(r, "body", o->body, BODY_MAX);
	wechatpay_put_cut(r, "attach", o->attach, ATTACH_MAX);
	wechatpay_put(r, "out_trade_no", o->out_trade_no);
	wechatpay_put_money(r, "total_fee", o->total);
	wechatpay_put(r, "spbill_create_ip", o->client_ip);
	wechatpay_put(r, "notify_url", o->notify_url);
	wechatpay_put(r, "trade_type", wechatpay_trade_words.at[o->trade]);
	if (o->expires_at.ms) {
		wechatpay_print_time(o->expires_at, expire);
		wechatpay_put(r, "time_expire", expire);
	}
	if (o->trade == WECHATPAY_JSAPI)
		wechatpay_put(r, "openid", o->openid);
	if (o->trade == WECHATPAY_NATIVE)
		wechatpay_put(r, "product_id", o->product_id);
	if (o->trade == WECHATPAY_MWEB)
		put_scene(r, o);
}

err wechatpay_v2_unified_order(const struct wechatpay_v2 *w, struct arena *a, const struct wechatpay_v2_order *order,
	struct wechatpay_v2_prepay *out, struct wechatpay_refusal *why)
{
	struct wechatpay_request r;
	struct message m;
	char expire[WECHATPAY_TIME];

	if (!is_order(order))
		return ERR_INVALID;
	TRY(wechatpay_request_new(w, a, &r));
	put_order(&r, order, expire);
	TRY(wechatpay_call(&r, "/pay/unifiedorder", &m, why));
	const struct wechatpay_v2_prepay prepay = {
		message_find(&m, "prepay_id"),
		order->trade == WECHATPAY_NATIVE ? message_find(&m, "code_url") : NULL,
		order->trade == WECHATPAY_MWEB ? message_find(&m, "mweb_url") : NULL,
	};
	if (!is_filled(prepay.prepay_id) || (order->trade == WECHATPAY_NATIVE && !is_filled(prepay.code_url)) ||
		(order->trade == WECHATPAY_MWEB && !is_filled(prepay.mweb_url)))
		return WECHATPAY_MALFORMED;
	*out = prepay;
	return OK;
}

static err read_state(const struct message *m, const char *out_trade_no, struct wechatpay_v2_state *out)
{
	const char *number = message_find(m, "out_trade_no"), *word = message_find(m, "trade_state"),
		   *currency = message_find(m, "fee_type");
	struct wechatpay_v2_state s = { .state = word ? (enum wechatpay_state)words_find(&wechatpay_state_words, word)
						      : wechatpay_state_unset };

	if (!number || !s.state || s.state == WECHATPAY_STATE_NOT_EXIST)
		return WECHATPAY_MALFORMED;
	if (strcmp(number, out_trade_no) != 0)
		return WECHATPAY_FOREIGN;
	s.out_trade_no = number;
	if (s.state == WECHATPAY_STATE_SUCCESS || s.state == WECHATPAY_STATE_REFUND) {
		s.transaction_id = message_find(m, "transaction_id");
		s.openid = message_find(m, "openid");
		s.fee_type = is_filled(currency) ? currency : "CNY";
		s.time_end = wechatpay_read_time(m, "time_end");
		if (!is_filled(s.transaction_id) || !wechatpay_read_money(m, "total_fee", &s.total) ||
			!wechatpay_read_maybe_money(m, "cash_fee", &s.cash_fee))
			return WECHATPAY_MALFORMED;
	}
	*out = s;
	return OK;
}

/* What is asked with nothing but our number. */
static err ask_of_number(const struct wechatpay_v2 *w, struct arena *a, const char *path, const char *out_trade_no,
	struct message *out, struct wechatpay_refusal *why)
{
	struct wechatpay_request r;

	if (!wechatpay_number_fits(out_trade_no, NUMBER_MAX))
		return ERR_INVALID;
	TRY(wechatpay_request_new(w, a, &r));
	wechatpay_put(&r, "out_trade_no", out_trade_no);
	return wechatpay_call(&r, path, out, why);
}

err wechatpay_v2_query(const struct wechatpay_v2 *w, struct arena *a, const char *out_trade_no, struct wechatpay_v2_state *out,
	struct wechatpay_refusal *why)
{
	struct wechatpay_refusal said;
	struct message m;

	why = why ? why : &said;
	const err e = ask_of_number(w, a, "/pay/orderquery", out_trade_no, &m, why);
	if (!wechatpay_refused_with(e, why, "ORDERNOTEXIST"))
		return e ? e : read_state(&m, out_trade_no, out);
	*out = (struct wechatpay_v2_state){ .state = WECHATPAY_STATE_NOT_EXIST, .out_trade_no = out_trade_no };
	return OK;
}

err wechatpay_v2_close(const struct wechatpay_v2 *w, struct arena *a, const char *out_trade_no, enum wechatpay_v2_closed *out,
	struct wechatpay_refusal *why)
{
	struct wechatpay_refusal said;
	struct message m;

	why = why ? why : &said;
	const err e = ask_of_number(w, a, "/pay/closeorder", out_trade_no, &m, why);
	if (!e || wechatpay_refused_with(e, why, "ORDERCLOSED"))
		*out = WECHATPAY_CLOSED;
	else if (wechatpay_refused_with(e, why, "ORDERPAID"))
		*out = WECHATPAY_CLOSED_PAID;
	else if (wechatpay_refused_with(e, why, "ORDERNOTEXIST"))
		*out = WECHATPAY_CLOSED_NOT_EXIST;
	else
		return e;
	return OK;
}
