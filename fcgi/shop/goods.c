/* goods.c - /api/shop: what anybody may look at, without signing in. */
#include "../reply.h"
#include "../../views/goods.h"

enum { HOME_PRODUCTS = 10 };

static err home_list(struct request *r, enum product_sort sort, struct product_list *out)
{
	const struct product_query query = { .sort = sort, .limit = HOME_PRODUCTS };
	const char *more;

	return product_list(r->db, r->arena, &query, out, &more);
}

static err home_get(struct request *r)
{
	struct home home;

	TRY(category_list_roots(r->db, &home.categories));
	TRY(home_list(r, SORT_NEWEST, &home.newest));
	TRY(home_list(r, SORT_SALES, &home.best_sellers));
	return reply_one(r, 200, home_view, &home);
}

static err categories_get(struct request *r)
{
	struct categories_page tree;

	TRY(category_tree(r->db, &tree.items));
	return reply_one(r, 200, category_tree_view, &tree);
}

static err products_get(struct request *r)
{
	struct product_list list;
	const char *next;

	TRY(product_list(r->db, r->arena, REQUEST_QUERY(r, product_query), &list, &next));
	return reply_list(r, product_card, &list, next);
}

static err brands_get(struct request *r)
{
	struct brand_list brands;

	TRY(brand_list_active(r->db, &brands));
	return reply_list(r, brand_card, &brands, NULL);
}

static err product_get(struct request *r)
{
	struct product product;

	TRY(product_on_sale_by_id(r->db, r->arena, REQUEST_PARAMS(r, id_params)->id, &product));
	return reply_one(r, 200, product_detail, &product);
}

/* clang-format off */
const struct route shop_goods_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/home", .summary = "The front page: categories, new goods, best sellers",
	  .who = WHO_ANYONE, .shared = true, .gives = &home_view, .status = 200, .read = home_get },
	{ .method = METHOD_GET, .path = "/api/shop/categories", .summary = "The tree of categories", .who = WHO_ANYONE,
	  .shared = true, .gives = &category_tree_view, .status = 200, .read = categories_get },
	{ .method = METHOD_GET, .path = "/api/shop/products", .summary = "Goods on sale, by category, brand, tag, keyword and price",
	  .who = WHO_ANYONE, .shared = true, .query = &product_query, .gives = &product_card, .lists = LISTS_CURSOR, .status = 200,
	  .read = products_get },
	{ .method = METHOD_GET, .path = "/api/shop/products/:id", .summary = "One product with its SKUs", .who = WHO_ANYONE,
	  .shared = true, .params = &id_params, .gives = &product_detail, .status = 200, .read = product_get },
	{ .method = METHOD_GET, .path = "/api/shop/brands", .summary = "Brands, by position", .who = WHO_ANYONE, .shared = true,
	  .gives = &brand_card, .lists = LISTS_CURSOR, .status = 200, .read = brands_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
