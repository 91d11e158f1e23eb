/* find.h - what staff look for by a few characters: orders, goods and members, a few of each. */
#ifndef FIND_H
#define FIND_H
#include "db.h"
#include "goods/product.h"
#include "order/order.h"

/* FIND_DIGITS: fewer digits of an order's number would find any. FIND_NEWEST: of so many goods a single
 * Chinese character is looked for, which no index knows. */
enum { FIND_MAX = 5, FIND_TEXT_MAX = 40, FIND_DIGITS = 4, FIND_NEWEST = 1000 };

struct found_order {
	int64_t id;
	const char *number;
	sealed receiver_name;
	enum order_state state;
	money pay_amount;
	moment created_at;
};
struct found_orders {
	struct found_order *at;
	size_t n;
};
SHAPE_DECLARE(found_order_row, struct found_order);

struct found_product {
	int64_t id;
	const char *title, *image; /* image NULL: none */
	enum product_state state;
	money price_min;
};
struct found_products {
	struct found_product *at;
	size_t n;
};
SHAPE_DECLARE(found_product_row, struct found_product);

struct found_member {
	int64_t id;
	const char *nickname;
	sealed phone; /* text NULL: none */
};
struct found_members {
	struct found_member *at;
	size_t n;
};
SHAPE_DECLARE(found_member_row, struct found_member);

/* Whose number begins so, or that of an attempt to pay it, which has a P before: digits, FIND_DIGITS at least, else none. */
err find_orders(struct db *, const char *text, struct found_orders *out) MUST_USE;
/* Whose title has it, deleted ones left out; newest first. */
err find_products(struct db *, const char *text, struct found_products *out) MUST_USE;
/* Whose phone, or nickname, is exactly that. */
err find_members(struct db *, const char *text, struct found_members *out) MUST_USE;
#endif
