/* goods.h - goods as buyers see them, and as staff do. */
#ifndef VIEWS_GOODS_H
#define VIEWS_GOODS_H
#include "../model/goods/brand.h"
#include "../model/goods/category.h"
#include "../model/goods/product_list.h"
#include "../model/goods/stock.h"

/* ---- buyers ---- */
SHAPE_DECLARE(category_level1, struct category); /* with all below it */
SHAPE_DECLARE(category_level2, struct category);
SHAPE_DECLARE(category_level3, struct category);
SHAPE_DECLARE(category_tile, struct category); /* without */
SHAPE_DECLARE(product_card, struct product);
SHAPE_DECLARE(product_detail, struct product);
SHAPE_DECLARE(sku_choice, struct sku);

struct categories_page {
	struct category_list items;
};
SHAPE_DECLARE(category_tree_view, struct categories_page);
struct home {
	struct category_list categories;
	struct product_list newest, best_sellers;
};
SHAPE_DECLARE(home_view, struct home);

SHAPE_DECLARE(brand_card, struct brand);

/* ---- staff ---- */
SHAPE_DECLARE(brand_staff, struct brand);
SHAPE_DECLARE(category_staff, struct category);
SHAPE_DECLARE(product_staff_line, struct product); /* in a list */
SHAPE_DECLARE(product_staff, struct product);
SHAPE_DECLARE(sku_staff, struct sku);
SHAPE_DECLARE(stock_movement_view, struct stock_movement);
#endif
