#include "home_floor.h"
#include "../limit.h"

WORDS_DEFINE(floor_source, FLOOR_SOURCES);

static const struct field row[] = {
	FIELD(struct home_floor, id),
	FIELD(struct home_floor, title),
	FIELD_ENUM(struct home_floor, source, floor_source),
	FIELD(struct home_floor, category_id),
	FIELD(struct home_floor, category_name),
	FIELD(struct home_floor, size),
	FIELD_ENUM(struct home_floor, state, content_state),
	FIELD(struct home_floor, published_at),
	FIELD(struct home_floor, version),
};
const struct shape home_floor_row = SHAPE(home_floor_row, row);

static const struct field product_fields[] = {
	FIELD(struct floor_product, id),
	FIELD(struct floor_product, title),
	FIELD(struct floor_product, image),
	FIELD_ENUM(struct floor_product, state, product_state),
};
const struct shape floor_product_row = SHAPE(floor_product_row, product_fields);

static void check(const void *form, struct problem *p)
{
	const struct home_floor *f = form;
	const bool by_category = f->source == FLOOR_CATEGORY, by_hand = f->source == FLOOR_PICKED;

	if (by_category != f->category_id.has)
		problem_add(p, "category_id", by_category ? SAY_REQUIRED : SAY_UNKNOWN);
	if (by_hand != (f->picked.n > 0))
		problem_add(p, "picked", by_hand ? SAY_REQUIRED : SAY_UNKNOWN);
	content_check_repeats("picked", &f->picked, p);
	content_check_texts(&f->texts, p);
}

/* clang-format off */
#define FORM \
	FIELD(struct home_floor, title, .min = 1, .max = TITLE_MAX), \
	FIELD_ENUM(struct home_floor, source, floor_source), \
	FIELD(struct home_floor, category_id, .min = 1, .max = INT64_MAX), \
	FIELD(struct home_floor, size, .min = 1, .max = FLOOR_SIZE_MAX), \
	FIELD_LIST(struct home_floor, picked, content_id_form, .max = FLOOR_SIZE_MAX, .optional = true), \
	FIELD_LIST(struct home_floor, texts, content_text_form, .max = TEXTS_MAX, .optional = true)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape home_floor_create_form = SHAPE(home_floor_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct home_floor, version, .min = 1, .max = INT32_MAX) };
const struct shape home_floor_update_form = SHAPE(home_floor_update_form, update_form, .check = check);

#define SELECT \
	"SELECT f.id, f.title, f.source, f.category_id, c.name AS category_name, f.size, f.state, f.published_at, f.version" \
	" FROM home_floor f LEFT JOIN category c ON c.id = f.category_id WHERE f.state <> 'DELETED'"
DB_QUERY(home_floor_select_all, home_floor_row, SELECT " ORDER BY f.position, f.id LIMIT 200");
DB_QUERY(home_floor_select, home_floor_row, SELECT " AND f.id = :id");
DB_QUERY(home_floor_select_products, floor_product_row,
	"SELECT p.id, p.title, NULLIF(p.image, '') AS image, p.state FROM home_floor_product x JOIN product p ON p.id = x.product_id"
	" WHERE x.floor_id = :id ORDER BY x.position LIMIT 100");
DB_COMMAND(home_floor_insert,
	"INSERT INTO home_floor (title, source, category_id, size, position, state, created_at)"
	" SELECT :title, :source, :category_id, :size, all_of.last + 1, 'DRAFT', NOW(3)"
	" FROM (SELECT COALESCE(MAX(position), 0) AS last, COUNT(*) AS n FROM home_floor WHERE state <> 'DELETED') all_of WHERE all_of.n < 20");
DB_COMMAND(home_floor_change,
	"UPDATE home_floor SET title = :title, source = :source, category_id = :category_id, size = :size, version = version + 1"
	" WHERE id = :id AND version = :version AND state <> 'DELETED'");
DB_COMMAND(home_floor_product_clear, "DELETE FROM home_floor_product WHERE floor_id = :id");
DB_COMMAND(home_floor_product_insert,
	"INSERT INTO home_floor_product (floor_id, product_id, position) SELECT :id, p.id, o.n"
	" FROM JSON_TABLE(:ids, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) o"
	" JOIN product p ON p.id = o.id WHERE p.state <> 'DELETED'");
CONTENT_TABLE_OF(home_floor, content_text_row, "title", ":title", media_user_unset);

const struct query *const home_floor_queries[] = { &home_floor_select_all_query, &home_floor_select_query,
	&home_floor_select_products_query, &home_floor_insert_query, &home_floor_change_query, &home_floor_product_clear_query,
	&home_floor_product_insert_query, CONTENT_QUERIES_OF(home_floor), NULL };

err home_floor_list(struct db *db, struct home_floor_list *out) { return db_all(db, home_floor_select_all, out); }

err home_floor_find(struct db *db, int64_t id, struct home_floor *out)
{
	struct home_floor found = { 0 };

	TRY(db_one(db, home_floor_select, &found, id));
	TRY(content_read_texts(db, &home_floor_table, id, &found.texts));
	TRY(db_all(db, home_floor_select_products, &found.products, id));
	*out = found;
	return OK;
}

static err find_category(struct db *db, const struct home_floor *f)
{
	return content_find_target(db, f->category_id.has ? TARGET_CATEGORY : TARGET_NONE, f->category_id);
}

static err write_picked(struct tx *tx, struct arena *arena, int64_t id, const struct content_ids *picked)
{
	const char *ids;

	TRY(db_exec(tx, home_floor_product_clear, id));
	if (picked->n == 0)
		return OK;
	TRY(content_print_ids(arena, picked, &ids));
	TRY(db_exec(tx, home_floor_product_insert, id, ids));
	return db_changed(tx) == (int64_t)picked->n ? OK : CONTENT_TARGET;
}

err home_floor_create(struct tx *tx, struct arena *arena, const struct home_floor *f, int64_t *id)
{
	TRY(find_category(db_of(tx), f));
	TRY(limit_hold(tx));
	TRY(db_exec_from(tx, home_floor_insert, home_floor_create_form, f));
	if (db_changed(tx) == 0)
		return CONTENT_LIMIT;
	const int64_t made = db_last_id(tx);
	TRY(write_picked(tx, arena, made, &f->picked));
	TRY(content_write_texts(tx, &home_floor_table, made, &f->texts));
	*id = made;
	return OK;
}

err home_floor_update(struct tx *tx, struct arena *arena, const struct home_floor *f)
{
	TRY(find_category(db_of(tx), f));
	TRY(db_exec_from(tx, home_floor_change, home_floor_update_form, f, f->id));
	TRY(content_changed(tx, &home_floor_table, f->id));
	TRY(write_picked(tx, arena, f->id, &f->picked));
	return content_write_texts(tx, &home_floor_table, f->id, &f->texts);
}
