/* payment_start.h - a buyer wants to pay: an attempt is written, then placed at the channel.
 *
 * T1 writes the attempt with its number; the channel is asked outside; T2 writes what it gave. An
 * uncertain answer leaves the attempt NEW: the buyer tries again, and the same number goes out with
 * the same parameters. */
#ifndef PAYMENT_START_H
#define PAYMENT_START_H
#include "world.h"
#include "../model/money/payment.h"

struct payment_request {
	member_id member;
	const char *order_number;
	enum payment_trade trade;
	const char *client_ip;
	maybe_money expected; /* what the buyer was shown; ORDER_PRICE_CHANGED when it is not that any more */
};
struct payment_started {
	struct payment payment;          /* with code_url or mweb_url, as the trade has it */
	struct wechatpay_v2_jsapi jsapi; /* JSAPI alone: for WeixinJSBridge */
};

/* ERR_NOT_FOUND for an order of somebody else. ORDER_STATE: it is not to be paid (any more).
 * ORDER_PRICE_CHANGED: see expected. PAYMENT_OPEN: another attempt cannot be closed yet.
 * PAYMENT_NO_OPENID: JSAPI needs a buyer whom WeChat knows. PAYMENT_STATE: the channel says this attempt
 * is over. ERR_BUSY: again, shortly. */
err payment_start(const struct world *, const struct payment_request *, struct payment_started *out) MUST_USE;
#endif
