/* stock.c - /api/admin/skus: staff look through a SKU's movements, and adjust its stock. */
#include "../reply.h"
#include "../../views/goods.h"

enum { ADJUSTMENT_BODY_MAX = 4096 };

static err movements_get(struct request *r)
{
	const struct page *page = REQUEST_QUERY(r, page_query);
	struct stock_movements list;
	int64_t total;

	TRY(stock_movements_page(r->db, REQUEST_PARAMS(r, id_params)->id, page->page, page->page_size, &list, &total));
	return reply_page(r, stock_movement_view, &list, page, total);
}

static err adjustments_post(struct request *r, struct tx *tx)
{
	struct stock_movement movement;

	TRY(stock_adjust(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, stock_adjustment_form), r->caller.staff, &movement));
	return reply_one(r, 201, stock_movement_view, &movement);
}

/* clang-format off */
const struct route admin_stock_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/skus/:id/movements", .summary = "What changed the stock of a SKU, the latest first",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_READ, .params = &id_params, .query = &page_query, .gives = &stock_movement_view,
	  .lists = LISTS_PAGES, .status = 200, .read = movements_get },
	{ .method = METHOD_POST, .path = "/api/admin/skus/:id/adjustments", .summary = "Raise or lower the stock of a SKU, and say why",
	  .who = WHO_STAFF, .permit = PERMIT_STOCK_ADJUST, .params = &id_params, .takes = TAKES_JSON, .body_max = ADJUSTMENT_BODY_MAX,
	  .body = &stock_adjustment_form, .gives = &stock_movement_view, .status = 201, .key = true, .rate = RATE_WRITE,
	  .write = adjustments_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
