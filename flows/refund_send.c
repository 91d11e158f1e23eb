#include "refund_send.h"

enum { REFUSALS_MAX = 12, ERROR_MAX = 128 };

struct claim {
	const struct refund *refund;
	int64_t after_s, max_s;
	bool mine;
};

static err take(struct tx *tx, void *arg)
{
	struct claim *c = arg;

	return refund_claim(tx, c->refund, c->after_s, c->max_s, &c->mine);
}

static err claim(const struct world *w, const struct refund *r, int64_t after_s, bool *mine)
{
	struct claim c = { r, after_s, w->settings->rules.refund_max_backoff, false };

	TRY(db_tx(w->db, take, &c));
	*mine = c.mine;
	return OK;
}

/* What the channel said, and what is done about it here. */
struct verdict {
	const char *number, *channel_refund_id, *error;
	int64_t ask_in_s;
	err (*apply)(struct tx *, const struct verdict *);
};

static err as_sent(struct tx *tx, const struct verdict *v) { return refund_sent(tx, v->number, v->channel_refund_id, v->ask_in_s); }

static err as_tried(struct tx *tx, const struct verdict *v) { return refund_tried(tx, v->number, v->error); }

static err as_refused(struct tx *tx, const struct verdict *v) { return refund_refused(tx, v->number, v->error); }

static err as_lost(struct tx *tx, const struct verdict *v) { return refund_lost(tx, v->number); }

static err as_done(struct tx *tx, const struct verdict *v) { return refund_done(tx, v->number); }

static err as_abnormal(struct tx *tx, const struct verdict *v) { return refund_abnormal(tx, v->number, v->error); }

static err apply(struct tx *tx, void *arg)
{
	const struct verdict *v = arg;

	return v->apply(tx, v);
}

/* Whoever was faster has said it already. */
static err conclude(const struct world *w, struct verdict *v)
{
	const err e = db_tx(w->db, apply, v);

	return e == REFUND_STATE ? OK : e;
}

/* Codes only: what WeChat writes besides is for people, and may name the payer. */
static const char *code_of(const struct world *w, err e, const struct wechatpay_refusal *why)
{
	struct text t = { .arena = w->arena };

	text_printf(&t, "%s %.60s%c", e->code, why->err_code ? why->err_code : "", '\0');
	return t.failed ? e->code : t.at;
}

err refund_send(const struct world *w, const struct refund *r)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	const struct rules_settings *rules = &w->settings->rules;
	const struct wechatpay_v2_refund order = { .transaction_id = r->transaction_id,
		.out_refund_no = r->number,
		.total = r->total_amount,
		.amount = r->amount,
		.reason = r->reason,
		.notify_url = world_notify_url(w, "/callback/wechatpay/v2/refund") };
	struct verdict v = { .number = r->number, .apply = as_sent, .ask_in_s = rules->refund_poll_after };
	struct wechatpay_refusal why = { "", "" };
	struct wechatpay_v2_refunded accepted;
	bool mine;

	if (!order.notify_url)
		return ERR_NOMEM;
	TRY(claim(w, r, rules->poll_after, &mine));
	if (!mine)
		return OK;
	const err e = wechatpay_v2_refund(&wechatpay, w->arena, &order, &accepted, &why);
	if (!e) {
		v.channel_refund_id = accepted.refund_id;
		return conclude(w, &v);
	}
	/* A line that is down says nothing about the refund: only refusals are numbered. */
	v.apply = e != WECHATPAY_REFUSED ? as_tried : r->refusals + 1 >= REFUSALS_MAX ? as_abnormal : as_refused;
	v.error = code_of(w, e, &why);
	TRY(conclude(w, &v));
	return e;
}

static void judge(const struct refund *r, const struct wechatpay_v2_refund_state *s, struct verdict *v)
{
	switch (s->status) {
	case WECHATPAY_REFUND_SUCCESS:
		v->apply = s->amount.fen == r->amount.fen ? as_done : as_abnormal;
		v->error = "amount differs";
		break;
	case WECHATPAY_REFUND_CHANGE:
		v->apply = as_abnormal;
		v->error = "CHANGE";
		break;
	case WECHATPAY_REFUND_CLOSED:
		v->apply = as_abnormal;
		v->error = "REFUNDCLOSE";
		break;
	case WECHATPAY_REFUND_NOT_EXIST: v->apply = as_lost; break;
	default: v->apply = as_tried; v->error = "";
	}
}

err refund_confirm(const struct world *w, const struct refund *r)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	struct verdict v = { .number = r->number };
	struct wechatpay_v2_refund_state s;

	TRY(wechatpay_v2_refund_query(&wechatpay, w->arena, r->number, &s, NULL));
	judge(r, &s, &v);
	return conclude(w, &v);
}

err refund_follow(const struct world *w, const struct refund *r)
{
	bool mine;

	TRY(claim(w, r, w->settings->rules.refund_poll_after, &mine));
	return mine ? refund_confirm(w, r) : OK;
}
