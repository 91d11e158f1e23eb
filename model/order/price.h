/* price.h - the one function that computes a price (domain 4), explained step by step.
 *
 * Steps that have no feature yet give zero; their place, their column in the order line and their
 * line in the explanation stand. Each step's discount is split over its lines by largest remainder
 * on what the lines pay after the steps before. */
#ifndef PRICE_H
#define PRICE_H
#include "../db.h"
#include "../settings.h"

/* clang-format off */
#define PRICE_STEPS(W) \
	W(STEP_GOODS, "goods") W(STEP_ACTIVITY, "activity") W(STEP_LEVEL, "level") W(STEP_PROMOTION, "promotion") \
	W(STEP_COUPON, "coupon") W(STEP_POINTS, "points") W(STEP_FREIGHT, "freight")
/* clang-format on */
WORDS_DECLARE(price_step, PRICE_STEPS);

/* clang-format off */
#define PRICE_ERRORS(E) \
	E(GOODS_NOT_ON_SALE, 409, "goods_not_on_sale", "Something in it is no longer on sale") \
	E(PURCHASE_LIMIT,    409, "purchase_limit",    "More than one may buy of it") \
	E(PURCHASE_MINIMUM,  409, "purchase_minimum",  "Less than the least quantity") \
	E(CART_EMPTY,        409, "cart_empty",        "Nothing is selected")
/* clang-format on */
PRICE_ERRORS(ERR_DECLARE)

enum { QUANTITY_MAX = 9999 };
#define PRICE_LINES_MAX 200

/* What somebody wants. Two of one SKU are summed before any check. */
struct wish {
	int64_t sku_id;
	int32_t quantity;
};
struct wishes {
	struct wish *at;
	size_t n;
};
SHAPE_DECLARE(wish_row, struct wish);

struct price_line {
	int64_t product_id, sku_id;
	const char *title, *options, *image;
	money price;
	int32_t quantity, stock;
	money activity_discount, level_discount, promotion_discount, coupon_discount, points_discount, freight_share, pay_amount;
};
struct price_lines {
	struct price_line *at;
	size_t n;
}; /* ascending SKU */
SHAPE_DECLARE(price_line_view, struct price_line);

struct price_part {
	enum price_step step;
	money amount;
}; /* discounts are negative */
struct price_parts {
	struct price_part *at;
	size_t n;
};
SHAPE_DECLARE(price_part_view, struct price_part);

struct price {
	struct price_lines lines;
	struct price_parts parts;
	int32_t quantity;
	money goods_amount, discount_amount, freight_amount, pay_amount;
	moment now; /* when it was so, by the database */
};

/* Refuses what is not on sale, beyond limits, or does not fit (ERR_INVALID). Stock is told, not
 * checked: taking it is what decides. One query for every eight lines. */
err price_compute(struct db *, const struct rules_settings *, const struct wishes *, struct price *out) MUST_USE;
#endif
