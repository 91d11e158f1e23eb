/* brand.c - /api/admin/brands: staff keep the list of brands. */
#include "../reply.h"
#include "../../views/goods.h"

enum { BRAND_BODY_MAX = 4096 };

static err brands_get(struct request *r)
{
	struct brand_list all;

	TRY(brand_list_all(r->db, &all));
	return reply_list(r, brand_staff, &all, NULL);
}

static err brands_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(brand_create(tx, REQUEST_BODY(r, brand_create_form), &id));
	return reply_created(r, id);
}

static err brand_put(struct request *r, struct tx *tx)
{
	TRY(brand_update(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, brand_update_form)));
	return reply_nothing(r);
}

static err brand_delete_post(struct request *r, struct tx *tx)
{
	TRY(brand_delete(tx, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_brand_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/brands", .summary = "All brands, hidden ones too, by position", .who = WHO_STAFF,
	  .permit = PERMIT_BRAND_READ, .gives = &brand_staff, .lists = LISTS_CURSOR, .status = 200, .read = brands_get },
	{ .method = METHOD_POST, .path = "/api/admin/brands", .summary = "Add a brand", .who = WHO_STAFF, .permit = PERMIT_BRAND_WRITE,
	  .takes = TAKES_JSON, .body_max = BRAND_BODY_MAX, .body = &brand_create_form, .gives = &created_view, .status = 201, .rate = RATE_WRITE,
	  .write = brands_post },
	{ .method = METHOD_PUT, .path = "/api/admin/brands/:id", .summary = "Change a brand, its position or whether it is shown", .who = WHO_STAFF,
	  .permit = PERMIT_BRAND_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = BRAND_BODY_MAX, .body = &brand_update_form,
	  .status = 204, .rate = RATE_WRITE, .write = brand_put },
	{ .method = METHOD_POST, .path = "/api/admin/brands/:id/delete", .summary = "Delete a brand that no product has", .who = WHO_STAFF,
	  .permit = PERMIT_BRAND_WRITE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = brand_delete_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
