/* cart.h - what a member, or a browser nobody signed in on, means to buy.
 *
 * A cart holds at most 200 lines, 9999 of each; both are guarded in the database. Nothing is ever
 * put into it but by its owner's wish. Lines whose goods are gone stay, as invalid, until removed. */
#ifndef CART_H
#define CART_H
#include "price.h"

/* clang-format off */
#define CART_ERRORS(E) \
	E(CART_FULL, 409, "cart_full", "The cart is full")
/* clang-format on */
CART_ERRORS(ERR_DECLARE)

/* Exactly one of the two: a member, or the secret word in a guest's cookie. */
struct cart_owner {
	member_id member;
	const char *guest;
};

struct cart_line {
	int64_t sku_id, product_id;
	const char *title, *options, *image;
	money price;
	int32_t quantity, stock, minimum;
	maybe_int64 purchase_max;
	bool selected, on_sale;
};
struct cart_lines {
	struct cart_line *at;
	size_t n;
}; /* latest first */
SHAPE_DECLARE(cart_line_row, struct cart_line);

err cart_lines_of(struct db *, struct cart_owner, struct cart_lines *out) MUST_USE;
/* The selected lines that are on sale, as wishes. */
err cart_selected(struct db *, struct cart_owner, struct wishes *out) MUST_USE;

/* More of it. ERR_NOT_FOUND when it is not on sale, CART_FULL, ERR_INVALID past 9999. */
err cart_add(struct tx *, struct cart_owner, const struct wish *) MUST_USE;
/* ERR_NOT_FOUND when the cart has no such line. */
err cart_set(struct tx *, struct cart_owner, int64_t sku, int32_t quantity, bool selected) MUST_USE;
err cart_remove(struct tx *, struct cart_owner, int64_t sku) MUST_USE;
err cart_select_all(struct tx *, struct cart_owner, bool selected) MUST_USE;
/* For an order: the selected lines that are on sale, which are this transaction's alone. Whoever orders the same cart
 * at the same time waits, and then finds it without them. */
err cart_take(struct tx *, member_id, struct wishes *out) MUST_USE;
/* After an order: what was taken leaves the cart. */
err cart_remove_bought(struct tx *, member_id, const struct wishes *) MUST_USE;
/* A guest signs in: lines move over, quantities add up to 9999, what does not fit in 200 stays behind. */
err cart_merge(struct tx *, const char *guest, member_id) MUST_USE;
#endif
