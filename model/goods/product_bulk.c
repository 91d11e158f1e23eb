#include "product_bulk.h"
#include "../limit.h"
#include "sku.h"
#include "../ids.h"
#include "../../lib/must.h"
#include "../../lib/text.h"
#include <stdlib.h>

WORDS_DEFINE(price_change, PRICE_CHANGES);
PRODUCT_BULK_ERRORS(ERR_DEFINE)

/* A SKU to be priced, and what product it is of. */
struct tagged {
	int64_t id, product_id;
	money price;
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

/* ---- on and off sale ---- */

err product_bulk_sale(struct tx *tx, const struct picks *picks, bool on_sale, struct outcomes *out)
{
	struct outcomes list;

	must(picks->n <= BULK_MAX);
	TRY(outcomes_of(db_arena(db_of(tx)), picks, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct outcome *o = &list.at[i];
		o->refused = on_sale ? product_put_on_sale(tx, o->id) : product_take_off_sale(tx, o->id);
		if (o->refused && !outcome_is_refusal(o->refused))
			return o->refused;
	}
	*out = list;
	return OK;
}

/* ---- prices ---- */

money price_under(const struct price_rule *rule, money price)
{
	int64_t fen = rule->value;

	if (rule->how == PRICE_ADD)
		fen = price.fen + rule->value;
	if (rule->how == PRICE_PERCENT)
		fen = price.fen * rule->value / BASIS_POINTS; /* at most ten times ten million yuan */
	return (money){ fen };
}

/* What is done in one transaction: the outcomes with, of each, the version that was read. */
struct bulk {
	struct outcomes outcomes;
	int32_t *version;
	struct tagged_list skus;
};

static err look_at(struct db *db, struct outcome *o, int32_t *version)
{
	struct standing standing;
	const int64_t product = o->id;
	const err e = db_one(db, bulk_select_product, &standing, product);

	if (e && e != ERR_NOT_FOUND)
		return e;
	o->refused = e ? e : standing.state == PRODUCT_DELETED ? PRODUCT_STATE : OK;
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
		TRY(look_at(db, &b->outcomes.at[i], &b->version[i]));
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

static struct ids part_of(const struct tagged *sku, size_t n)
{
	int64_t id[IDS_AT_ONCE];

	for (size_t i = 0; i < n; i++)
		id[i] = sku[i].id;
	return ids_of(id, n);
}

/* Locked, and read as they are now: a price may have changed since they were gathered. */
static err lock_and_judge(struct tx *tx, const struct price_rule *rule, struct bulk *b, size_t from, size_t n)
{
	const struct ids ids = part_of(b->skus.at + from, n);
	struct tagged_list now;

	TRY(db_all_from(db_of(tx), bulk_lock_skus, &now, ids_row, &ids));
	if (now.n != n)
		return ERR_CONFLICT; /* one was deleted */
	for (size_t i = 0; i < n; i++) {
		struct outcome *o = outcome_for(b, now.at[i].product_id);
		const money price = price_under(rule, now.at[i].price);
		if (!o->refused)
			o->refused = judge(&now.at[i], price);
		b->skus.at[from + i].price = price;
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

err product_bulk_price(struct tx *tx, const struct picks *picks, const struct price_rule *rule, struct outcomes *out)
{
	struct bulk b = { 0 };

	must(picks->n <= BULK_MAX);
	TRY(outcomes_of(db_arena(db_of(tx)), picks, &b.outcomes));
	TRY(gather(db_of(tx), &b));
	for (size_t from = 0; from < b.skus.n; from += IDS_AT_ONCE)
		TRY(lock_and_judge(tx, rule, &b, from, part_size(&b, from)));
	for (size_t from = 0; from < b.skus.n; from += IDS_AT_ONCE)
		TRY(price_part(tx, &b, b.skus.at + from, part_size(&b, from)));
	TRY(derive(tx, &b));
	*out = b.outcomes;
	return OK;
}
