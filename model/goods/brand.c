#include "brand.h"
#include "../limit.h"
#include "../media/use.h"

WORDS_DEFINE(brand_state, BRAND_STATES);
WORDS_DEFINE(brand_shown, BRAND_SHOWN);
BRAND_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct brand, id),
	FIELD(struct brand, name),
	FIELD(struct brand, image),
	FIELD(struct brand, position),
	FIELD_ENUM(struct brand, state, brand_state),
	FIELD(struct brand, version),
};
const struct shape brand_row = SHAPE(brand_row, row);

static void check(const void *form, struct problem *p) { media_check_path("image", ((const struct brand_form *)form)->image, p); }

/* clang-format off */
#define FORM \
	FIELD(struct brand_form, name, .min = 1, .max = 64), \
	FIELD(struct brand_form, image, .max = 255, .optional = true), \
	FIELD(struct brand_form, position, .min = 0, .max = 1000000, .optional = true), \
	FIELD_ENUM(struct brand_form, state, brand_shown, .optional = true, .absent = BRAND_SHOWN_ACTIVE)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape brand_create_form = SHAPE(brand_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct brand_form, version, .min = 1, .max = INT32_MAX) };
const struct shape brand_update_form = SHAPE(brand_update_form, update_form, .check = check);

struct brand_count {
	int64_t n;
};
SHAPE_DECLARE(brand_count_row, struct brand_count);
static const struct field count_row[] = { FIELD(struct brand_count, n) };
const struct shape brand_count_row = SHAPE(brand_count_row, count_row);

#define COLUMNS "id, name, NULLIF(image, '') AS image, position, state, version"

DB_QUERY(brand_select_active, brand_row,
	"SELECT " COLUMNS " FROM brand WHERE state = 'ACTIVE' ORDER BY position, id LIMIT " LIMIT_TEXT(BRANDS_MAX));

DB_QUERY(brand_select_all, brand_row,
	"SELECT " COLUMNS " FROM brand WHERE state <> 'DELETED' ORDER BY position, id LIMIT " LIMIT_TEXT(BRANDS_MAX));

DB_QUERY(brand_total, brand_count_row, "SELECT COUNT(*) AS n FROM brand WHERE state <> 'DELETED'");

DB_QUERY(brand_select_held, brand_row, "SELECT " COLUMNS " FROM brand WHERE id = :brand AND state <> 'DELETED' LOCK IN SHARE MODE");

DB_QUERY(brand_select_locked, brand_row, "SELECT " COLUMNS " FROM brand WHERE id = :brand AND state <> 'DELETED' FOR UPDATE");

DB_QUERY(brand_count_goods, brand_count_row,
	"SELECT EXISTS (SELECT 1 FROM product WHERE brand_id = :brand AND state <> 'DELETED') AS n");

DB_COMMAND(brand_insert,
	"INSERT INTO brand (name, image, position, state, created_at) VALUES (:name, COALESCE(:image, ''), :position, :state, NOW(3))");

DB_COMMAND(brand_change,
	"UPDATE brand SET name = :name, image = COALESCE(:image, ''), position = :position, state = :state, version = version + 1"
	" WHERE id = :brand AND version = :version AND state <> 'DELETED'");

DB_COMMAND(brand_bury, "UPDATE brand SET state = 'DELETED', version = version + 1 WHERE id = :brand");

const struct query *const brand_queries[] = { &brand_select_active_query, &brand_select_all_query, &brand_total_query,
	&brand_select_held_query, &brand_select_locked_query, &brand_count_goods_query, &brand_insert_query, &brand_change_query,
	&brand_bury_query, NULL };

err brand_list_active(struct db *db, struct brand_list *out) { return db_all(db, brand_select_active, out); }

err brand_list_all(struct db *db, struct brand_list *out) { return db_all(db, brand_select_all, out); }

static err record_use(struct tx *tx, int64_t brand, const char *image)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, image);
	return media_use_record(tx, USED_BY_BRAND, brand, &uses);
}

err brand_create(struct tx *tx, const struct brand_form *form, int64_t *id)
{
	struct brand_count count;

	TRY(limit_hold(tx));
	TRY(db_one(db_of(tx), brand_total, &count));
	if (count.n >= BRANDS_MAX)
		return BRAND_LIMIT;
	TRY(db_exec_from(tx, brand_insert, brand_create_form, form));
	const int64_t brand = db_last_id(tx);
	TRY(record_use(tx, brand, form->image));
	*id = brand;
	return OK;
}

err brand_update(struct tx *tx, int64_t brand, const struct brand_form *form)
{
	TRY(db_exec_from(tx, brand_change, brand_update_form, form, brand));
	if (db_changed(tx) == 1)
		return record_use(tx, brand, form->image);
	TRY(brand_hold(tx, brand));
	return ERR_CONFLICT;
}

err brand_delete(struct tx *tx, int64_t brand)
{
	struct brand doomed;
	struct brand_count count;

	TRY(db_one(db_of(tx), brand_select_locked, &doomed, brand));
	TRY(db_one(db_of(tx), brand_count_goods, &count, brand));
	if (count.n > 0)
		return BRAND_IN_USE;
	TRY(db_exec(tx, brand_bury, brand));
	return record_use(tx, brand, NULL);
}

err brand_hold(struct tx *tx, int64_t brand)
{
	struct brand held;

	return db_one(db_of(tx), brand_select_held, &held, brand);
}
