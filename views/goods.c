#include "goods.h"

/* clang-format off */
#define TILE \
	FIELD(struct category, id), \
	FIELD(struct category, name), \
	FIELD(struct category, image)
/* clang-format on */
static const struct field tile[] = { TILE };
const struct shape category_tile = SHAPE(category_tile, tile);
const struct shape category_level3 = SHAPE(category_level3, tile);
static const struct field level2[] = { TILE, FIELD_LIST(struct category, children, category_level3) };
const struct shape category_level2 = SHAPE(category_level2, level2);
static const struct field level1[] = { TILE, FIELD_LIST(struct category, children, category_level2) };
const struct shape category_level1 = SHAPE(category_level1, level1);

static const struct field tree[] = { FIELD_LIST(struct categories_page, items, category_level1) };
const struct shape category_tree_view = SHAPE(category_tree_view, tree);

static const struct field card[] = { PRODUCT_CARD_FIELDS };
const struct shape product_card = SHAPE(product_card, card);

/* clang-format off */
#define CHOICE \
	FIELD(struct sku, id), \
	FIELD(struct sku, value1), \
	FIELD(struct sku, value2), \
	FIELD(struct sku, value3), \
	FIELD(struct sku, image), \
	FIELD(struct sku, price), \
	FIELD(struct sku, list_price), \
	FIELD(struct sku, stock)
/* clang-format on */
static const struct field choice[] = { CHOICE };
const struct shape sku_choice = SHAPE(sku_choice, choice);

/* clang-format off */
#define DESCRIPTION \
	FIELD(struct product, category_id), \
	FIELD(struct product, brand_id), \
	FIELD(struct product, brand_name), \
	FIELD_LIST(struct product, images, product_image), \
	FIELD(struct product, video), \
	FIELD_LIST(struct product, tags, product_tag_entry), \
	FIELD_LIST(struct product, parameters, product_parameter), \
	FIELD(struct product, detail), \
	FIELD(struct product, unit), \
	FIELD(struct product, option1), \
	FIELD(struct product, option2), \
	FIELD(struct product, option3), \
	FIELD(struct product, minimum), \
	FIELD(struct product, purchase_max)
/* clang-format on */
static const struct field detail[] = { PRODUCT_CARD_FIELDS, DESCRIPTION, FIELD_LIST(struct product, skus, sku_choice) };
const struct shape product_detail = SHAPE(product_detail, detail);

/* clang-format off */
#define BRAND \
	FIELD(struct brand, id), \
	FIELD(struct brand, name), \
	FIELD(struct brand, image)
/* clang-format on */
static const struct field brand[] = { BRAND };
const struct shape brand_card = SHAPE(brand_card, brand);

/* ---- staff ---- */

static const struct field staff_brand[] = {
	BRAND,
	FIELD(struct brand, position),
	FIELD_ENUM(struct brand, state, brand_state),
	FIELD(struct brand, version),
};
const struct shape brand_staff = SHAPE(brand_staff, staff_brand);

static const struct field staff_category[] = {
	FIELD(struct category, id),
	FIELD(struct category, parent_id),
	FIELD(struct category, level),
	FIELD(struct category, name),
	FIELD(struct category, image),
	FIELD(struct category, position),
	FIELD_ENUM(struct category, state, category_state),
	FIELD(struct category, version),
};
const struct shape category_staff = SHAPE(category_staff, staff_category);

/* clang-format off */
#define KEPT \
	FIELD_ENUM(struct product, state, product_state), \
	FIELD(struct product, created_at), \
	FIELD(struct product, updated_at), \
	FIELD(struct product, on_sale_at), \
	FIELD(struct product, version)
/* clang-format on */
static const struct field staff_line[] = { PRODUCT_CARD_FIELDS, FIELD(struct product, category_id), KEPT };
const struct shape product_staff_line = SHAPE(product_staff_line, staff_line);

static const struct field staff_sku[] = {
	CHOICE,
	FIELD(struct sku, code),
	FIELD(struct sku, barcode),
	FIELD(struct sku, cost),
	FIELD(struct sku, weight_g),
};
const struct shape sku_staff = SHAPE(sku_staff, staff_sku);

static const struct field staff_product[] = { PRODUCT_CARD_FIELDS, DESCRIPTION, FIELD(struct product, category_path), KEPT,
	FIELD_LIST(struct product, skus, sku_staff) };
const struct shape product_staff = SHAPE(product_staff, staff_product);

static const struct field movement[] = {
	FIELD(struct stock_movement, id),
	FIELD_ENUM(struct stock_movement, kind, stock_kind),
	FIELD(struct stock_movement, quantity),
	FIELD(struct stock_movement, after),
	FIELD(struct stock_movement, reference),
	FIELD(struct stock_movement, note),
	FIELD(struct stock_movement, staff_id),
	FIELD(struct stock_movement, staff_name),
	FIELD(struct stock_movement, created_at),
};
const struct shape stock_movement_view = SHAPE(stock_movement_view, movement);
