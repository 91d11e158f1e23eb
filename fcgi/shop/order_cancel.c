/* order_cancel.c - /api/shop/orders/:number/cancel: a buyer cancels an order that is not shipped. */
#include "../reply.h"
#include "../world.h"
#include "../../flows/order_cancel.h"
#include "../../views/money.h"

static err cancel_post(struct request *r)
{
	const struct world w = request_world(r);
	struct order_standing standing;
	struct order order;

	TRY(order_by_number(r->db, REQUEST_PARAMS(r, number_params)->number, &order));
	if (order.member_id.id != r->caller.member.id)
		return ERR_NOT_FOUND;
	TRY(order_cancel_own(&w, order.id, REQUEST_BODY(r, order_cancel_form)->reason, r->caller.name, &standing.state));
	standing.number = order.number;
	return reply_one(r, 200, order_standing, &standing);
}

/* clang-format off */
const struct route shop_order_cancel_routes[] = {
	{ .method = METHOD_POST, .path = "/api/shop/orders/:number/cancel", .summary = "Cancel an order; what was paid comes back", .who = WHO_MEMBER,
	  .rate = RATE_WRITE, .params = &number_params, .takes = TAKES_JSON, .body = &order_cancel_form, .body_max = 2048,
	  .gives = &order_standing, .status = 200, .flow = cancel_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
