#include "wechatpay_v2_private.h"
#include <stdio.h>
#include <string.h>

enum { REFUND_NUMBER_MAX = 64, TRADE_NUMBER_MAX = 32, REASON_MAX = 80, URL_MAX = 256, PAGE = 10, NAME_MAX_HERE = 40 };

WORDS_DEFINE(wechatpay_refund_status, WECHATPAY_REFUND_STATUSES);

/* Money leaves only under the client certificate; a sandbox without TLS cannot ask for one. */
static bool may_be_certified(const struct wechatpay_v2 *w)
{
	return w->cert || (w->base_url && strncmp(w->base_url, "http://", 7) == 0);
}

static bool is_refund(const struct wechatpay_v2_refund *f)
{
	return !f->transaction_id == !!f->out_trade_no &&
		wechatpay_number_fits(f->transaction_id ? f->transaction_id : f->out_trade_no, TRADE_NUMBER_MAX) &&
		wechatpay_number_fits(f->out_refund_no, REFUND_NUMBER_MAX) && f->amount.fen > 0 && f->amount.fen <= f->total.fen &&
		(!f->notify_url || (strlen(f->notify_url) <= URL_MAX && !strchr(f->notify_url, '?')));
}

err wechatpay_v2_refund(const struct wechatpay_v2 *w, struct arena *a, const struct wechatpay_v2_refund *refund,
	struct wechatpay_v2_refunded *out, struct wechatpay_refusal *why)
{
	struct wechatpay_request r;
	struct message m;

	if (!is_refund(refund))
		return ERR_INVALID;
	if (!may_be_certified(w))
		return WECHATPAY_UNSET;
	TRY(wechatpay_request_new(w, a, &r));
	r.certified = true;
	wechatpay_put(&r, "transaction_id", refund->transaction_id);
	wechatpay_put(&r, "out_trade_no", refund->out_trade_no);
	wechatpay_put(&r, "out_refund_no", refund->out_refund_no);
	wechatpay_put_money(&r, "total_fee", refund->total);
	wechatpay_put_money(&r, "refund_fee", refund->amount);
	wechatpay_put_cut(&r, "refund_desc", refund->reason, REASON_MAX);
	wechatpay_put(&r, "notify_url", refund->notify_url);
	TRY(wechatpay_call(&r, "/secapi/pay/refund", &m, why));
	struct wechatpay_v2_refunded done = { message_find(&m, "refund_id"), message_find(&m, "out_refund_no"), { 0 } };
	if (!done.refund_id || !*done.refund_id || !done.out_refund_no || !wechatpay_read_money(&m, "refund_fee", &done.amount))
		return WECHATPAY_MALFORMED;
	if (strcmp(done.out_refund_no, refund->out_refund_no) != 0)
		return WECHATPAY_FOREIGN;
	*out = done;
	return OK;
}

/* "refund_fee" and 0: "refund_fee_0". */
static const char *indexed(char to[NAME_MAX_HERE], const char *name, int i)
{
	snprintf(to, NAME_MAX_HERE, "%s_%d", name, i);
	return to;
}

static err read_one(const struct message *m, int i, struct wechatpay_v2_refund_state *out)
{
	char name[NAME_MAX_HERE];
	const char *word = message_find(m, indexed(name, "refund_status", i));
	struct wechatpay_v2_refund_state s = {
		.status = word ? (enum wechatpay_refund_status)words_find(&wechatpay_refund_status_words, word)
			       : wechatpay_refund_status_unset,
		.out_refund_no = message_find(m, indexed(name, "out_refund_no", i)),
		.refund_id = message_find(m, indexed(name, "refund_id", i)),
		.receiver = message_find(m, indexed(name, "refund_recv_accout", i)), /* WeChat's spelling */
	};

	if (!s.status || s.status == WECHATPAY_REFUND_NOT_EXIST || !s.refund_id ||
		!wechatpay_read_money(m, indexed(name, "refund_fee", i), &s.amount))
		return WECHATPAY_MALFORMED;
	*out = s;
	return OK;
}

/* The answer lists refunds by index; ours is the one with our number. */
static err read_refunds(const struct message *m, const char *out_refund_no, struct wechatpay_v2_refund_state *out)
{
	char name[NAME_MAX_HERE];

	for (int i = 0; i < PAGE; i++) {
		const char *number = message_find(m, indexed(name, "out_refund_no", i));
		if (number && strcmp(number, out_refund_no) == 0)
			return read_one(m, i, out);
	}
	return WECHATPAY_FOREIGN;
}

err wechatpay_v2_refund_query(const struct wechatpay_v2 *w, struct arena *a, const char *out_refund_no,
	struct wechatpay_v2_refund_state *out, struct wechatpay_refusal *why)
{
	struct wechatpay_refusal said;
	struct wechatpay_request r;
	struct message m;

	if (!wechatpay_number_fits(out_refund_no, REFUND_NUMBER_MAX))
		return ERR_INVALID;
	TRY(wechatpay_request_new(w, a, &r));
	wechatpay_put(&r, "out_refund_no", out_refund_no);
	why = why ? why : &said;
	const err e = wechatpay_call(&r, "/pay/refundquery", &m, why);
	if (!wechatpay_refused_with(e, why, "REFUNDNOTEXIST"))
		return e ? e : read_refunds(&m, out_refund_no, out);
	*out = (struct wechatpay_v2_refund_state){ .status = WECHATPAY_REFUND_NOT_EXIST, .out_refund_no = out_refund_no };
	return OK;
}
