/* order.h - an order: what was bought, and the one table of the ways it may go (domain 2).
 *
 * Every move is a compare-and-set on the state, and leaves a line in order_log in the same
 * transaction; who loses a race gets ORDER_STATE. Nothing else moves an order. Lock order: order,
 * lines, SKUs ascending, inserts (architecture 3). */
#ifndef ORDER_H
#define ORDER_H
#include "../db.h"

/* clang-format off */
#define ORDER_STATES(W) \
	W(ORDER_UNPAID,       "UNPAID")         /* 待付款 */ \
	W(ORDER_DEPOSIT_PAID, "DEPOSIT_PAID")   /* 已付定金 */ \
	W(ORDER_TO_COLLECT,   "TO_COLLECT")     /* 货到付款 */ \
	W(ORDER_WAIT_GROUP,   "WAIT_GROUP")     /* 待成团 */ \
	W(ORDER_PAID,         "PAID")           /* 待发货 */ \
	W(ORDER_SHIPPED_PART, "SHIPPED_PART")   /* 部分发货 */ \
	W(ORDER_SHIPPED,      "SHIPPED")        /* 待收货 */ \
	W(ORDER_COMPLETED,    "COMPLETED")      /* 已完成 */ \
	W(ORDER_SETTLED,      "SETTLED")        /* 已结算 */ \
	W(ORDER_CANCELLING,   "CANCELLING")     /* 取消中: the channel has the last word */ \
	W(ORDER_CANCELLED,    "CANCELLED")      /* 已取消 */ \
	W(ORDER_REFUNDING,    "REFUNDING")      /* 退款中 */ \
	W(ORDER_REFUNDED,     "REFUNDED")       /* 已退款 */
/* clang-format on */
WORDS_DECLARE(order_state, ORDER_STATES);

/* clang-format off */
#define ORDER_EVENTS(W) \
	W(EVENT_SUBMIT, "submit") W(EVENT_FREE, "free") W(EVENT_COLLECT, "collect") W(EVENT_COLLECTED, "collected") \
	W(EVENT_PARCEL_REFUSED, "parcel_refused") W(EVENT_DEPOSIT, "deposit") W(EVENT_BALANCE, "balance") W(EVENT_BALANCE_OVERDUE, "balance_overdue") \
	W(EVENT_PAY, "pay") W(EVENT_PAY_GROUP, "pay_group") W(EVENT_GROUP_FULL, "group_full") W(EVENT_GROUP_EXPIRED, "group_expired") \
	W(EVENT_PRICE, "price") W(EVENT_ADDRESS, "address") W(EVENT_PICK, "pick") W(EVENT_NOTE, "note") W(EVENT_CANCEL, "cancel") W(EVENT_EXPIRE, "expire") W(EVENT_CLOSED, "closed") W(EVENT_REVIVE, "revive") \
	W(EVENT_SHIP_PART, "ship_part") W(EVENT_SHIP, "ship") W(EVENT_REFUND_ALL, "refund_all") W(EVENT_PICK_UP, "pick_up") \
	W(EVENT_DELIVER, "deliver") W(EVENT_RECEIVE, "receive") W(EVENT_AUTO_RECEIVE, "auto_receive") W(EVENT_EXTEND, "extend_receipt") W(EVENT_WECHAT_SETTLED, "wechat_settled") W(EVENT_SETTLE, "settle") \
	W(EVENT_REST_REFUNDED, "rest_refunded") W(EVENT_REFUNDED, "refunded")
/* clang-format on */
WORDS_DECLARE(order_event, ORDER_EVENTS);

/* clang-format off */
#define ORDER_ERRORS(E) \
	E(ORDER_STATE,         409, "order_state",         "The order is not in a state for that") \
	E(ORDER_FEATURE,       409, "order_feature",       "This is not offered yet") \
	E(ORDER_UNPAID_LIMIT,  409, "order_unpaid_limit",  "Too many unpaid orders") \
	E(ORDER_PRICE_CHANGED, 409, "order_price_changed", "The price has changed") \
	E(ORDER_QUANTITY,      409, "order_quantity",      "More than is left to ship") \
	E(ORDER_EXTENDED,      409, "order_extended",      "Its receipt was put off already") \
	E(ORDER_PICKING,       409, "order_picking",       "It is being packed already")
/* clang-format on */
ORDER_ERRORS(ERR_DECLARE)

struct order_line {
	int64_t id, order_id;
	int32_t position;
	int64_t product_id, sku_id;
	const char *title, *options, *image;
	money price; /* of one, at list */
	int32_t quantity;
	money activity_discount, level_discount, promotion_discount, coupon_discount, points_discount;
	money adjust_amount; /* what staff changed of it, signed */
	money freight_share, pay_amount;
	int32_t shipped_quantity, refunded_quantity;
	money refunded_amount;
};
struct order_lines {
	struct order_line *at;
	size_t n;
};
SHAPE_DECLARE(order_line_row, struct order_line);

struct order {
	int64_t id;
	const char *number;
	member_id member_id;
	enum order_state state;
	const char *source, *region, *province, *city, *district;
	sealed receiver_name, receiver_phone, address;
	int32_t quantity;
	money goods_amount, discount_amount, adjust_amount, freight_amount, pay_amount, paid_amount, refunded_amount;
	const char *remark, *staff_remark, *cancel_reason, *adjust_reason;
	moment created_at, expires_at;
	maybe_moment paid_at, picking_at, shipped_at, auto_receive_at, receive_extended_at, completed_at, closed_at;
	int32_t version;
	moment now;               /* by the database's clock: for countdowns */
	struct order_lines lines; /* where a function says so */
	const char *member_name;  /* likewise: what the buyer calls himself */
};
struct order_list {
	struct order *at;
	size_t n;
};
SHAPE_DECLARE(order_row, struct order);

struct order_log {
	int64_t id, order_id;
	enum order_event event;
	const char *from_state, *to_state, *actor, *note;
	const char *actor_name;               /* of a member or of staff, also who is gone; else NULL. Not for a buyer */
	const char *before_text, *after_text; /* of an event that changes a value: price, address */
	moment created_at;
};
struct order_logs {
	struct order_log *at;
	size_t n;
};
SHAPE_DECLARE(order_log_row, struct order_log);

/* Who acts, for the log: "member:7", "staff:1", "system"; and why. */
struct act {
	const char *actor, *note;
};

/* ---- reading ---- */
err order_by_id(struct db *, int64_t id, struct order *out) MUST_USE; /* without lines */
err order_by_number(struct db *, const char *number, struct order *out) MUST_USE;
err order_lines_of(struct db *, int64_t order, struct order_lines *out) MUST_USE;
#define ORDER_LOG_SHOWN 200 /* lines, the oldest */
err order_logs_of(struct db *, int64_t order, struct order_logs *out) MUST_USE;
/* Without what staff note to each other. */
err order_logs_for_buyer(struct db *, int64_t order, struct order_logs *out) MUST_USE;
/* The first lines of each, by one query: as many in all as a query may give. */
enum { ORDER_LINES_SHOWN = 10 };
err order_attach_lines(struct db *, struct order_list *) MUST_USE;

/* ---- taking ---- */
/* The order as it is now, without lines, and its row until the transaction ends: nobody changes, pays or ends it
 * meanwhile. Its version stays, for nothing was changed. ERR_NOT_FOUND. */
err order_lock(struct tx *, int64_t id, struct order *out) MUST_USE;

/* ---- moving: the table ---- */
/* The state an event leads to from a state: ORDER_STATE when there is no such edge, ORDER_FEATURE
 * when it belongs to what is not offered yet. */
err order_edge(enum order_state from, enum order_event, enum order_state *to) MUST_USE;
/* Compare-and-set along an edge, and its line in the log. `from` is what the caller believes. Not for
 * what changes a value and no state: price, address, picking (order_price.h and its neighbours). */
err order_move(struct tx *, int64_t order, enum order_state from, enum order_event, struct act) MUST_USE;

/* ---- what money does to it (model/money and flows call these) ---- */
/* The whole pay_amount was confirmed: UNPAID or CANCELLING becomes PAID, sales are counted. ORDER_STATE
 * when it is in another state, or costs another amount by now. */
err order_pay(struct tx *, int64_t order, money amount, struct act) MUST_USE;
/* Ends an unpaid order: CANCELLED with its stock back when no attempt is open, else CANCELLING, which
 * only the channel's answer ends. `event` is EVENT_CANCEL or EVENT_EXPIRE; expiry is refused before its time. */
err order_end_unpaid(
	struct tx *, int64_t order, enum order_event event, bool attempt_open, struct act, enum order_state *now) MUST_USE;
/* The channel said closed: CANCELLING (or UNPAID) becomes CANCELLED, the stock comes back. */
err order_closed(struct tx *, int64_t order, struct act) MUST_USE;
/* A paid, unshipped order is given back whole: PAID becomes REFUNDING, the stock comes back. The caller makes the refund. */
err order_refund_begin(struct tx *, int64_t order, const char *reason, struct act) MUST_USE;
/* A refund of this order went through: adds to refunded_amount, and to REFUNDED when nothing is left. */
err order_refunded(struct tx *, int64_t order, money amount, struct act) MUST_USE;

/* ---- what sweeps ask ---- */
struct order_due {
	int64_t id;
	enum order_state state;
};
struct order_due_list {
	struct order_due *at;
	size_t n;
};
SHAPE_DECLARE(order_due_row, struct order_due);
/* UNPAID past its time, and CANCELLING, whose next look is due; oldest first. */
err order_list_unpaid_due(struct db *, int32_t limit, struct order_due_list *out) MUST_USE;
err order_list_receive_due(struct db *, int32_t limit, struct order_due_list *out) MUST_USE;
/* The next look of the sweep, so many seconds from now. */
err order_sweep_again(struct tx *, int64_t order, int64_t in_s) MUST_USE;
/* SHIPPED becomes COMPLETED: the buyer says so, or by itself (EVENT_AUTO_RECEIVE), which is refused before its time. */
err order_receive(struct tx *, int64_t order, enum order_event event, struct act) MUST_USE;
/* The buyer waits longer: SHIPPED is received by itself so many seconds later, once: ORDER_EXTENDED. */
err order_extend(struct tx *, int64_t order, int64_t seconds, struct act) MUST_USE;
#endif
