/* order_private.h - shared by the files of model/order alone. */
#ifndef ORDER_PRIVATE_H
#define ORDER_PRIVATE_H
#include "order.h"
#include "../../lib/text.h"

#define ORDER_COLUMNS \
	"o.id, o.number, o.member_id, o.state, o.source, o.receiver_name, o.receiver_phone, o.region, o.province, o.city," \
	" o.district, o.address, o.quantity, o.goods_amount, o.discount_amount, o.adjust_amount, o.freight_amount, o.pay_amount, o.paid_amount," \
	" o.refunded_amount, o.remark, o.staff_remark, o.cancel_reason, o.adjust_reason, o.created_at, o.expires_at, o.paid_at," \
	" o.picking_at, o.shipped_at, o.auto_receive_at, o.receive_extended_at, o.completed_at, o.closed_at, o.version, NOW(3) AS now"

/* clang-format off */
#define ORDER_ROW_FIELDS \
	FIELD(struct order, id), \
	FIELD(struct order, number), \
	FIELD(struct order, member_id), \
	FIELD_ENUM(struct order, state, order_state), \
	FIELD(struct order, source), \
	FIELD(struct order, receiver_name), \
	FIELD(struct order, receiver_phone), \
	FIELD(struct order, region), \
	FIELD(struct order, province), \
	FIELD(struct order, city), \
	FIELD(struct order, district), \
	FIELD(struct order, address), \
	FIELD(struct order, quantity), \
	FIELD(struct order, goods_amount), \
	FIELD(struct order, discount_amount), \
	FIELD(struct order, adjust_amount), \
	FIELD(struct order, freight_amount), \
	FIELD(struct order, pay_amount), \
	FIELD(struct order, paid_amount), \
	FIELD(struct order, refunded_amount), \
	FIELD(struct order, remark), \
	FIELD(struct order, staff_remark), \
	FIELD(struct order, cancel_reason), \
	FIELD(struct order, adjust_reason), \
	FIELD(struct order, created_at), \
	FIELD(struct order, expires_at), \
	FIELD(struct order, paid_at), \
	FIELD(struct order, picking_at), \
	FIELD(struct order, shipped_at), \
	FIELD(struct order, auto_receive_at), \
	FIELD(struct order, receive_extended_at), \
	FIELD(struct order, completed_at), \
	FIELD(struct order, closed_at), \
	FIELD(struct order, version), \
	FIELD(struct order, now)
/* clang-format on */

/* EVENT_PAY from a state, of an order that costs so much: ORDER_STATE otherwise. */
err order_move_paid(struct tx *, int64_t order, enum order_state from, money amount, struct act) MUST_USE;
err order_log_first(struct tx *, int64_t order, struct act) MUST_USE;

/* A line in the log of an event that changes a value and leaves the order in its state: whoever made
 * the change holds the row. The edge from `state` to itself is in the table, or this is refused. */
struct order_note {
	enum order_event event;
	struct act act;
	const char *before, *after;
};
err order_note(struct tx *, int64_t order, enum order_state, const struct order_note *) MUST_USE;
#endif
