#include "order_cancel.h"
#include "order_expire.h"
#include "../model/money/payment.h"
#include "../model/money/refund.h"
#include "../model/order/picking.h"

enum { ROUNDS = 3 };

struct cancel {
	int64_t order;
	const char *reason, *actor;
	bool own; /* by the buyer himself */
	enum order_state now;
};

static err cancel_unpaid(struct tx *tx, void *arg)
{
	struct cancel *c = arg;
	struct payment open;

	TRY(payment_lock_order(tx, c->order));
	const err found = payment_open_of(db_of(tx), c->order, &open);
	if (found && found != ERR_NOT_FOUND)
		return found;
	return order_end_unpaid(tx, c->order, EVENT_CANCEL, !found, (struct act){ c->actor, c->reason }, &c->now);
}

static err cancel_paid(struct tx *tx, void *arg)
{
	const struct cancel *c = arg;
	struct refund unread;

	if (c->own)
		TRY(picking_not_begun(tx, c->order));
	return refund_order(tx, c->order, c->reason, (struct act){ c->actor, c->reason }, &unread);
}

/* ORDER_STATE when it moved while we looked. */
static err cancel_from(const struct world *w, enum order_state from, struct cancel *c)
{
	switch (from) {
	case ORDER_UNPAID: return db_tx(w->db, cancel_unpaid, c);
	case ORDER_PAID: return db_tx(w->db, cancel_paid, c);
	case ORDER_CANCELLING:
	case ORDER_CANCELLED:
	case ORDER_REFUNDING:
	case ORDER_REFUNDED: return OK;
	default: return ORDER_STATE;
	}
}

static err cancel(const struct world *w, struct cancel c, enum order_state *now)
{
	const int64_t id = c.order;
	struct order order;
	err e = ORDER_STATE;

	for (int i = 0; i < ROUNDS && e == ORDER_STATE; i++) {
		TRY(order_by_id(w->db, id, &order));
		e = cancel_from(w, order.state, &c);
	}
	TRY(e);
	if (c.now == ORDER_CANCELLING && order_expire(w, id))
		c.now = ORDER_CANCELLING; /* no answer: the sweep asks again */
	TRY(order_by_id(w->db, id, &order));
	*now = order.state;
	return OK;
}

err order_cancel(const struct world *w, int64_t order, const char *reason, const char *actor, enum order_state *now)
{
	return cancel(w, (struct cancel){ .order = order, .reason = reason, .actor = actor }, now);
}

err order_cancel_own(const struct world *w, int64_t order, const char *reason, const char *actor, enum order_state *now)
{
	return cancel(w, (struct cancel){ .order = order, .reason = reason, .actor = actor, .own = true }, now);
}
