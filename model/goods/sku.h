/* sku.h - what is bought: a product in one combination of its options, with a price and a stock.
 *
 * A product's SKUs are written together, as a matrix (product.h). One that is left out is DELETED: it
 * keeps its id, code and stock for the orders that name it, and another may take its place. */
#ifndef SKU_H
#define SKU_H
#include "../db.h"
#include "../../lib/problem.h"

enum { PRICE_MAX = 1000000000 }; /* ten million yuan */

#define SKU_STATES(W) W(SKU_ACTIVE, "ACTIVE") W(SKU_DELETED, "DELETED")
WORDS_DECLARE(sku_state, SKU_STATES);

/* clang-format off */
#define SKU_ERRORS(E) \
	E(SKU_UNKNOWN, 409, "sku_unknown", "A SKU of the form is not one of this product")
/* clang-format on */
SKU_ERRORS(ERR_DECLARE)

#define SKUS_MAX 200 /* of one product */

struct sku {
	int64_t id, product_id;
	const char *code, *barcode, *value1, *value2, *value3, *image;
	money price;
	maybe_money list_price, cost;
	int32_t weight_g, stock;
	enum sku_state state;
};
struct skus {
	struct sku *at;
	size_t n;
};
SHAPE_DECLARE(sku_row, struct sku);

/* One line of the matrix that staff send. An id is that of a SKU the product has; `stock` is what a
 * new one begins with, and not asked for otherwise. */
struct sku_form {
	maybe_int64 id;
	const char *code, *barcode, *value1, *value2, *value3, *image;
	money price;
	maybe_money list_price, cost;
	int32_t weight_g;
	maybe_int64 stock;
};
struct sku_forms {
	struct sku_form *at;
	size_t n;
};
SHAPE_DECLARE(sku_form, struct sku_form);

/* Those that are not deleted, in the order of the matrix. */
err sku_list_of(struct db *, int64_t product, struct skus *out) MUST_USE;
/* Makes the product's SKUs what the forms say, and locks them before all else. SKU_UNKNOWN;
 * ERR_DUPLICATE, each complained of, for codes that other products use, or combinations the database takes for the same. */
err sku_write_all(struct tx *, int64_t product, const struct sku_forms *, struct problem *) MUST_USE;

/* What a price is computed from, for carts and orders. `on_sale` says whether it may be bought;
 * options reads "红色 / XL". */
struct priced_sku {
	int64_t sku_id, product_id;
	const char *title, *options, *image;
	money price;
	int32_t stock, minimum;
	maybe_int64 purchase_max;
	int32_t weight_g;
	bool on_sale;
	const char *product_state;
	moment now; /* of the database */
};
struct priced_skus {
	struct priced_sku *at;
	size_t n;
};
SHAPE_DECLARE(priced_sku_row, struct priced_sku);

/* Those of the n ids, which ascend, that exist; ascending, each once. One query for every eight. */
err sku_list_for_pricing(struct db *, const int64_t *id, size_t n, struct priced_skus *out) MUST_USE;
#endif
