#include "order_reprice.h"
#include "payment_settle.h"

ORDER_REPRICE_ERRORS(ERR_DEFINE)

enum { ROUNDS = 3 };

struct repricing {
	int64_t order;
	const struct order_price *price;
	const char *actor;
	bool opened; /* another attempt, since we looked */
};

/* The order first: then nobody opens an attempt any more, and what is open is seen. */
static err change_here(struct tx *tx, void *arg)
{
	struct repricing *r = arg;
	struct payment open;

	r->opened = false;
	TRY(order_change_price(tx, r->order, r->price, r->actor));
	const err found = payment_open_of(db_of(tx), r->order, &open);
	if (found)
		return found == ERR_NOT_FOUND ? OK : found;
	r->opened = true; /* one that the channel was not asked about */
	return ERR_CONFLICT;
}

/* What the channel is asked for in vain is not worth asking. */
static err look(const struct world *w, const struct repricing *r, bool *same)
{
	struct order order;

	TRY(order_by_id(w->db, r->order, &order));
	return order_price_check(&order, r->price, same);
}

static err close_attempts(const struct world *w, int64_t order)
{
	enum attempt_end end;
	int64_t unread;

	TRY(payment_end_all(w, order, &end, &unread));
	switch (end) {
	case ATTEMPT_CLOSED: return OK;
	case ATTEMPT_WAIT: return ORDER_BEING_PAID;
	case ATTEMPT_PAID: break;
	}
	return ORDER_STATE;
}

err order_reprice(const struct world *w, int64_t order, const struct order_price *price, const char *actor)
{
	struct repricing r = { .order = order, .price = price, .actor = actor };
	bool same = false;
	err e = ERR_CONFLICT;

	r.opened = true;
	for (int i = 0; i < ROUNDS && r.opened; i++) {
		TRY(look(w, &r, &same));
		if (same)
			return OK;
		TRY(close_attempts(w, r.order));
		e = db_tx(w->db, change_here, &r);
	}
	return e;
}
