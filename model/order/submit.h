/* submit.h - making an order: price, stock, the row and its lines, in one transaction. */
#ifndef SUBMIT_H
#define SUBMIT_H
#include "order.h"
#include "price.h"

struct submission {
	member_id member;
	int64_t address; /* one of the member's */
	const char *source, *remark;
	maybe_money expected; /* what the buyer was shown; ORDER_PRICE_CHANGED when it is not that any more */
};

/* Stock is taken under its guard (STOCK_SOLD_OUT), at most unpaid_max orders of a member are unpaid
 * (ORDER_UNPAID_LIMIT), each by a slot that is unique. An order of nothing to pay is PAID at once.
 * *out is not read again: its number, state, quantity, amounts and moments are set, the rest is not. */
err order_submit(
	struct tx *, const struct rules_settings *, const struct submission *, const struct wishes *, struct order *out) MUST_USE;
#endif
