/* order_list.h - lists of orders: a buyer's own, and what staff filter. */
#ifndef ORDER_LIST_H
#define ORDER_LIST_H
#include "order.h"
#include "../../lib/cursor.h"

/* The buyer's tabs; unset: all. A tab gathers states. */
/* clang-format off */
#define ORDER_TABS(W) \
	W(TAB_UNPAID, "unpaid") W(TAB_TO_SHIP, "to_ship") W(TAB_TO_RECEIVE, "to_receive") W(TAB_DONE, "done") W(TAB_CLOSED, "closed") W(TAB_ALL, "all")
/* clang-format on */
WORDS_DECLARE(order_tab, ORDER_TABS);

/* Newest first, below the cursor's id; with lines. *more: there are further ones. */
err order_list_of(
	struct db *, member_id, enum order_tab, struct cursor, int32_t limit, struct order_list *out, bool *more) MUST_USE;
/* ERR_NOT_FOUND for another's as for none. With lines. */
err order_of(struct db *, member_id, const char *number, struct order *out) MUST_USE;

/* For staff: without lines, but named. */
err order_named(struct db *, int64_t id, struct order *out) MUST_USE;

struct order_filter {
	enum order_state state;     /* unset: any */
	const char *number, *phone; /* the whole of it; number: of the order, or of an attempt to pay it */
	maybe_int64 member;
	maybe_moment from, until; /* created in [from, until) */
	int32_t page, page_size;
};
/* With lines and names. total counts at most COUNTED_MAX. */
err order_search(struct db *, const struct order_filter *, struct order_list *out, int64_t *total) MUST_USE;

/* Leaves a line in the log, of what it was and is; the same again is no change. ERR_CONFLICT when the order has changed
 * since `version`. */
err order_remark(struct tx *, int64_t order, const char *staff_remark, int32_t version, const char *actor) MUST_USE;

/* To-do counters of the dashboard, each COUNTED_MAX at most; and the database's clock. */
struct order_counts {
	int64_t unpaid, to_ship, shipped, refunding;
	moment now;
};
SHAPE_DECLARE(order_counts_row, struct order_counts);
err order_count_all(struct db *, struct order_counts *out) MUST_USE;

/* What waits for a buyer, by the tabs of the same names; each ORDER_COUNT_OWN_MAX at most. */
enum { ORDER_COUNT_OWN_MAX = 100 };
struct order_counts_own {
	int64_t unpaid, to_ship, to_receive;
};
SHAPE_DECLARE(order_counts_own_row, struct order_counts_own);
err order_count_own(struct db *, member_id, struct order_counts_own *out) MUST_USE;
#endif
