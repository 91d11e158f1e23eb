/* order_price.h - staff change what an unpaid order costs (domain 2, "price changed by staff").
 *
 * The goods cost from nothing up to what they cost at list; freight is free to choose; the whole is a
 * fen at least. What the goods get cheaper or dearer by is split over the lines by largest remainder,
 * on what each line pays, or on what it pays below its list price: so no line leaves the range between
 * nothing and its list price. No attempt to pay may be open: flows/order_reprice.h closes it first. */
#ifndef ORDER_PRICE_H
#define ORDER_PRICE_H
#include "order.h"

/* clang-format off */
#define ORDER_PRICE_ERRORS(E) \
	E(ORDER_PRICE_RANGE, 409, "order_price_range", "The goods cost at most their list price, and the order a fen at least")
/* clang-format on */
ORDER_PRICE_ERRORS(ERR_DECLARE)

enum { ORDER_FREIGHT_MAX = 10000000, ORDER_REASON_MAX = 80 }; /* fen; characters */

/* was: what the whole was to pay when this was decided. */
struct order_price {
	money was_amount, goods_amount, freight_amount;
	const char *reason;
};
SHAPE_DECLARE(order_price_form, struct order_price);

/* May it be changed so? ORDER_STATE when it is not UNPAID, ERR_CONFLICT when it costs something else than was_amount by now,
 * ORDER_PRICE_RANGE. *same: it costs that already, whatever it was: so a repeat is no conflict with the first. */
err order_price_check(const struct order *, const struct order_price *, bool *same) MUST_USE;
/* The same faults. What it costs already is no change, and leaves no line in the log. */
err order_change_price(struct tx *, int64_t order, const struct order_price *, const char *actor) MUST_USE;
#endif
