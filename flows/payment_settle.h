/* payment_settle.h - ask the channel about an attempt, and record what it says.
 *
 * Notices are not guaranteed and pages of browsers prove nothing: whoever wants to know, asks. Used
 * by the poller, by the page a buyer returns to, and wherever the channel says ORDERPAID. */
#ifndef PAYMENT_SETTLE_H
#define PAYMENT_SETTLE_H
#include "world.h"
#include "../model/money/payment.h"

/* Money the channel confirms is recorded (receipt.h). Fails when it gave no answer to believe. */
err payment_ask(const struct world *, const char *number, enum wechatpay_state *said) MUST_USE;

/* The same; what the channel closed is CLOSED here. *now: the attempt afterwards. */
err payment_settle(const struct world *, const char *number, enum payment_state *now) MUST_USE;

/* For a buyer who waits: asks, if the attempt is open and nobody asked within two seconds; *p is
 * then as it stands now. No answer of the channel is no failure: the state stands as it was. */
err payment_check(const struct world *, struct payment *p) MUST_USE;

/* Ends an open attempt at the channel, then here. CLOSED: nobody can pay it any more. PAID: too late,
 * and recorded. WAIT: the channel closes only close_after seconds after it was placed; *wait_s from
 * now it will. */
enum attempt_end { ATTEMPT_CLOSED, ATTEMPT_PAID, ATTEMPT_WAIT };
err payment_end(const struct world *, const struct payment *, enum attempt_end *out, int64_t *wait_s) MUST_USE;
/* The same with each open attempt of an order, the oldest first, up to one that is not CLOSED. Whoever then
 * ends the order looks in his transaction whether one was opened meanwhile. */
err payment_end_all(const struct world *, int64_t order, enum attempt_end *out, int64_t *wait_s) MUST_USE;
#endif
