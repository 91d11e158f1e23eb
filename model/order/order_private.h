/* order_private.h - shared by the files of model/order alone. */
#ifndef ORDER_PRIVATE_H
#define ORDER_PRIVATE_H
#include "order.h"
#include "../../lib/text.h"

#define ORDER_COLUMNS \
	"o.id, o.number, o.member_id, o.state, o.source, o.receiver_name, o.receiver_phone, o.region, o.province, o.city," \
	" o.district, o.address, o.quantity, o.goods_amount, o.discount_amount, o.freight_amount, o.pay_amount, o.paid_amount," \
	" o.refunded_amount, o.remark, o.staff_remark, o.cancel_reason, o.created_at, o.expires_at, o.paid_at, o.shipped_at," \
	" o.auto_receive_at, o.completed_at, o.closed_at, o.version, NOW(3) AS now"

err order_log_first(struct tx *, int64_t order, struct act) MUST_USE;
#endif
