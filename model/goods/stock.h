/* stock.h - how many of a SKU there are, and the journal of every change.
 *
 * Stock goes down by a guarded update and never below zero, whoever asks at once. Every change leaves
 * a movement; those of a SKU add up to its stock, and its `after` follows from the one before. One
 * movement of a kind and reference: the same sale cannot be written twice (ERR_DUPLICATE).
 *
 * Lock order: SKUs in ascending id, then products. A product's in_stock is touched only when a SKU becomes empty or stops being so, never on each sale. */
#ifndef STOCK_H
#define STOCK_H
#include "../db.h"

/* clang-format off */
#define STOCK_KINDS(W) \
	W(STOCK_INITIAL, "INITIAL")             /* what a SKU began with */ \
	W(STOCK_SALE,    "SALE") \
	W(STOCK_RETURN,  "RETURN")              /* of an order that was cancelled or refunded */ \
	W(STOCK_ADJUST,  "ADJUST")              /* by staff: counted, broken, delivered */
/* clang-format on */
WORDS_DECLARE(stock_kind, STOCK_KINDS);

/* clang-format off */
#define STOCK_ERRORS(E) \
	E(STOCK_SOLD_OUT, 409, "stock_sold_out", "Not enough in stock")
/* clang-format on */
STOCK_ERRORS(ERR_DECLARE)

struct stock_movement {
	int64_t id, sku_id;
	enum stock_kind kind;
	int32_t quantity, after; /* signed */
	const char *reference, *note;
	maybe_int64 staff_id;
	const char *staff_name; /* NULL: nobody of staff */
	moment created_at;
};
struct stock_movements {
	struct stock_movement *at;
	size_t n;
};
SHAPE_DECLARE(stock_movement_row, struct stock_movement);

/* So many of each: ascending by SKU, each once, quantities at least 1. */
struct stock_line {
	int64_t sku_id;
	int32_t quantity;
};
struct stock_lines {
	struct stock_line *at;
	size_t n;
};

/* Sold, all or none. STOCK_SOLD_OUT when there are not so many of one, or it is deleted; whether its
 * product is on sale the caller has seen when it asked for the price. `reference` is the order's number. */
err stock_take(struct tx *, const struct stock_lines *, const char *reference) MUST_USE;
/* Back again, also to a SKU deleted since. `reference` is the order's, or the refund's when it is one of several. */
err stock_return(struct tx *, const struct stock_lines *, const char *reference) MUST_USE;
/* What a new SKU begins with; 0 leaves no movement. The product's in_stock is for the caller to set. */
err stock_begin(struct tx *, int64_t sku, int32_t quantity) MUST_USE;

/* By staff, up or down. STOCK_SOLD_OUT when it would go below zero (or above what is countable),
 * ERR_NOT_FOUND for no such SKU, ERR_DUPLICATE for a reference used before; NULL makes one up. */
struct stock_adjustment {
	int32_t delta;
	const char *note, *reference;
};
SHAPE_DECLARE(stock_adjustment_form, struct stock_adjustment);
err stock_adjust(struct tx *, int64_t sku, const struct stock_adjustment *, staff_id, struct stock_movement *out) MUST_USE;

/* Newest first; *total is how many there are. ERR_NOT_FOUND for no such SKU. */
err stock_movements_page(
	struct db *, int64_t sku, int32_t page, int32_t page_size, struct stock_movements *out, int64_t *total) MUST_USE;
#endif
