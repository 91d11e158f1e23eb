/* order.c - /api/admin/orders: a list, one order whole, and shipping it. */
#include "../reply.h"
#include "../../model/order/order_list.h"
#include "../../model/settings.h"
#include "../../views/order.h"

struct search {
	enum order_state state;
	const char *number, *phone;
	maybe_int64 member_id;
	maybe_moment from, until;
	int32_t page, page_size;
};
SHAPE_DECLARE(order_search_query, struct search);
static const struct field search_fields[] = {
	FIELD_ENUM(struct search, state, order_state, .optional = true),
	FIELD(struct search, number, .max = 20, .optional = true, .ascii = true),
	FIELD(struct search, phone, .max = 20, .optional = true, .ascii = true),
	FIELD(struct search, member_id, .min = 1, .max = INT64_MAX),
	FIELD(struct search, from),
	FIELD(struct search, until),
	FIELD(struct search, page, .min = 1, .max = 5000, .optional = true, .absent = 1),
	FIELD(struct search, page_size, .min = 1, .max = 100, .optional = true, .absent = 20),
};
const struct shape order_search_query = SHAPE(order_search_query, search_fields);

static err orders_get(struct request *r)
{
	const struct search *q = REQUEST_QUERY(r, order_search_query);
	const struct order_filter filter = { .state = q->state,
		.number = q->number,
		.phone = q->phone,
		.member = q->member_id,
		.from = q->from,
		.until = q->until,
		.page = q->page,
		.page_size = q->page_size };
	struct order_list list;
	int64_t total;

	TRY(order_search(r->db, &filter, &list, &total));
	return reply_page(r, order_row_for_staff, &list, &((struct page){ q->page, q->page_size }), total);
}

/* Who may ship, or change where it goes, needs the receiver's name, phone and address whole; the schema is the same. */
static err reply_detail(struct request *r, struct db *db)
{
	struct order_detail d;

	TRY(order_named(db, REQUEST_PARAMS(r, id_params)->id, &d.order));
	TRY(order_lines_of(db, d.order.id, &d.order.lines));
	TRY(parcel_list_of(db, d.order.id, &d.parcels));
	TRY(order_logs_of(db, d.order.id, &d.timeline));
	TRY(payment_list_of(db, d.order.id, &d.payments));
	TRY(refund_list_of(db, d.order.id, &d.refunds));
	if (r->caller.permits >> PERMIT_ORDER_SHIP & 1 || r->caller.permits >> PERMIT_ORDER_ADDRESS & 1)
		return reply_one(r, 200, order_detail_for_shipper, &d);
	return reply_one(r, 200, order_detail_for_staff, &d);
}

static err order_get(struct request *r) { return reply_detail(r, r->db); }

/* ---- shipping ---- */

SHAPE_DECLARE(parcel_line_form, struct parcel_line);
static const struct field line_fields[] = {
	FIELD(struct parcel_line, order_line_id, .min = 1, .max = INT64_MAX),
	FIELD(struct parcel_line, quantity, .min = 1, .max = QUANTITY_MAX),
};
const struct shape parcel_line_form = SHAPE(parcel_line_form, line_fields);

SHAPE_DECLARE(parcel_form, struct parcel);
static const struct field parcel_fields[] = {
	FIELD_ENUM(struct parcel, carrier, carrier),
	FIELD(struct parcel, tracking_number, .min = 5, .max = 40),
	FIELD_LIST(struct parcel, lines, parcel_line_form, .max = PRICE_LINES_MAX, .optional = true),
};
static void parcel_check(const void *form, struct problem *problem)
{
	const struct parcel *p = form;

	for (const char *c = p->tracking_number; *c; c++) {
		if ((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || *c == '-')
			continue;
		problem_add(problem, "tracking_number", SAY_TEXT);
		return;
	}
}
const struct shape parcel_form = SHAPE(parcel_form, parcel_fields, .check = parcel_check);

static err parcel_post(struct request *r, struct tx *tx)
{
	struct parcel parcel = *REQUEST_BODY(r, parcel_form);

	parcel.staff_id = r->caller.staff;
	TRY(parcel_ship(tx, REQUEST_PARAMS(r, id_params)->id, &parcel, r->settings->rules.auto_receive_express,
		(struct act){ r->caller.name, parcel.tracking_number }));
	return reply_detail(r, db_of(tx));
}

struct remark {
	const char *staff_remark;
	int32_t version;
};
SHAPE_DECLARE(order_remark_form, struct remark);
static const struct field remark_fields[] = {
	FIELD(struct remark, staff_remark, .max = 200),
	FIELD(struct remark, version, .min = 1, .max = INT32_MAX),
};
const struct shape order_remark_form = SHAPE(order_remark_form, remark_fields);

static err remark_put(struct request *r, struct tx *tx)
{
	const struct remark *form = REQUEST_BODY(r, order_remark_form);

	TRY(order_remark(tx, REQUEST_PARAMS(r, id_params)->id, form->staff_remark, form->version, r->caller.name));
	return reply_detail(r, db_of(tx));
}

/* clang-format off */
const struct route admin_order_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/orders", .summary = "Orders, filtered, each with its first lines",
	  .who = WHO_STAFF, .permit = PERMIT_ORDER_READ,
	  .query = &order_search_query, .gives = &order_row_for_staff, .lists = LISTS_PAGES, .status = 200, .read = orders_get },
	{ .method = METHOD_GET, .path = "/api/admin/orders/:id", .summary = "One order, with parcels, log, payments and refunds", .who = WHO_STAFF,
	  .permit = PERMIT_ORDER_READ, .params = &id_params, .gives = &order_detail_for_staff, .status = 200, .read = order_get },
	{ .method = METHOD_POST, .path = "/api/admin/orders/:id/parcels", .summary = "Ship it, whole or in part", .who = WHO_STAFF,
	  .permit = PERMIT_ORDER_SHIP, .rate = RATE_WRITE, .key = true, .params = &id_params, .takes = TAKES_JSON, .body = &parcel_form,
	  .body_max = 16384, .gives = &order_detail_for_staff, .status = 200, .write = parcel_post },
	{ .method = METHOD_PUT, .path = "/api/admin/orders/:id/remark", .summary = "The remark that only staff see", .who = WHO_STAFF,
	  .permit = PERMIT_ORDER_REMARK, .rate = RATE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &order_remark_form,
	  .body_max = 2048, .gives = &order_detail_for_staff, .status = 200, .write = remark_put },
	{ .method = METHOD_NONE }
};
/* clang-format on */
