#include "payment_settle.h"
#include "../model/money/receipt.h"

enum { ATTEMPTS_OPEN_MAX = 6 }; /* one of each trade, and those that are opened meanwhile */

static err record(struct tx *tx, void *arg)
{
	struct receipt_result unread;

	return receipt_record(tx, arg, &unread);
}

err payment_ask(const struct world *w, const char *number, enum wechatpay_state *said)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	struct wechatpay_v2_state s;

	TRY(wechatpay_v2_query(&wechatpay, w->arena, number, &s, NULL));
	if (s.state == WECHATPAY_STATE_SUCCESS || s.state == WECHATPAY_STATE_REFUND) {
		struct receipt_news news = { .channel = WECHATPAY_CHANNEL,
			.transaction_id = s.transaction_id,
			.payment_number = number,
			.amount = s.total,
			.currency = s.fee_type,
			.openid = s.openid,
			.told_by = RECEIPT_QUERY,
			.sent_back = w->sent_back };
		TRY(db_tx(w->db, record, &news));
	}
	*said = s.state;
	return OK;
}

static err close_here(struct tx *tx, void *number)
{
	const err e = payment_closed(tx, number);

	return e == PAYMENT_STATE ? OK : e; /* it ended otherwise meanwhile */
}

static bool is_closed(enum wechatpay_state s) { return s == WECHATPAY_STATE_CLOSED || s == WECHATPAY_STATE_REVOKED; }

static bool is_paid(enum wechatpay_state s) { return s == WECHATPAY_STATE_SUCCESS || s == WECHATPAY_STATE_REFUND; }

err payment_settle(const struct world *w, const char *number, enum payment_state *now)
{
	enum wechatpay_state said;
	struct payment p;

	TRY(payment_ask(w, number, &said));
	if (is_closed(said))
		TRY(db_tx(w->db, close_here, (void *)(uintptr_t)number));
	TRY(payment_by_number(w->db, number, &p));
	*now = p.state;
	return OK;
}

struct check {
	const char *number;
	bool mine;
};

static err claim_check(struct tx *tx, void *arg)
{
	struct check *c = arg;

	return payment_claim_check(tx, c->number, &c->mine);
}

err payment_check(const struct world *w, struct payment *p)
{
	struct check c = { .number = p->number };
	enum payment_state now = p->state;

	if (p->state != PAYMENT_NEW && p->state != PAYMENT_PENDING)
		return OK;
	TRY(db_tx(w->db, claim_check, &c));
	if (c.mine && payment_settle(w, c.number, &now))
		return OK; /* the poller asks again */
	return payment_by_number(w->db, c.number, p);
}

/* Seconds until the channel would close it, by the database's clock; 0: now. */
static int64_t closable_in(const struct world *w, const struct payment *p)
{
	const int64_t since = p->placed_at.has ? p->placed_at.is.ms : p->created_at.ms;
	const int64_t left_ms = since + w->settings->rules.close_after * 1000 - p->now.ms;

	return left_ms > 0 ? (left_ms + 999) / 1000 : 0;
}

/* Money may have come between the question and the close. */
static err paid_after_all(const struct world *w, const char *number, enum attempt_end *out, int64_t *wait_s)
{
	enum wechatpay_state said;

	TRY(payment_ask(w, number, &said));
	*wait_s = w->settings->rules.poll_after;
	*out = is_paid(said) ? ATTEMPT_PAID : ATTEMPT_WAIT;
	return OK;
}

/* Nobody can pay it any more at the channel; but money may have been recorded since. */
static err closed_there(const struct world *w, const char *number, enum attempt_end *out)
{
	struct payment now;

	TRY(db_tx(w->db, close_here, (void *)(uintptr_t)number));
	TRY(payment_by_number(w->db, number, &now));
	*out = now.state == PAYMENT_SUCCEEDED ? ATTEMPT_PAID : ATTEMPT_CLOSED;
	return OK;
}

err payment_end(const struct world *w, const struct payment *p, enum attempt_end *out, int64_t *wait_s)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(w);
	enum wechatpay_v2_closed closed;
	enum wechatpay_state said;

	TRY(payment_ask(w, p->number, &said));
	const int64_t left = closable_in(w, p);
	if (is_paid(said)) {
		*out = ATTEMPT_PAID;
		return OK;
	}
	if (is_closed(said))
		return closed_there(w, p->number, out);
	if (left > 0) {
		*wait_s = left;
		*out = ATTEMPT_WAIT;
		return OK;
	}
	TRY(wechatpay_v2_close(&wechatpay, w->arena, p->number, &closed, NULL));
	if (closed == WECHATPAY_CLOSED_PAID)
		return paid_after_all(w, p->number, out, wait_s);
	return closed_there(w, p->number, out);
}

err payment_end_all(const struct world *w, int64_t order, enum attempt_end *out, int64_t *wait_s)
{
	struct payment open;
	enum attempt_end end;

	for (int i = 0; i < ATTEMPTS_OPEN_MAX; i++) {
		const err found = payment_open_of(w->db, order, &open);
		if (found == ERR_NOT_FOUND) {
			*out = ATTEMPT_CLOSED;
			return OK;
		}
		TRY(found);
		TRY(payment_end(w, &open, &end, wait_s));
		if (end != ATTEMPT_CLOSED) {
			*out = end;
			return OK;
		}
	}
	return ERR_CONFLICT;
}
