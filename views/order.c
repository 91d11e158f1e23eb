#include "order.h"

static const struct field cart_fields[] = {
	FIELD_LIST(struct cart_view, lines, cart_line_row),
	FIELD(struct cart_view, selected_quantity),
	FIELD(struct cart_view, selected_amount),
	FIELD(struct cart_view, can_check_out),
};
const struct shape cart = SHAPE(cart, cart_fields);

static const struct field checkout_fields[] = {
	FIELD_LIST(struct price, lines, price_line_view),
	FIELD_LIST(struct price, parts, price_part_view),
	FIELD(struct price, quantity),
	FIELD(struct price, goods_amount),
	FIELD(struct price, discount_amount),
	FIELD(struct price, freight_amount),
	FIELD(struct price, pay_amount),
};
const struct shape checkout = SHAPE(checkout, checkout_fields);

static const struct field counts_fields[] = {
	FIELD(struct order_counts_own, unpaid),
	FIELD(struct order_counts_own, to_ship),
	FIELD(struct order_counts_own, to_receive),
};
const struct shape order_counts_of_buyer = SHAPE(order_counts_of_buyer, counts_fields);

SHAPE_DECLARE(order_line_card, struct order_line);
static const struct field line_fields[] = {
	FIELD(struct order_line, id),
	FIELD(struct order_line, product_id),
	FIELD(struct order_line, sku_id),
	FIELD(struct order_line, title),
	FIELD(struct order_line, options),
	FIELD(struct order_line, image),
	FIELD(struct order_line, price),
	FIELD(struct order_line, quantity),
	FIELD(struct order_line, adjust_amount),
	FIELD(struct order_line, freight_share),
	FIELD(struct order_line, pay_amount),
	FIELD(struct order_line, shipped_quantity),
	FIELD(struct order_line, refunded_quantity),
	FIELD(struct order_line, refunded_amount),
};
const struct shape order_line_card = SHAPE(order_line_card, line_fields);

/* clang-format off */
#define CARD_FIELDS \
	FIELD(struct order, number), \
	FIELD_ENUM(struct order, state, order_state), \
	FIELD(struct order, quantity), \
	FIELD(struct order, goods_amount), \
	FIELD(struct order, discount_amount), \
	FIELD(struct order, adjust_amount), \
	FIELD(struct order, freight_amount), \
	FIELD(struct order, pay_amount), \
	FIELD(struct order, paid_amount), \
	FIELD(struct order, refunded_amount), \
	FIELD(struct order, created_at), \
	FIELD(struct order, expires_at), \
	FIELD(struct order, now), \
	FIELD_LIST(struct order, lines, order_line_card)

#define DETAIL_FIELDS(receiver) \
	FIELD(struct order, receiver_name, .whole = receiver), \
	FIELD(struct order, receiver_phone, .whole = receiver), \
	FIELD(struct order, region), \
	FIELD(struct order, province), \
	FIELD(struct order, city), \
	FIELD(struct order, district), \
	FIELD(struct order, address, .whole = receiver), \
	FIELD(struct order, remark), \
	FIELD(struct order, cancel_reason), \
	FIELD(struct order, adjust_reason), \
	FIELD(struct order, paid_at), \
	FIELD(struct order, picking_at), \
	FIELD(struct order, shipped_at), \
	FIELD(struct order, auto_receive_at), \
	FIELD(struct order, receive_extended_at), \
	FIELD(struct order, completed_at), \
	FIELD(struct order, closed_at)

#define STAFF_FIELDS \
	FIELD(struct order, id), \
	FIELD(struct order, member_id), \
	FIELD(struct order, member_name), \
	FIELD(struct order, source), \
	FIELD(struct order, staff_remark), \
	FIELD(struct order, version)
/* clang-format on */

static const struct field submitted_fields[] = {
	FIELD(struct order, number),
	FIELD_ENUM(struct order, state, order_state),
	FIELD(struct order, pay_amount),
	FIELD(struct order, created_at),
	FIELD(struct order, expires_at),
	FIELD(struct order, now),
};
const struct shape order_submitted = SHAPE(order_submitted, submitted_fields);

static const struct field card_fields[] = { CARD_FIELDS };
const struct shape order_card = SHAPE(order_card, card_fields);

static const struct field staff_row_fields[] = {
	STAFF_FIELDS,
	CARD_FIELDS,
	FIELD(struct order, receiver_name),
	FIELD(struct order, paid_at),
	FIELD(struct order, picking_at),
};
const struct shape order_row_for_staff = SHAPE(order_row_for_staff, staff_row_fields);

SHAPE_DECLARE(order_of_buyer, struct order);
static const struct field buyer_fields[] = { CARD_FIELDS, DETAIL_FIELDS(true) };
const struct shape order_of_buyer = SHAPE(order_of_buyer, buyer_fields);

SHAPE_DECLARE(order_of_shop, struct order);
static const struct field shop_fields[] = { STAFF_FIELDS, CARD_FIELDS, DETAIL_FIELDS(false) };
const struct shape order_of_shop = SHAPE(order_of_shop, shop_fields);

SHAPE_DECLARE(order_of_shipper, struct order);
static const struct field shipper_fields[] = { STAFF_FIELDS, CARD_FIELDS, DETAIL_FIELDS(true) };
const struct shape order_of_shipper = SHAPE(order_of_shipper, shipper_fields);

SHAPE_DECLARE(parcel_line_card, struct parcel_line);
static const struct field parcel_line_fields[] = {
	FIELD(struct parcel_line, order_line_id),
	FIELD(struct parcel_line, quantity),
};
const struct shape parcel_line_card = SHAPE(parcel_line_card, parcel_line_fields);

SHAPE_DECLARE(parcel_card, struct parcel);
static const struct field parcel_fields[] = {
	FIELD(struct parcel, id),
	FIELD_ENUM(struct parcel, carrier, carrier),
	FIELD(struct parcel, tracking_number),
	FIELD(struct parcel, created_at),
	FIELD_LIST(struct parcel, lines, parcel_line_card),
};
const struct shape parcel_card = SHAPE(parcel_card, parcel_fields);

/* A buyer sees what happened and when, not which member of staff did it. */
SHAPE_DECLARE(order_log_card, struct order_log);
static const struct field log_fields[] = {
	FIELD_ENUM(struct order_log, event, order_event),
	FIELD(struct order_log, to_state),
	FIELD(struct order_log, created_at),
};
const struct shape order_log_card = SHAPE(order_log_card, log_fields);

SHAPE_DECLARE(return_place_card, struct return_place);
static const struct field place_fields[] = {
	FIELD(struct return_place, name),
	FIELD(struct return_place, phone),
	FIELD(struct return_place, address),
};
const struct shape return_place_card = SHAPE(return_place_card, place_fields);

static const struct field detail_fields[] = {
	FIELD_OBJECT(struct order_detail, order, order_of_buyer),
	FIELD_LIST(struct order_detail, parcels, parcel_card),
	FIELD_LIST(struct order_detail, timeline, order_log_card),
	FIELD_OBJECT(struct order_detail, return_place, return_place_card),
};
const struct shape order_detail = SHAPE(order_detail, detail_fields);

SHAPE_DECLARE(order_payment_card, struct payment);
static const struct field payment_fields[] = {
	FIELD(struct payment, number),
	FIELD(struct payment, channel),
	FIELD_ENUM(struct payment, trade, payment_trade),
	FIELD(struct payment, amount),
	FIELD_ENUM(struct payment, state, payment_state),
	FIELD(struct payment, transaction_id),
	FIELD(struct payment, created_at),
	FIELD(struct payment, finished_at),
};
const struct shape order_payment_card = SHAPE(order_payment_card, payment_fields);

SHAPE_DECLARE(order_refund_card, struct refund);
static const struct field refund_fields[] = {
	FIELD(struct refund, number),
	FIELD(struct refund, payment_number),
	FIELD(struct refund, amount),
	FIELD_ENUM(struct refund, state, refund_state),
	FIELD(struct refund, reason),
	FIELD(struct refund, created_at),
	FIELD(struct refund, finished_at),
};
const struct shape order_refund_card = SHAPE(order_refund_card, refund_fields);

/* clang-format off */
#define STAFF_DETAIL_FIELDS \
	FIELD_LIST(struct order_detail, parcels, parcel_card), \
	FIELD_LIST(struct order_detail, timeline, order_log_row), \
	FIELD_LIST(struct order_detail, payments, order_payment_card), \
	FIELD_LIST(struct order_detail, refunds, order_refund_card)
/* clang-format on */

static const struct field staff_detail_fields[] = {
	FIELD_OBJECT(struct order_detail, order, order_of_shop),
	STAFF_DETAIL_FIELDS,
};
const struct shape order_detail_for_staff = SHAPE(order_detail_for_staff, staff_detail_fields);

static const struct field shipper_detail_fields[] = {
	FIELD_OBJECT(struct order_detail, order, order_of_shipper),
	STAFF_DETAIL_FIELDS,
};
const struct shape order_detail_for_shipper = SHAPE(order_detail_for_shipper, shipper_detail_fields);

/* What who packs it needs, and no amounts. */
SHAPE_DECLARE(slip_order, struct order);
static const struct field slip_order_fields[] = {
	FIELD(struct order, id),
	FIELD(struct order, number),
	FIELD_ENUM(struct order, state, order_state),
	FIELD(struct order, receiver_name, .whole = true),
	FIELD(struct order, receiver_phone, .whole = true),
	FIELD(struct order, province),
	FIELD(struct order, city),
	FIELD(struct order, district),
	FIELD(struct order, address, .whole = true),
	FIELD(struct order, remark),
	FIELD(struct order, staff_remark),
	FIELD(struct order, created_at),
	FIELD(struct order, paid_at),
	FIELD(struct order, picking_at),
};
const struct shape slip_order = SHAPE(slip_order, slip_order_fields);

static const struct field slip_fields[] = {
	FIELD_OBJECT(struct slip, order, slip_order),
	FIELD_LIST(struct slip, lines, slip_line_row),
};
const struct shape slip_card = SHAPE(slip_card, slip_fields);
