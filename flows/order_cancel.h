/* order_cancel.h - a buyer, or the staff, cancels an order that is not shipped.
 *
 * Unpaid: CANCELLED at once, or CANCELLING while an attempt to pay is open. Paid: REFUNDING, and the
 * refund is on its way when this returns; a job sends it. Cancelled already: nothing happens. */
#ifndef ORDER_CANCEL_H
#define ORDER_CANCEL_H
#include "world.h"
#include "../model/order/order.h"

/* *now is the order's state afterwards. ORDER_STATE: it is too late. */
err order_cancel(const struct world *, int64_t order, const char *reason, const char *actor, enum order_state *now) MUST_USE;
/* The same by the buyer himself: ORDER_PICKING once a paid one is being packed. */
err order_cancel_own(const struct world *, int64_t order, const char *reason, const char *actor, enum order_state *now) MUST_USE;
#endif
