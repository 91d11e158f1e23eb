#include "product_bulk.h"
#include "../limit.h"
#include "sku.h"
#include "../ids.h"
#include "../../lib/must.h"
#include "../../lib/text.h"
#include <stdlib.h>

PRODUCT_BULK_ERRORS(ERR_DEFINE)

/* A SKU to be priced, and what product it is of. */
struct tagged {
	int64_t id, product_id;
	money price, was; /* was: once it is locked */
	maybe_money list_price;
};
struct tagged_list {
	struct tagged *at;
	size_t n;
};
SHAPE_DECLARE(bulk_sku_row, struct tagged);
static const struct field sku_fields[] = {
	FIELD(struct tagged, id),
	FIELD(struct tagged, product_id),
	FIELD(struct tagged, price),
	FIELD(struct tagged, list_price),
};
const struct shape bulk_sku_row = SHAPE(bulk_sku_row, sku_fields);

struct standing {
	enum product_state state;
	int32_t version;
};
SHAPE_DECLARE(bulk_product_row, struct standing);
static const struct field standing_fields[] = {
	FIELD_ENUM(struct standing, state, product_state),
	FIELD(struct standing, version),
};
const struct shape bulk_product_row = SHAPE(bulk_product_row, standing_fields);

DB_QUERY(bulk_select_product, bulk_product_row, "SELECT state, version FROM product WHERE id = :product");

DB_QUERY(bulk_select_skus, bulk_sku_row,
	"SELECT id, product_id, price, list_price FROM sku WHERE product_id = :product AND state = 'ACTIVE' ORDER BY id LIMIT " LIMIT_TEXT(
		SKUS_MAX));

DB_QUERY(bulk_lock_skus, bulk_sku_row,
	"SELECT id, product_id, price, list_price FROM sku FORCE INDEX (PRIMARY) WHERE id IN " IDS_IN
	" AND state = 'ACTIVE' ORDER BY id FOR UPDATE");

DB_COMMAND(bulk_price_skus,
	"UPDATE sku FORCE INDEX (PRIMARY) SET price = COALESCE(" IDS_VALUE(":prices", "id", "") ", price), version = version + 1"
												" WHERE id IN " IDS_IN
												" AND state = 'ACTIVE'");

#define OF_ACTIVE " FROM sku WHERE product_id = :product AND state = 'ACTIVE'"
DB_COMMAND(bulk_derive_product,
	"UPDATE product SET price_min = COALESCE((SELECT MIN(price)" OF_ACTIVE
	"), 0), price_max = COALESCE((SELECT MAX(price)" OF_ACTIVE "), 0),"
	" list_price = (SELECT list_price" OF_ACTIVE " ORDER BY price, id LIMIT 1), updated_at = NOW(3), version = version + 1"
	" WHERE id = :product AND version = :version");

const struct query *const product_bulk_queries[] = { &bulk_select_product_query, &bulk_select_skus_query, &bulk_lock_skus_query,
	&bulk_price_skus_query, &bulk_derive_product_query, NULL };

/* What is done in one transaction: the outcomes with, of each, the version that was read. Prices follow a rule, or
 * go back to what they were. */
struct bulk {
	struct outcomes outcomes;
	int32_t *version;
	struct tagged_list skus;
	const struct price_rule *rule;
	const struct priced_list *back;
};

static const struct priced *back_of(const struct bulk *b, int64_t product)
{
	size_t i = 0;

	while (b->back->at[i].id != product)
		i++;
	return &b->back->at[i];
}

static err look_at(struct db *db, const struct bulk *b, struct outcome *o, int32_t *version)
{
	struct standing standing;
	const int64_t product = o->id;
	const err e = db_one(db, bulk_select_product, &standing, product);

	if (e && e != ERR_NOT_FOUND)
		return e;
	o->refused = e ? e : standing.state == PRODUCT_DELETED ? PRODUCT_STATE : OK;
	if (!o->refused && b->back && back_of(b, product)->version != standing.version)
		o->refused = ERR_CONFLICT;
	*version = e ? 0 : standing.version;
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct tagged *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* The SKUs of all that may be priced, ascending. */
static err gather(struct db *db, struct bulk *b)
{
	struct tagged_list some;

	b->version = ARENA_NEW(db_arena(db), int32_t, b->outcomes.n);
	b->skus = (struct tagged_list){ ARENA_NEW(db_arena(db), struct tagged, b->outcomes.n * SKUS_MAX), 0 };
	if (!b->version || !b->skus.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < b->outcomes.n; i++) {
		const int64_t product = b->outcomes.at[i].id;
		TRY(look_at(db, b, &b->outcomes.at[i], &b->version[i]));
		if (b->outcomes.at[i].refused)
			continue;
		TRY(db_all(db, bulk_select_skus, &some, product));
		for (size_t k = 0; k < some.n; k++)
			b->skus.at[b->skus.n++] = some.at[k];
	}
	qsort(b->skus.at, b->skus.n, sizeof *b->skus.at, by_id);
	return OK;
}

static struct outcome *outcome_for(const struct bulk *b, int64_t product)
{
	size_t i = 0;

	while (b->outcomes.at[i].id != product)
		i++;
	return &b->outcomes.at[i];
}

static err judge(const struct tagged *sku, money price)
{
	if (sku->list_price.has && price.fen > sku->list_price.is.fen)
		return PRICE_ABOVE_LIST;
	if (price.fen < 1)
		return PRICE_TOO_LOW;
	return price.fen > PRICE_MAX ? PRICE_TOO_HIGH : OK;
}

/* No price, where it had none: the SKU came later. */
static money price_for(const struct bulk *b, const struct tagged *sku)
{
	if (b->rule)
		return price_under(b->rule, sku->price);
	const struct sku_prices *was = &back_of(b, sku->product_id)->skus;
	for (size_t i = 0; i < was->n; i++)
		if (was->at[i].id == sku->id)
			return was->at[i].price;
	return (money){ 0 };
}

static struct ids part_of(const struct tagged *sku, size_t n)
{
	int64_t id[IDS_AT_ONCE];

	for (size_t i = 0; i < n; i++)
		id[i] = sku[i].id;
	return ids_of(id, n);
}

/* Locked, and read as they are now: a price may have changed since they were gathered. */
static err lock_and_judge(struct tx *tx, struct bulk *b, size_t from, size_t n)
{
	const struct ids ids = part_of(b->skus.at + from, n);
	struct tagged_list now;

	TRY(db_all_from(db_of(tx), bulk_lock_skus, &now, ids_row, &ids));
	if (now.n != n)
		return ERR_CONFLICT; /* one was deleted */
	for (size_t i = 0; i < n; i++) {
		struct outcome *o = outcome_for(b, now.at[i].product_id);
		const money price = price_for(b, &now.at[i]);
		if (!o->refused)
			o->refused = b->back && price.fen == 0 ? ERR_CONFLICT : judge(&now.at[i], price);
		b->skus.at[from + i].price = price;
		b->skus.at[from + i].was = now.at[i].price;
	}
	return OK;
}

/* {"7":1990,"9":2990}: those whose product was not refused. */
static err price_part(struct tx *tx, const struct bulk *b, const struct tagged *sku, size_t n)
{
	struct text text = { .arena = db_arena(db_of(tx)) };
	struct tagged some[IDS_AT_ONCE];
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (outcome_for(b, sku[i].product_id)->refused)
			continue;
		some[k++] = sku[i];
		text_printf(&text, "%s\"%lld\":%lld", k > 1 ? "," : "{", (long long)sku[i].id, (long long)sku[i].price.fen);
	}
	if (k == 0)
		return OK;
	text_add(&text, "}", 2);
	if (text.failed)
		return ERR_NOMEM;
	const struct ids ids = part_of(some, k);
	const char *prices = text.at;
	return db_exec_from(tx, bulk_price_skus, ids_row, &ids, prices);
}

static size_t part_size(const struct bulk *b, size_t from)
{
	return b->skus.n - from < IDS_AT_ONCE ? b->skus.n - from : IDS_AT_ONCE;
}

static err derive(struct tx *tx, const struct bulk *b)
{
	for (size_t i = 0; i < b->outcomes.n; i++) {
		const int64_t product = b->outcomes.at[i].id;
		const int32_t version = b->version[i];
		if (b->outcomes.at[i].refused)
			continue;
		TRY(db_exec(tx, bulk_derive_product, product, version));
		if (db_changed(tx) != 1)
			return ERR_CONFLICT; /* a form was saved: it may have brought further SKUs */
	}
	return OK;
}

static err price_all(struct tx *tx, const struct picks *picks, struct bulk *b)
{
	must(picks->n <= BULK_MAX);
	TRY(outcomes_of(db_arena(db_of(tx)), picks, &b->outcomes));
	TRY(gather(db_of(tx), b));
	for (size_t from = 0; from < b->skus.n; from += IDS_AT_ONCE)
		TRY(lock_and_judge(tx, b, from, part_size(b, from)));
	for (size_t from = 0; from < b->skus.n; from += IDS_AT_ONCE)
		TRY(price_part(tx, b, b->skus.at + from, part_size(b, from)));
	return derive(tx, b);
}

/* The way back from what was done. */
static err remember(struct arena *arena, const struct bulk *b, struct priced_list *out)
{
	const struct priced_list list = { ARENA_NEW(arena, struct priced, b->outcomes.n), b->outcomes.n };

	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < list.n; i++) {
		const struct outcome *o = &b->outcomes.at[i];
		struct priced *p = &list.at[i];
		*p = (struct priced){ .id = o->id };
		if (o->refused)
			continue;
		p->version = b->version[i] + 1;
		p->skus.at = ARENA_NEW(arena, struct sku_price, SKUS_MAX);
		if (!p->skus.at)
			return ERR_NOMEM;
		for (size_t k = 0; k < b->skus.n; k++)
			if (b->skus.at[k].product_id == o->id)
				p->skus.at[p->skus.n++] = (struct sku_price){ b->skus.at[k].id, b->skus.at[k].was };
	}
	*out = list;
	return OK;
}

err product_bulk_price(
	struct tx *tx, const struct picks *picks, const struct price_rule *rule, struct outcomes *out, struct priced_list *before)
{
	struct bulk b = { .rule = rule };

	TRY(price_all(tx, picks, &b));
	TRY(remember(db_arena(db_of(tx)), &b, before));
	*out = b.outcomes;
	return OK;
}

err product_bulk_price_undo(struct tx *tx, const struct priced_list *back, struct outcomes *out)
{
	struct bulk b = { .back = back };
	const struct picks picks = { ARENA_NEW(db_arena(db_of(tx)), struct picked, back->n), back->n };

	if (!picks.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < picks.n; i++)
		picks.at[i].id = back->at[i].id;
	TRY(price_all(tx, &picks, &b));
	*out = b.outcomes;
	return OK;
}
