/* product.c - /api/admin/products: staff describe goods, and put them on sale. */
#include "../reply.h"
#include "../../views/goods.h"

enum { PRODUCT_BODY_MAX = 1 << 20 }; /* a detail of 60 000 characters and 200 SKUs */

static err products_get(struct request *r)
{
	const struct product_filter *filter = REQUEST_QUERY(r, product_filter);
	struct product_list list;
	int64_t total;

	TRY(product_page(r->db, r->arena, filter, &list, &total));
	return reply_page(r, product_staff_line, &list, (&(struct page){ filter->page, filter->page_size }), total);
}

static err product_get(struct request *r)
{
	struct product product;

	TRY(product_by_id(r->db, r->arena, REQUEST_PARAMS(r, id_params)->id, &product));
	return reply_one(r, 200, product_staff, &product);
}

static err products_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(product_create(tx, r->arena, REQUEST_BODY(r, product_create_form), &r->problem, &id));
	return reply_created(r, id);
}

static err product_put(struct request *r, struct tx *tx)
{
	TRY(product_update(tx, r->arena, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, product_update_form), &r->problem));
	return reply_nothing(r);
}

static err act(struct request *r, struct tx *tx, err (*move)(struct tx *, int64_t))
{
	TRY(move(tx, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

static err on_sale_post(struct request *r, struct tx *tx) { return act(r, tx, product_put_on_sale); }

static err off_sale_post(struct request *r, struct tx *tx) { return act(r, tx, product_take_off_sale); }

static err delete_post(struct request *r, struct tx *tx) { return act(r, tx, product_delete); }

static err restore_post(struct request *r, struct tx *tx) { return act(r, tx, product_restore); }

/* clang-format off */
#define ACT(word, sentence, handler) \
	{ .method = METHOD_POST, .path = "/api/admin/products/:id/" word, .summary = sentence, .who = WHO_STAFF, \
	  .permit = PERMIT_PRODUCT_WRITE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = handler }

const struct route admin_product_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/products", .summary = "Goods in any state, by category, brand, tag and keyword",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_READ, .query = &product_filter, .gives = &product_staff_line, .lists = LISTS_PAGES,
	  .status = 200, .read = products_get },
	{ .method = METHOD_POST, .path = "/api/admin/products", .summary = "Add a product with its SKUs, as a draft",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_WRITE, .takes = TAKES_JSON, .body_max = PRODUCT_BODY_MAX,
	  .body = &product_create_form, .gives = &created_view, .status = 201, .rate = RATE_WRITE, .write = products_post },
	{ .method = METHOD_GET, .path = "/api/admin/products/:id", .summary = "One product whole, to edit", .who = WHO_STAFF,
	  .permit = PERMIT_PRODUCT_READ, .params = &id_params, .gives = &product_staff, .status = 200, .read = product_get },
	{ .method = METHOD_PUT, .path = "/api/admin/products/:id", .summary = "Replace a product and its SKUs; those left out are deleted",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = PRODUCT_BODY_MAX,
	  .body = &product_update_form, .status = 204, .rate = RATE_WRITE, .write = product_put },
	ACT("on-sale", "Put a product on sale", on_sale_post),
	ACT("off-sale", "Take a product off sale", off_sale_post),
	ACT("delete", "Move a product to the recycle bin", delete_post),
	ACT("restore", "Take a product out of the recycle bin, off sale", restore_post),
	{ .method = METHOD_NONE }
};
/* clang-format on */
