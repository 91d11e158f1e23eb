#include "sku.h"
#include "../limit.h"
#include "stock.h"
#include "../ids.h"
#include "../../lib/must.h"
#include "../../lib/text.h"
#include <string.h>

WORDS_DEFINE(sku_state, SKU_STATES);
SKU_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct sku, id),
	FIELD(struct sku, product_id),
	FIELD(struct sku, code),
	FIELD(struct sku, barcode),
	FIELD(struct sku, value1),
	FIELD(struct sku, value2),
	FIELD(struct sku, value3),
	FIELD(struct sku, image),
	FIELD(struct sku, price),
	FIELD(struct sku, list_price),
	FIELD(struct sku, cost),
	FIELD(struct sku, weight_g),
	FIELD(struct sku, stock),
	FIELD_ENUM(struct sku, state, sku_state),
};
const struct shape sku_row = SHAPE(sku_row, row);

static const struct field form[] = {
	FIELD(struct sku_form, id, .min = 1, .max = INT64_MAX),
	FIELD(struct sku_form, value1, .max = 48, .optional = true),
	FIELD(struct sku_form, value2, .max = 48, .optional = true),
	FIELD(struct sku_form, value3, .max = 48, .optional = true),
	FIELD(struct sku_form, code, .max = 40, .optional = true),
	FIELD(struct sku_form, barcode, .max = 40, .optional = true),
	FIELD(struct sku_form, image, .max = 255, .optional = true),
	FIELD(struct sku_form, price, .min = 1, .max = PRICE_MAX),
	FIELD(struct sku_form, list_price, .min = 1, .max = PRICE_MAX),
	FIELD(struct sku_form, cost, .min = 0, .max = PRICE_MAX),
	FIELD(struct sku_form, weight_g, .min = 0, .max = 10000000, .optional = true),
	FIELD(struct sku_form, stock, .min = 0, .max = 10000000),
};
const struct shape sku_form = SHAPE(sku_form, form);

static const struct field priced[] = {
	FIELD(struct priced_sku, sku_id),
	FIELD(struct priced_sku, product_id),
	FIELD(struct priced_sku, title),
	FIELD(struct priced_sku, options),
	FIELD(struct priced_sku, image),
	FIELD(struct priced_sku, price),
	FIELD(struct priced_sku, stock),
	FIELD(struct priced_sku, minimum),
	FIELD(struct priced_sku, purchase_max),
	FIELD(struct priced_sku, weight_g),
	FIELD(struct priced_sku, on_sale),
	FIELD(struct priced_sku, product_state),
	FIELD(struct priced_sku, now),
};
const struct shape priced_sku_row = SHAPE(priced_sku_row, priced);

struct sku_id {
	int64_t id;
};
struct sku_ids {
	struct sku_id *at;
	size_t n;
};
SHAPE_DECLARE(sku_id_row, struct sku_id);
static const struct field id_row[] = { FIELD(struct sku_id, id) };
const struct shape sku_id_row = SHAPE(sku_id_row, id_row);

DB_QUERY(sku_select_of, sku_row,
	"SELECT id, product_id, code, barcode, value1, value2, value3, image, price, list_price, cost, weight_g, stock, state"
	"  FROM sku WHERE product_id = :product AND state = 'ACTIVE' ORDER BY position, id LIMIT " LIMIT_TEXT(SKUS_MAX));

/* clang-format off */
DB_QUERY(sku_select_ids, sku_id_row,
	"SELECT id FROM sku WHERE product_id = :product AND state = 'ACTIVE' ORDER BY id LIMIT " LIMIT_TEXT(SKUS_MAX));
/* clang-format on */

DB_QUERY(sku_select_priced, priced_sku_row,
	"SELECT s.id AS sku_id, p.id AS product_id, p.title,"
	"       CONCAT_WS(' / ', NULLIF(s.value1, ''), NULLIF(s.value2, ''), NULLIF(s.value3, '')) AS options,"
	"       COALESCE(s.image, NULLIF(p.image, '')) AS image, s.price, s.stock, p.minimum, p.purchase_max, s.weight_g,"
	"       s.state = 'ACTIVE' AND p.state = 'ON_SALE' AS on_sale, p.state AS product_state, NOW(3) AS now"
	"  FROM sku s FORCE INDEX (PRIMARY) STRAIGHT_JOIN product p ON p.id = s.product_id WHERE s.id IN " IDS_IN " ORDER BY s.id");

DB_COMMAND(sku_clear, "UPDATE sku SET state = 'DELETED' WHERE id = :id");

DB_COMMAND(sku_insert,
	"INSERT INTO sku (product_id, position, code, barcode, value1, value2, value3, image, price, list_price, cost, weight_g, state)"
	" VALUES (:product, :position, NULLIF(:code, ''), NULLIF(:barcode, ''), COALESCE(:value1, ''), COALESCE(:value2, ''),"
	" COALESCE(:value3, ''), NULLIF(:image, ''), :price, :list_price, :cost, :weight_g, 'ACTIVE')");

DB_COMMAND(sku_change,
	"UPDATE sku SET position = :position, code = NULLIF(:code, ''), barcode = NULLIF(:barcode, ''), value1 = COALESCE(:value1, ''),"
	" value2 = COALESCE(:value2, ''), value3 = COALESCE(:value3, ''), image = NULLIF(:image, ''), price = :price,"
	" list_price = :list_price, cost = :cost, weight_g = :weight_g, state = 'ACTIVE', version = version + 1"
	" WHERE id = :id AND product_id = :product");

const struct query *const sku_queries[] = { &sku_select_of_query, &sku_select_ids_query, &sku_select_priced_query, &sku_clear_query,
	&sku_insert_query, &sku_change_query, NULL };

err sku_list_of(struct db *db, int64_t product, struct skus *out) { return db_all(db, sku_select_of, out, product); }

err sku_list_for_pricing(struct db *db, const int64_t *id, size_t n, struct priced_skus *out)
{
	struct priced_skus all = { ARENA_NEW(db_arena(db), struct priced_sku, n), 0 }, some;

	if (!all.at)
		return ERR_NOMEM;
	for (size_t from = 0; from < n; from += IDS_AT_ONCE) {
		const struct ids ids = ids_of(id + from, n - from < IDS_AT_ONCE ? n - from : IDS_AT_ONCE);
		TRY(db_all_from(db, sku_select_priced, &some, ids_row, &ids));
		must(all.n + some.n <= n);
		if (some.n)
			memcpy(all.at + all.n, some.at, some.n * sizeof *some.at);
		all.n += some.n;
	}
	*out = all;
	return OK;
}

static bool is_among(const struct sku_ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->at[i].id == id)
			return true;
	return false;
}

static err write_one(struct tx *tx, int64_t product, int32_t position, const struct sku_form *f)
{
	if (f->id.has)
		return db_exec_from(tx, sku_change, sku_form, f, product, position);
	TRY(db_exec_from(tx, sku_insert, sku_form, f, product, position));
	return stock_begin(tx, db_last_id(tx), f->stock.has ? (int32_t)f->stock.is : 0);
}

/* "skus.3.code": the key that was hit says what of it, and our own codes were looked through before (product_form.c). */
static void blame(struct db *db, size_t i, struct problem *p)
{
	const bool code = strcmp(db_duplicate(db), "sku_code") == 0;
	struct text name = { .arena = db_arena(db) };

	text_printf(&name, "skus.%zu%s%c", i, code ? ".code" : "", '\0');
	if (!name.failed)
		problem_add(p, name.at, code ? SAY_TAKEN : SAY_REPEATED);
}

/* All are cleared first, so that two may change places, and who is left out stays deleted; one by one,
 * as a statement for all would lock them in the order of their values. Who else writes this product
 * at once loses by its version. What is taken does not end it, so that all that is taken is said at once. */
err sku_write_all(struct tx *tx, int64_t product, const struct sku_forms *forms, struct problem *problem)
{
	struct sku_ids known;
	err said = OK;

	must(forms->n <= SKUS_MAX);
	TRY(db_all(db_of(tx), sku_select_ids, &known, product));
	for (size_t i = 0; i < forms->n; i++)
		if (forms->at[i].id.has && !is_among(&known, forms->at[i].id.is))
			return SKU_UNKNOWN;
	for (size_t i = 0; i < known.n; i++)
		TRY(db_exec(tx, sku_clear, known.at[i].id));
	for (size_t i = 0; i < forms->n; i++) {
		const err e = write_one(tx, product, (int32_t)i, &forms->at[i]);
		if (e == ERR_DUPLICATE)
			blame(db_of(tx), i, problem);
		else
			TRY(e);
		said = e ? e : said;
	}
	return said;
}
