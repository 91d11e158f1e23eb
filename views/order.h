/* order.h - which facts about carts and orders each audience sees. */
#ifndef VIEWS_ORDER_H
#define VIEWS_ORDER_H
#include "../model/content/identity.h"
#include "../model/money/payment.h"
#include "../model/money/refund.h"
#include "../model/order/cart.h"
#include "../model/order/order.h"
#include "../model/order/order_list.h"
#include "../model/order/picking.h"
#include "../model/order/parcel.h"
#include "../model/order/price.h"

struct cart_view {
	struct cart_lines lines;
	int32_t selected_quantity;
	money selected_amount;
	bool can_check_out;
};
SHAPE_DECLARE(cart, struct cart_view);

/* What an order would cost, and why. */
SHAPE_DECLARE(checkout, struct price);

SHAPE_DECLARE(order_submitted, struct order);                  /* what to pay, and until when */
SHAPE_DECLARE(order_card, struct order);                       /* a buyer's list */
SHAPE_DECLARE(order_counts_of_buyer, struct order_counts_own); /* what waits for a buyer */
SHAPE_DECLARE(order_row_for_staff, struct order);              /* a staff list; the receiver masked */

/* An order whole: what it is, how it travels, how it came about; for staff also what money came and went. */
struct order_detail {
	struct order order;
	struct parcel_list parcels;
	struct order_logs timeline;
	struct return_place return_place; /* a buyer's alone: where to send it back, once something was sent */
	struct payment_list payments;
	struct refund_list refunds;
};
SHAPE_DECLARE(order_detail, struct order_detail);
SHAPE_DECLARE(order_detail_for_staff, struct order_detail);   /* the receiver masked */
SHAPE_DECLARE(order_detail_for_shipper, struct order_detail); /* whole, but what else is the same */
SHAPE_DECLARE(slip_card, struct slip);
#endif
