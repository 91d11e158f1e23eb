/* product_bulk.c - /api/admin/products/bulk-…: one act on many goods, and a result for each. */
#include "../outcome.h"
#include "../../model/goods/product_bulk.h"

enum { BULK_BODY_MAX = 8192, UNDO_BODY_MAX = 1 << 20 }; /* a hundred products of 200 SKUs */

static void check_distinct(const struct picks *products, struct problem *problem)
{
	if (!picks_are_distinct(products))
		problem_add(problem, "products", SAY_REPEATED);
}

struct sale {
	bool on_sale;
	struct picks products;
};
SHAPE_DECLARE(bulk_sale_form, struct sale);
static const struct field sale_fields[] = {
	FIELD(struct sale, on_sale),
	FIELD_LIST(struct sale, products, picked_entry, .min = 1, .max = BULK_MAX),
};
static void sale_check(const void *form, struct problem *problem)
{
	check_distinct(&((const struct sale *)form)->products, problem);
}
const struct shape bulk_sale_form = SHAPE(bulk_sale_form, sale_fields, .check = sale_check);

/* value: fen for SET and ADD, basis points for PERCENT. */
struct pricing {
	enum price_change how;
	int64_t value;
	struct picks products;
};
enum { VALUE_MOST = 1000000000 };
SHAPE_DECLARE(bulk_price_form, struct pricing);
static const struct field pricing_fields[] = {
	FIELD_ENUM(struct pricing, how, price_change),
	FIELD(struct pricing, value, .min = -VALUE_MOST, .max = VALUE_MOST),
	FIELD_LIST(struct pricing, products, picked_entry, .min = 1, .max = BULK_MAX),
};
static void pricing_check(const void *form, struct problem *problem)
{
	const struct pricing *p = form;

	if (p->how != PRICE_ADD && p->value < 1)
		problem_add_bound(problem, "value", SAY_TOO_SMALL, 1);
	if (p->how == PRICE_PERCENT && p->value > BASIS_POINTS_MAX)
		problem_add_bound(problem, "value", SAY_TOO_LARGE, BASIS_POINTS_MAX);
	check_distinct(&p->products, problem);
}
const struct shape bulk_price_form = SHAPE(bulk_price_form, pricing_fields, .check = pricing_check);

/* What went before: of what is done, to be sent to …-undo as it is. */
struct pricing_line {
	int64_t id;
	bool done;
	const char *code, *message;
	maybe_int64 version;
	struct sku_prices skus;
};
struct pricing_lines {
	struct pricing_line *at;
	size_t n;
};
SHAPE_DECLARE(pricing_outcome_card, struct pricing_line);
static const struct field pricing_line_fields[] = {
	FIELD(struct pricing_line, id),
	FIELD(struct pricing_line, done),
	FIELD(struct pricing_line, code),
	FIELD(struct pricing_line, message),
	FIELD(struct pricing_line, version),
	FIELD_LIST(struct pricing_line, skus, sku_price_entry),
};
const struct shape pricing_outcome_card = SHAPE(pricing_outcome_card, pricing_line_fields);

struct undoing {
	struct priced_list products;
};
SHAPE_DECLARE(bulk_price_undo_form, struct undoing);
static const struct field undoing_fields[] = { FIELD_LIST(struct undoing, products, priced_entry, .min = 1, .max = BULK_MAX) };
static void undoing_check(const void *form, struct problem *problem)
{
	const struct priced_list *list = &((const struct undoing *)form)->products;
	struct picked products[BULK_MAX];

	for (size_t i = 0; i < list->n; i++)
		products[i].id = list->at[i].id;
	check_distinct(&(struct picks){ products, list->n }, problem);
}
const struct shape bulk_price_undo_form = SHAPE(bulk_price_undo_form, undoing_fields, .check = undoing_check);

static err sale_post(struct request *r, struct tx *tx)
{
	const struct sale *form = REQUEST_BODY(r, bulk_sale_form);
	struct outcomes outcomes;

	TRY(product_bulk_sale(tx, &form->products, form->on_sale, &outcomes));
	return reply_outcomes(r, &outcomes);
}

static err price_post(struct request *r, struct tx *tx)
{
	const struct pricing *form = REQUEST_BODY(r, bulk_price_form);
	struct outcomes outcomes;
	struct priced_list before;

	TRY(product_bulk_price(tx, &form->products, &(struct price_rule){ form->how, form->value }, &outcomes, &before));
	const struct pricing_lines list = { ARENA_NEW(r->arena, struct pricing_line, outcomes.n), outcomes.n };
	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < list.n; i++) {
		const struct outcome_line line = outcome_line_of(r, &outcomes.at[i]);
		list.at[i] = (struct pricing_line){ line.id, line.done, line.code, line.message,
			{ line.done, before.at[i].version }, before.at[i].skus };
	}
	return reply_list(r, pricing_outcome_card, &list, NULL);
}

static err price_undo_post(struct request *r, struct tx *tx)
{
	struct outcomes outcomes;

	TRY(product_bulk_price_undo(tx, &REQUEST_BODY(r, bulk_price_undo_form)->products, &outcomes));
	return reply_outcomes(r, &outcomes);
}

/* clang-format off */
const struct route admin_product_bulk_routes[] = {
	{ .method = METHOD_POST, .path = "/api/admin/products/bulk-sale", .summary = "Put many products on sale, or take them off; a result for each",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_WRITE, .rate = RATE_WRITE, .key = true, .takes = TAKES_JSON, .body = &bulk_sale_form,
	  .body_max = BULK_BODY_MAX, .gives = &outcome_card, .lists = LISTS_CURSOR, .status = 200, .write = sale_post },
	{ .method = METHOD_POST, .path = "/api/admin/products/bulk-price", .summary = "Change the prices of many products; a result for each",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_WRITE, .rate = RATE_WRITE, .key = true, .takes = TAKES_JSON, .body = &bulk_price_form,
	  .body_max = BULK_BODY_MAX, .gives = &pricing_outcome_card, .lists = LISTS_CURSOR, .status = 200, .write = price_post },
	{ .method = METHOD_POST, .path = "/api/admin/products/bulk-price-undo", .summary = "Back to the prices before; refused what was changed since",
	  .who = WHO_STAFF, .permit = PERMIT_PRODUCT_WRITE, .rate = RATE_WRITE, .key = true, .takes = TAKES_JSON, .body = &bulk_price_undo_form,
	  .body_max = UNDO_BODY_MAX, .gives = &outcome_card, .lists = LISTS_CURSOR, .status = 200, .write = price_undo_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
