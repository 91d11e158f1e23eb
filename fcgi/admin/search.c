/* search.c - /api/admin/search: orders, goods and members by a few characters, each to who may see them. */
#include "../reply.h"
#include "../../views/report.h"

struct search_text {
	const char *q;
};
SHAPE_DECLARE(staff_search_query, struct search_text);
static const struct field text_fields[] = { FIELD(struct search_text, q, .min = 1, .max = FIND_TEXT_MAX) };
const struct shape staff_search_query = SHAPE(staff_search_query, text_fields);

static bool may(const struct request *r, enum permission permit) { return r->caller.permits >> permit & 1; }

static err search_get(struct request *r)
{
	const char *q = REQUEST_QUERY(r, staff_search_query)->q;
	struct findings f = { 0 };

	if (may(r, PERMIT_ORDER_READ))
		TRY(find_orders(r->db, q, &f.orders));
	if (may(r, PERMIT_PRODUCT_READ))
		TRY(find_products(r->db, q, &f.products));
	if (may(r, PERMIT_MEMBER_READ))
		TRY(find_members(r->db, q, &f.members));
	return reply_one(r, 200, findings_view, &f);
}

/* clang-format off */
const struct route admin_search_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/search", .summary = "Orders, goods and members, a few of each, by a few characters",
	  .who = WHO_STAFF, .query = &staff_search_query, .gives = &findings_view, .status = 200, .read = search_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
