/* order_change.c - /api/admin/orders/:id: staff change what an order costs, and where it goes. */
#include "../reply.h"
#include "../world.h"
#include "../../flows/order_reprice.h"
#include "../../model/order/order_address.h"

enum { ADDRESS_BODY_MAX = 8192 };

static err price_post(struct request *r)
{
	const struct world w = request_world(r);

	TRY(order_reprice(&w, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, order_price_form), r->caller.name));
	return reply_nothing(r);
}

static err address_post(struct request *r, struct tx *tx)
{
	const struct address *to = REQUEST_BODY(r, receiver_form);

	TRY(order_change_address(tx, REQUEST_PARAMS(r, id_params)->id, to->version, to, r->caller.name));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_order_change_routes[] = {
	{ .method = METHOD_POST, .path = "/api/admin/orders/:id/price", .summary = "Change what an unpaid order costs; an attempt to pay it is closed first",
	  .who = WHO_STAFF, .permit = PERMIT_ORDER_PRICE, .rate = RATE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &order_price_form,
	  .body_max = 2048, .status = 204, .flow = price_post },
	{ .method = METHOD_POST, .path = "/api/admin/orders/:id/address", .summary = "Change where an order goes, until it is sent",
	  .who = WHO_STAFF, .permit = PERMIT_ORDER_ADDRESS, .rate = RATE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &receiver_form,
	  .body_max = ADDRESS_BODY_MAX, .status = 204, .write = address_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
