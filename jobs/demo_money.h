/* demo_money.h - what a channel would tell of the demo's orders, told by ourselves.
 *
 * No channel knows these payments, so none is asked: what is left open asks after DEMO_QUIET_S at the
 * earliest, and what has gone back is told as gone. */
#ifndef DEMO_MONEY_H
#define DEMO_MONEY_H
#include "demo.h"
#include "../model/money/payment.h"

enum { DEMO_QUIET_S = 30 * 86400 };

/* Opens an attempt at an unpaid order; *out is it. */
err demo_attempt(struct demo *, int64_t order, money amount, struct payment *out) MUST_USE;
/* Money comes in for that number; `transaction` is the id of the channel, each sum has its own. */
err demo_receive_money(struct demo *, const char *payment_number, money amount, const char *transaction) MUST_USE;
/* The order's attempt is opened and paid. */
err demo_pay(struct demo *, const struct order *) MUST_USE;
/* All that waits to go back is accepted by the channel, and then done or failed there. */
enum demo_ending { DEMO_ACCEPTED, DEMO_DONE, DEMO_FAILED };
err demo_refund_end(struct demo *, enum demo_ending) MUST_USE;
#endif
