#include "order_expire.h"
#include "payment_settle.h"

static const struct act sweep = { "system", "" };

struct ending {
	int64_t order;
	enum order_state state;
	int64_t again_s;
};

/* The order first: then nobody opens an attempt any more, and what is open is seen. */
static err end_here(struct tx *tx, void *arg)
{
	const struct ending *e = arg;
	enum order_state now;
	struct payment open;

	if (e->state == ORDER_UNPAID)
		TRY(order_end_unpaid(tx, e->order, EVENT_EXPIRE, false, sweep, &now));
	else
		TRY(order_closed(tx, e->order, sweep));
	const err found = payment_open_of(db_of(tx), e->order, &open);
	if (!found)
		return ERR_CONFLICT; /* one that the channel was not asked about */
	return found == ERR_NOT_FOUND ? OK : found;
}

/* The channel does not close it yet: the stock stays held. */
static err wait_here(struct tx *tx, void *arg)
{
	const struct ending *e = arg;
	enum order_state now;

	if (e->state == ORDER_UNPAID)
		TRY(order_end_unpaid(tx, e->order, EVENT_EXPIRE, true, sweep, &now));
	return order_sweep_again(tx, e->order, e->again_s);
}

static err look_again(struct tx *tx, void *arg)
{
	const struct ending *e = arg;

	return order_sweep_again(tx, e->order, e->again_s);
}

/* Somebody else moved it meanwhile: that is the end of this. */
static err apply(const struct world *w, err (*body)(struct tx *, void *), struct ending *e)
{
	const err failed = db_tx(w->db, body, e);

	return failed == ORDER_STATE || failed == ERR_CONFLICT ? OK : failed;
}

err order_expire(const struct world *w, int64_t id)
{
	struct ending e = { .order = id, .again_s = w->settings->rules.poll_after };
	enum attempt_end end;
	struct order order;

	TRY(order_by_id(w->db, id, &order));
	e.state = order.state;
	if (e.state != ORDER_CANCELLING && (e.state != ORDER_UNPAID || order.expires_at.ms > order.now.ms))
		return OK;
	const err unknown = payment_end_all(w, id, &end, &e.again_s);
	if (unknown) {
		TRY(apply(w, look_again, &e));
		return unknown;
	}
	switch (end) {
	case ATTEMPT_CLOSED: return apply(w, end_here, &e);
	case ATTEMPT_WAIT: return apply(w, wait_here, &e);
	case ATTEMPT_PAID: break;
	}
	return OK;
}
