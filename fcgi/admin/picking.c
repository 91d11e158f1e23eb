/* picking.c - /api/admin/picking: orders are taken from the shelves, by slips that are printed. */
#include "../outcome.h"
#include "../../model/order/picking.h"
#include "../../views/order.h"
#include <stdlib.h>

enum { SLIPS_TEXT_MAX = PICKING_MAX * 20, PICKING_BODY_MAX = 4096 };

struct picking_orders {
	struct picks orders;
};
SHAPE_DECLARE(picking_form, struct picking_orders);
static const struct field form[] = { FIELD_LIST(struct picking_orders, orders, picked_entry, .min = 1, .max = PICKING_MAX) };
static void form_check(const void *p, struct problem *problem)
{
	if (!picks_are_distinct(&((const struct picking_orders *)p)->orders))
		problem_add(problem, "orders", SAY_REPEATED);
}
const struct shape picking_form = SHAPE(picking_form, form, .check = form_check);

static err picking_post(struct request *r, struct tx *tx)
{
	struct outcomes outcomes;

	TRY(picking_start(tx, &REQUEST_BODY(r, picking_form)->orders, r->caller.name, &outcomes));
	return reply_outcomes(r, &outcomes);
}

/* ---- slips ---- */

struct slips_query {
	const char *orders; /* "7,12,9" */
};
SHAPE_DECLARE(picking_slips_query, struct slips_query);
static const struct field query[] = { FIELD(struct slips_query, orders, .min = 1, .max = SLIPS_TEXT_MAX, .ascii = true) };
const struct shape picking_slips_query = SHAPE(picking_slips_query, query);

/* Ids with commas between them; false for anything else, or too many. */
static bool parse_ids(const char *text, int64_t *id, size_t *n)
{
	for (*n = 0; *n < PICKING_MAX; text++) {
		char *end;
		if (*text < '1' || *text > '9')
			return false;
		const long long number = strtoll(text, &end, 10);
		id[(*n)++] = number;
		text = end;
		if (*text == '\0')
			return true;
		if (*text != ',')
			return false;
	}
	return false;
}

static err slips_get(struct request *r)
{
	int64_t id[PICKING_MAX];
	struct slip_list list;
	size_t n;

	if (!parse_ids(REQUEST_QUERY(r, picking_slips_query)->orders, id, &n)) {
		problem_add(&r->problem, "orders", SAY_TEXT);
		return ERR_INVALID;
	}
	TRY(picking_slips(r->db, id, n, &list));
	return reply_list(r, slip_card, &list, NULL);
}

/* clang-format off */
const struct route admin_picking_routes[] = {
	{ .method = METHOD_POST, .path = "/api/admin/picking", .summary = "Picking has started: from now on the buyer changes nothing by himself",
	  .who = WHO_STAFF, .permit = PERMIT_ORDER_SHIP, .rate = RATE_WRITE, .key = true, .takes = TAKES_JSON, .body = &picking_form,
	  .body_max = PICKING_BODY_MAX, .gives = &outcome_card, .lists = LISTS_CURSOR, .status = 200, .write = picking_post },
	{ .method = METHOD_GET, .path = "/api/admin/picking", .summary = "Picking slips of the orders named, as 7,12,9: what is still to be sent",
	  .who = WHO_STAFF, .permit = PERMIT_ORDER_SHIP, .query = &picking_slips_query, .gives = &slip_card, .lists = LISTS_CURSOR, .status = 200,
	  .read = slips_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
