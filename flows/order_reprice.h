/* order_reprice.h - staff change the price of an order that somebody may be paying at this moment.
 *
 * An open attempt to pay is closed at the channel first, and here in the transaction that changes the
 * price: so nobody can still pay the old amount, and the next attempt takes a new number. Money that
 * came meanwhile takes the paid path, and the change is refused. */
#ifndef ORDER_REPRICE_H
#define ORDER_REPRICE_H
#include "world.h"
#include "../model/order/order_price.h"

/* clang-format off */
#define ORDER_REPRICE_ERRORS(E) \
	E(ORDER_BEING_PAID, 409, "order_being_paid", "The buyer began to pay: WeChat closes that five minutes later at the earliest")
/* clang-format on */
ORDER_REPRICE_ERRORS(ERR_DECLARE)

/* ORDER_STATE, ERR_CONFLICT and ORDER_PRICE_RANGE as order_change_price; ORDER_BEING_PAID while the
 * channel does not close the attempt yet; without its answer nothing is changed, and its fault given. */
err order_reprice(const struct world *, int64_t order, const struct order_price *, const char *actor) MUST_USE;
#endif
