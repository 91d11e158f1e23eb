/* payment.h - an attempt to pay an order on a channel, under its own number (domain 3).
 *
 * NEW: the number is written, the channel may know it or not. PENDING: the channel took it.
 * SUCCEEDED, CLOSED and FAILED are ends; only money that is confirmed (receipt.h) turns CLOSED into
 * SUCCEEDED still. Every move is a compare-and-set. An order has one open attempt of a trade at most, by a
 * unique slot: who began with a QR code may go on in his phone. The first to be paid pays the order, the others are ended. Lock order: order, payment, refund, inserts; what opens or ends an attempt therefore
 * takes the order first (payment_lock_order). */
#ifndef PAYMENT_H
#define PAYMENT_H
#include "../db.h"
#include "../order/order.h"

/* clang-format off */
#define PAYMENT_STATES(W) \
	W(PAYMENT_NEW, "NEW") W(PAYMENT_PENDING, "PENDING") W(PAYMENT_SUCCEEDED, "SUCCEEDED") \
	W(PAYMENT_CLOSED, "CLOSED") W(PAYMENT_FAILED, "FAILED")
/* clang-format on */
WORDS_DECLARE(payment_state, PAYMENT_STATES);

#define PAYMENT_TRADES(W) W(TRADE_JSAPI, "JSAPI") W(TRADE_NATIVE, "NATIVE") W(TRADE_MWEB, "MWEB")
WORDS_DECLARE(payment_trade, PAYMENT_TRADES);

/* clang-format off */
#define PAYMENT_ERRORS(E) \
	E(PAYMENT_OPEN,        409, "payment_open",        "Another attempt to pay is still open") \
	E(PAYMENT_STATE,       409, "payment_state",       "This attempt to pay is over") \
	E(PAYMENT_NO_OPENID,   409, "payment_no_openid",   "Open this shop in WeChat first") \
	E(PAYMENT_UNAVAILABLE, 503, "payment_unavailable", "Payment is not available now")
/* clang-format on */
PAYMENT_ERRORS(ERR_DECLARE)

enum { PAYMENT_NUMBER = 20 }; /* 'P' and 19 digits */
#define WECHATPAY_CHANNEL "WECHATPAY"

struct payment {
	int64_t id;
	const char *number;
	int64_t order_id;
	const char *order_number, *channel;
	enum payment_trade trade;
	money amount, refunded_amount;
	enum payment_state state;
	const char *openid, *client_ip, *prepay_id, *code_url, *mweb_url, *transaction_id;
	moment created_at;
	maybe_moment placed_at;
	moment expires_at, now; /* now: by the database's clock */
	maybe_moment finished_at;
};
SHAPE_DECLARE(payment_row, struct payment);

struct payment_payer {
	const char *openid;
};
SHAPE_DECLARE(payment_payer_row, struct payment_payer);

/* Who may see it, and what it pays. */
struct payment_owner {
	int64_t order_id;
	member_id member_id;
};
SHAPE_DECLARE(payment_owner_row, struct payment_owner);

struct payment_list {
	struct payment *at;
	size_t n;
};
/* The attempts to pay an order, the last ones, oldest first. */
enum { PAYMENT_SHOWN_MAX = 100 };
err payment_list_of(struct db *, int64_t order, struct payment_list *out) MUST_USE;
err payment_by_number(struct db *, const char *number, struct payment *out) MUST_USE;
/* The oldest that is NEW or PENDING, and that of a trade; ERR_NOT_FOUND without. */
err payment_open_of(struct db *, int64_t order, struct payment *out) MUST_USE;
err payment_open_by(struct db *, int64_t order, enum payment_trade, struct payment *out) MUST_USE;
/* As WeChat knows the member under that appid; ERR_NOT_FOUND when it does not. */
err payment_openid_of(struct db *, member_id, const char *appid, const char **out) MUST_USE;
err payment_owner_of(struct db *, const char *number, struct payment_owner *out) MUST_USE;

/* Takes the row of an UNPAID order, so that nobody opens, pays or ends it meanwhile: ORDER_STATE when it is not UNPAID, ERR_NOT_FOUND. */
err payment_lock_order(struct tx *, int64_t order) MUST_USE;

/* Opens an attempt on an UNPAID order within its time, else ORDER_STATE. The open attempt of the
 * same trade and payer is given again, as it is; PAYMENT_OPEN when that trade has one of another payer. */
struct payment_wish {
	int64_t order;
	enum payment_trade trade;
	money amount;
	const char *openid, *client_ip;
	int64_t query_in_s;
};
err payment_open(struct tx *, const struct payment_wish *, struct payment *out) MUST_USE;

/* NEW or PENDING becomes PENDING, with what the channel gave. PAYMENT_STATE when it is over. */
err payment_placed(struct tx *, const char *number, const char *prepay_id, const char *code_url, const char *mweb_url) MUST_USE;
/* NEW or PENDING becomes CLOSED, or FAILED: the channel will take no money for it. PAYMENT_STATE else. */
err payment_closed(struct tx *, const char *number) MUST_USE;
err payment_failed(struct tx *, const char *number) MUST_USE;
/* Any state but SUCCEEDED becomes SUCCEEDED: for receipt.c. */
err payment_succeeded(struct tx *, const char *number, const char *transaction_id) MUST_USE;
/* Adds to what is refunded; ERR_CONFLICT beyond its amount or its fifty refunds. For refund.c. */
err payment_refund_add(struct tx *, const char *number, money) MUST_USE;

/* ---- asking the channel ---- */
struct payment_due {
	const char *number;
	enum order_state order_state;
	moment next_query_at;
};
struct payment_due_list {
	struct payment_due *at;
	size_t n;
};
SHAPE_DECLARE(payment_due_row, struct payment_due);
/* Open attempts whose next question is due, the longest waiting first. */
err payment_list_due(struct db *, int32_t limit, struct payment_due_list *out) MUST_USE;
/* One asker takes it, by moving the next question on: twice as far each time, 5 min at most. *mine: it was us. */
err payment_claim_query(struct tx *, const struct payment_due *, int64_t poll_after_s, bool *mine) MUST_USE;
/* A buyer's question, every two seconds at most. */
err payment_claim_check(struct tx *, const char *number, bool *mine) MUST_USE;
#endif
