/* order_cancel.c - /api/admin/orders/:id/cancel: the staff cancels an order that is not shipped. */
#include "../reply.h"
#include "../world.h"
#include "../../flows/order_cancel.h"
#include "../../views/money.h"

static err cancel_post(struct request *r)
{
	const struct world w = request_world(r);
	struct order_standing standing;
	struct order order;

	TRY(order_by_id(r->db, REQUEST_PARAMS(r, id_params)->id, &order));
	TRY(order_cancel(&w, order.id, REQUEST_BODY(r, order_cancel_form)->reason, r->caller.name, &standing.state));
	standing.number = order.number;
	return reply_one(r, 200, order_standing, &standing);
}

/* clang-format off */
const struct route admin_order_cancel_routes[] = {
	{ .method = METHOD_POST, .path = "/api/admin/orders/:id/cancel", .summary = "Cancel an order; what was paid goes back", .who = WHO_STAFF,
	  .permit = PERMIT_ORDER_CANCEL, .rate = RATE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &order_cancel_form, .body_max = 2048,
	  .gives = &order_standing, .status = 200, .flow = cancel_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
