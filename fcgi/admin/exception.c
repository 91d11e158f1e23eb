/* exception.c - /api/admin/exceptions: money, or news of it, that fits no order. */
#include "../reply.h"
#include "../../model/money/refund.h"
#include "../../views/money.h"

struct search {
	enum exception_state state;
	enum exception_kind kind;
	int32_t page, page_size;
};
SHAPE_DECLARE(exception_query, struct search);
static const struct field search_fields[] = {
	FIELD_ENUM(struct search, state, exception_state, .optional = true),
	FIELD_ENUM(struct search, kind, exception_kind, .optional = true),
	FIELD(struct search, page, .min = 1, .max = 100000, .optional = true, .absent = 1),
	FIELD(struct search, page_size, .min = 1, .max = 100, .optional = true, .absent = 20),
};
const struct shape exception_query = SHAPE(exception_query, search_fields);

struct resolution {
	const char *note;
	int32_t version;
};
SHAPE_DECLARE(exception_resolution, struct resolution);
static const struct field resolution_fields[] = {
	FIELD(struct resolution, note, .min = 1, .max = 400),
	FIELD(struct resolution, version, .min = 1, .max = INT32_MAX),
};
const struct shape exception_resolution = SHAPE(exception_resolution, resolution_fields);

struct retry {
	int32_t version;
};
SHAPE_DECLARE(exception_retry_form, struct retry);
static const struct field retry_fields[] = { FIELD(struct retry, version, .min = 1, .max = INT32_MAX) };
const struct shape exception_retry_form = SHAPE(exception_retry_form, retry_fields);

static err exceptions_get(struct request *r)
{
	const struct search *q = REQUEST_QUERY(r, exception_query);
	struct exception_list list;
	int64_t total;

	TRY(exception_page(r->db, q->state ? exception_state_words.at[q->state] : NULL,
		q->kind ? exception_kind_words.at[q->kind] : NULL, q->page, q->page_size, &list, &total));
	return reply_page(r, exception_card, &list, &((struct page){ q->page, q->page_size }), total);
}

static err exception_get(struct request *r)
{
	struct exception x;

	TRY(exception_by_id(r->db, REQUEST_PARAMS(r, id_params)->id, &x));
	return reply_one(r, 200, exception_card, &x);
}

static err resolve_post(struct request *r, struct tx *tx)
{
	const struct resolution *form = REQUEST_BODY(r, exception_resolution);

	TRY(refund_resolve(tx, REQUEST_PARAMS(r, id_params)->id, form->version, form->note, r->caller.staff));
	return reply_nothing(r);
}

static err retry_post(struct request *r, struct tx *tx)
{
	const int64_t id = REQUEST_PARAMS(r, id_params)->id;
	struct exception x;

	TRY(refund_retry(tx, id, REQUEST_BODY(r, exception_retry_form)->version, r->caller.staff));
	TRY(exception_by_id(r->db, id, &x));
	return reply_one(r, 200, exception_card, &x);
}

/* clang-format off */
const struct route admin_exception_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/exceptions", .summary = "The exception desk", .who = WHO_STAFF, .permit = PERMIT_EXCEPTION_READ,
	  .query = &exception_query, .gives = &exception_card, .lists = LISTS_PAGES, .status = 200, .read = exceptions_get },
	{ .method = METHOD_GET, .path = "/api/admin/exceptions/:id", .summary = "One exception", .who = WHO_STAFF, .permit = PERMIT_EXCEPTION_READ,
	  .params = &id_params, .gives = &exception_card, .status = 200, .read = exception_get },
	{ .method = METHOD_POST, .path = "/api/admin/exceptions/:id/resolve", .summary = "Say what was done about an exception", .who = WHO_STAFF,
	  .permit = PERMIT_EXCEPTION_RESOLVE, .rate = RATE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &exception_resolution,
	  .body_max = 4096, .status = 204, .write = resolve_post },
	{ .method = METHOD_POST, .path = "/api/admin/exceptions/:id/retry", .summary = "Have a refund that failed sent again, under its number",
	  .who = WHO_STAFF, .permit = PERMIT_EXCEPTION_RESOLVE, .rate = RATE_WRITE, .key = true, .params = &id_params, .takes = TAKES_JSON,
	  .body = &exception_retry_form, .body_max = 4096, .gives = &exception_card, .status = 200, .write = retry_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
