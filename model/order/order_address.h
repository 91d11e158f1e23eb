/* order_address.h - where an order goes is changed, until it is sent.
 *
 * Staff change it until the first parcel leaves; the buyer himself, to an address of his own book, until
 * picking starts. The log keeps where it went before and goes now, the phone masked. */
#ifndef ORDER_ADDRESS_H
#define ORDER_ADDRESS_H
#include "order.h"
#include "../member/address.h"

/* By staff, of the order in the version that was read: ERR_CONFLICT for another, ORDER_STATE. */
err order_change_address(struct tx *, int64_t order, int32_t version, const struct address *, const char *actor) MUST_USE;
/* By the buyer: ERR_NOT_FOUND for another's order or address, ORDER_STATE, ORDER_PICKING. */
err order_change_address_own(struct tx *, member_id, const char *number, int64_t address, const char *actor) MUST_USE;
#endif
