/* product_bulk.h - one act on many products: on sale, off sale, another price for all their SKUs.
 *
 * Each is done or refused by itself (many.h). Lock order as everywhere: categories, then the SKUs of
 * all of them in ascending order, then the products. A price is never below a fen, nor above its list
 * price: that product is refused whole. */
#ifndef PRODUCT_BULK_H
#define PRODUCT_BULK_H
#include "product.h"
#include "../many.h"

/* clang-format off */
#define PRICE_CHANGES(W) \
	W(PRICE_SET,     "SET")                 /* to so many fen */ \
	W(PRICE_ADD,     "ADD")                 /* so many fen, or fewer by a negative number */ \
	W(PRICE_PERCENT, "PERCENT")             /* to so many basis points of what it is, rounded down */
/* clang-format on */
WORDS_DECLARE(price_change, PRICE_CHANGES);

/* clang-format off */
#define PRODUCT_BULK_ERRORS(E) \
	E(PRICE_ABOVE_LIST, 409, "price_above_list", "It would cost more than the price that is struck through") \
	E(PRICE_TOO_HIGH,   409, "price_too_high",   "No price may be that high") \
	E(PRICE_TOO_LOW,    409, "price_too_low",    "It would cost nothing")
/* clang-format on */
PRODUCT_BULK_ERRORS(ERR_DECLARE)

enum { BULK_MAX = 100, BASIS_POINTS = 10000, BASIS_POINTS_MAX = 10 * BASIS_POINTS };

struct price_rule {
	enum price_change how;
	int64_t value;
};
/* A price under it, which may be none that anybody may ask. */
money price_under(const struct price_rule *, money price);

/* Refused: ERR_NOT_FOUND, PRODUCT_STATE, PRODUCT_NO_SKU, PRODUCT_CATEGORY. */
err product_bulk_sale(struct tx *, const struct picks *, bool on_sale, struct outcomes *out) MUST_USE;

/* What a SKU cost before, and the version of its product since: all that it takes to go back. */
struct sku_price {
	int64_t id;
	money price;
};
struct sku_prices {
	struct sku_price *at;
	size_t n;
};
SHAPE_DECLARE(sku_price_entry, struct sku_price);
struct priced {
	int64_t id;
	int32_t version;
	struct sku_prices skus;
};
struct priced_list {
	struct priced *at;
	size_t n;
};
SHAPE_DECLARE(priced_entry, struct priced);

/* Refused: ERR_NOT_FOUND, PRODUCT_STATE (in the recycle bin), PRICE_ABOVE_LIST, PRICE_TOO_HIGH, PRICE_TOO_LOW.
 * A failure of the whole: ERR_CONFLICT, when somebody writes one of them in this very moment. before: one for
 * each outcome, in their order; of what was refused without SKUs. */
err product_bulk_price(
	struct tx *, const struct picks *, const struct price_rule *, struct outcomes *out, struct priced_list *before) MUST_USE;
/* Back to those prices. Refused: as above, and ERR_CONFLICT when the product is not of that version any more, or its
 * SKUs are others. */
err product_bulk_price_undo(struct tx *, const struct priced_list *, struct outcomes *out) MUST_USE;
#endif
