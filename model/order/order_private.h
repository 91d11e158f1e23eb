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
