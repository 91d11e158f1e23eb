/* category.c - /api/admin/categories: staff arrange the tree. */
#include "../reply.h"
#include "../../views/goods.h"

enum { CATEGORY_BODY_MAX = 4096, CATEGORY_ORDER_MAX = 65536 };

static err categories_get(struct request *r)
{
	struct categories_page all;

	TRY(category_list_all(r->db, &all.items));
	return reply_list(r, category_staff, &all.items, NULL);
}

static err categories_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(category_create(tx, REQUEST_BODY(r, category_create_form), &id));
	return reply_created(r, id);
}

static err category_put(struct request *r, struct tx *tx)
{
	TRY(category_update(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, category_update_form)));
	return reply_nothing(r);
}

static err category_delete_post(struct request *r, struct tx *tx)
{
	TRY(category_delete(tx, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

static err order_post(struct request *r, struct tx *tx)
{
	TRY(category_order(tx, REQUEST_BODY(r, category_order_form)));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_category_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/categories", .summary = "All categories, hidden ones too, level by level",
	  .who = WHO_STAFF, .permit = PERMIT_CATEGORY_READ, .gives = &category_staff, .lists = LISTS_CURSOR, .status = 200,
	  .read = categories_get },
	{ .method = METHOD_POST, .path = "/api/admin/categories", .summary = "Add a category, at the top or below another",
	  .who = WHO_STAFF, .permit = PERMIT_CATEGORY_WRITE, .takes = TAKES_JSON, .body_max = CATEGORY_BODY_MAX,
	  .body = &category_create_form, .gives = &created_view, .status = 201, .rate = RATE_WRITE, .write = categories_post },
	{ .method = METHOD_PUT, .path = "/api/admin/categories/:id", .summary = "Change a category, its position or whether it is shown",
	  .who = WHO_STAFF, .permit = PERMIT_CATEGORY_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = CATEGORY_BODY_MAX,
	  .body = &category_update_form, .status = 204, .rate = RATE_WRITE, .write = category_put },
	{ .method = METHOD_POST, .path = "/api/admin/categories/:id/delete", .summary = "Delete an empty category",
	  .who = WHO_STAFF, .permit = PERMIT_CATEGORY_WRITE, .params = &id_params, .status = 204, .rate = RATE_WRITE,
	  .write = category_delete_post },
	{ .method = METHOD_POST, .path = "/api/admin/categories/order", .summary = "Put all categories below one, or the roots, in another order",
	  .who = WHO_STAFF, .permit = PERMIT_CATEGORY_WRITE, .takes = TAKES_JSON, .body_max = CATEGORY_ORDER_MAX, .body = &category_order_form,
	  .status = 204, .rate = RATE_WRITE, .write = order_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
