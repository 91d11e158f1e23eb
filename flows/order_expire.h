/* order_expire.h - an order whose time is over, or that its buyer gave up, ends in talk with the channel.
 *
 * Expiry is a conversation, not a timer (domain 2): query there, close there, only then cancel here.
 * ORDERPAID takes the paid path. Without an answer the order stays as it is, for the next sweep. */
#ifndef ORDER_EXPIRE_H
#define ORDER_EXPIRE_H
#include "world.h"

/* For UNPAID past its time, and CANCELLING; any other order is left alone. A failure means the
 * channel gave no answer, and the next look is noted. */
err order_expire(const struct world *, int64_t order) MUST_USE;
#endif
