/* order.c - /api/shop/checkout and /api/shop/orders: from what it would cost to what was received. */
#include "../reply.h"
#include "../../model/order/order_address.h"
#include "../../model/order/order_list.h"
#include "../../model/order/submit.h"
#include "../../model/settings.h"
#include "../../views/order.h"

/* ---- checkout: the selected lines of the cart, or one SKU bought at once ---- */

struct buy_now {
	maybe_int64 sku_id;
	int32_t quantity;
};
SHAPE_DECLARE(checkout_query, struct buy_now);
static const struct field checkout_fields[] = {
	FIELD(struct buy_now, sku_id, .min = 1, .max = INT64_MAX),
	FIELD(struct buy_now, quantity, .min = 1, .max = QUANTITY_MAX, .optional = true, .absent = 1),
};
const struct shape checkout_query = SHAPE(checkout_query, checkout_fields);

static err checkout_get(struct request *r)
{
	const struct buy_now *q = REQUEST_QUERY(r, checkout_query);
	struct wishes wishes = { &(struct wish){ q->sku_id.has ? q->sku_id.is : 0, q->quantity }, 1 };
	struct price price;

	if (!q->sku_id.has)
		TRY(cart_selected(r->db, (struct cart_owner){ .member = r->caller.member }, &wishes));
	TRY(price_compute(r->db, &r->settings->rules, &wishes, &price));
	return reply_one(r, 200, checkout, &price);
}

/* ---- submit ---- */

#define SOURCES(W) W(SOURCE_H5, "H5") W(SOURCE_WECHAT, "WECHAT") W(SOURCE_DESKTOP, "DESKTOP")
WORDS_DECLARE(order_source, SOURCES);
WORDS_DEFINE(order_source, SOURCES);

struct order_form {
	int64_t address_id;
	struct wishes items;
	const char *remark;
	maybe_money expected_amount;
	enum order_source source;
};
SHAPE_DECLARE(order_form, struct order_form);
static const struct field form_fields[] = {
	FIELD(struct order_form, address_id, .min = 1, .max = INT64_MAX),
	FIELD_LIST(struct order_form, items, wish_row, .max = PRICE_LINES_MAX, .optional = true),
	FIELD(struct order_form, remark, .max = 200, .optional = true),
	FIELD(struct order_form, expected_amount, .max = INT64_MAX),
	FIELD_ENUM(struct order_form, source, order_source, .optional = true, .absent = SOURCE_H5),
};
const struct shape order_form = SHAPE(order_form, form_fields);

static err order_post(struct request *r, struct tx *tx)
{
	const struct order_form *form = REQUEST_BODY(r, order_form);
	const struct submission s = { .member = r->caller.member,
		.address = form->address_id,
		.remark = form->remark,
		.source = order_source_words.at[form->source],
		.expected = form->expected_amount };
	const bool from_cart = form->items.n == 0;
	struct wishes wishes = form->items;
	struct order order;

	if (from_cart)
		TRY(cart_take(tx, r->caller.member, &wishes));
	TRY(order_submit(tx, &r->settings->rules, &s, &wishes, &order));
	if (from_cart)
		TRY(cart_remove_bought(tx, r->caller.member, &wishes));
	return reply_one(r, 201, order_submitted, &order);
}

/* ---- lists and one ---- */

struct list_query {
	enum order_tab tab;
	const char *cursor;
	int32_t limit;
};
SHAPE_DECLARE(order_list_query, struct list_query);
static const struct field list_fields[] = {
	FIELD_ENUM(struct list_query, tab, order_tab, .optional = true, .absent = TAB_ALL),
	FIELD(struct list_query, cursor, .max = CURSOR_TEXT, .optional = true),
	FIELD(struct list_query, limit, .min = 1, .max = 50, .optional = true, .absent = 20),
};
const struct shape order_list_query = SHAPE(order_list_query, list_fields);

static err orders_get(struct request *r)
{
	const struct list_query *q = REQUEST_QUERY(r, order_list_query);
	struct cursor at = { 0, INT64_MAX };
	struct order_list list;
	const char *next = NULL;
	bool more;

	if (!cursor_parse(q->cursor, &at)) {
		problem_add(&r->problem, "cursor", SAY_WORD);
		return ERR_INVALID;
	}
	TRY(order_list_of(r->db, r->caller.member, q->tab, at, q->limit, &list, &more));
	if (more && !(next = cursor_print(r->arena, (struct cursor){ 0, list.at[list.n - 1].id })))
		return ERR_NOMEM;
	return reply_list(r, order_card, &list, next);
}

static err counts_get(struct request *r)
{
	struct order_counts_own counts;

	TRY(order_count_own(r->db, r->caller.member, &counts));
	return reply_one(r, 200, order_counts_of_buyer, &counts);
}

static err reply_detail(struct request *r, struct db *db)
{
	struct order_detail d = { .return_place = { "", "", "" } };

	TRY(order_of(db, r->caller.member, REQUEST_PARAMS(r, number_params)->number, &d.order));
	TRY(parcel_list_of(db, d.order.id, &d.parcels));
	TRY(order_logs_for_buyer(db, d.order.id, &d.timeline));
	if (d.parcels.n)
		TRY(identity_return_place(db, &d.return_place));
	return reply_one(r, 200, order_detail, &d);
}

static err order_get(struct request *r) { return reply_detail(r, r->db); }

static err receive_post(struct request *r, struct tx *tx)
{
	struct order order;

	TRY(order_of(r->db, r->caller.member, REQUEST_PARAMS(r, number_params)->number, &order));
	TRY(order_receive(tx, order.id, EVENT_RECEIVE, (struct act){ r->caller.name, "" }));
	return reply_detail(r, db_of(tx));
}

static err extend_post(struct request *r, struct tx *tx)
{
	struct order order;

	TRY(order_of(r->db, r->caller.member, REQUEST_PARAMS(r, number_params)->number, &order));
	TRY(order_extend(tx, order.id, r->settings->rules.extend_receipt, (struct act){ r->caller.name, "" }));
	return reply_detail(r, db_of(tx));
}

struct new_address {
	int64_t address_id;
};
SHAPE_DECLARE(order_address_form, struct new_address);
static const struct field address_fields[] = { FIELD(struct new_address, address_id, .min = 1, .max = INT64_MAX) };
const struct shape order_address_form = SHAPE(order_address_form, address_fields);

static err address_post(struct request *r, struct tx *tx)
{
	TRY(order_change_address_own(tx, r->caller.member, REQUEST_PARAMS(r, number_params)->number,
		REQUEST_BODY(r, order_address_form)->address_id, r->caller.name));
	return reply_detail(r, db_of(tx));
}

/* clang-format off */
const struct route shop_order_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/checkout", .summary = "What an order would cost, step by step", .who = WHO_MEMBER,
	  .query = &checkout_query, .gives = &checkout, .status = 200, .read = checkout_get },
	{ .method = METHOD_POST, .path = "/api/shop/orders", .summary = "Submit an order: the items named, or what is selected in the cart",
	  .who = WHO_MEMBER, .rate = RATE_WRITE, .key = true, .takes = TAKES_JSON, .body = &order_form, .body_max = 32768,
	  .gives = &order_submitted, .status = 201, .write = order_post },
	{ .method = METHOD_GET, .path = "/api/shop/orders", .summary = "Own orders, newest first, each with its first lines", .who = WHO_MEMBER,
	  .query = &order_list_query, .gives = &order_card, .lists = LISTS_CURSOR, .status = 200, .read = orders_get },
	{ .method = METHOD_GET, .path = "/api/shop/orders/counts", .summary = "How many of one's own orders wait for payment, for shipping and for receipt; each 100 at most",
	  .who = WHO_MEMBER, .gives = &order_counts_of_buyer, .status = 200, .read = counts_get },
	{ .method = METHOD_GET, .path = "/api/shop/orders/:number", .summary = "One order, with parcels and timeline", .who = WHO_MEMBER,
	  .params = &number_params, .gives = &order_detail, .status = 200, .read = order_get },
	{ .method = METHOD_POST, .path = "/api/shop/orders/:number/receive", .summary = "Confirm that it has arrived", .who = WHO_MEMBER,
	  .rate = RATE_WRITE, .key = true, .params = &number_params, .gives = &order_detail, .status = 200, .write = receive_post },
	{ .method = METHOD_POST, .path = "/api/shop/orders/:number/extend-receipt", .summary = "Put off the automatic receipt, once", .who = WHO_MEMBER,
	  .rate = RATE_WRITE, .key = true, .params = &number_params, .gives = &order_detail, .status = 200, .write = extend_post },
	{ .method = METHOD_POST, .path = "/api/shop/orders/:number/address", .summary = "Have it sent to another address of one's own, until picking starts",
	  .who = WHO_MEMBER, .rate = RATE_WRITE, .params = &number_params, .takes = TAKES_JSON, .body = &order_address_form, .body_max = 1024,
	  .gives = &order_detail, .status = 200, .write = address_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
