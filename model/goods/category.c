#include "category.h"
#include "../limit.h"
#include "../media/use.h"
#include "../../lib/text.h"

WORDS_DEFINE(category_state, CATEGORY_STATES);
WORDS_DEFINE(category_shown, CATEGORY_SHOWN);
CATEGORY_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct category, id),
	FIELD(struct category, parent_id),
	FIELD(struct category, level),
	FIELD(struct category, name),
	FIELD(struct category, image),
	FIELD(struct category, position),
	FIELD_ENUM(struct category, state, category_state),
	FIELD(struct category, version),
};
const struct shape category_row = SHAPE(category_row, row);

static void check(const void *form, struct problem *p)
{
	media_check_path("image", ((const struct category_form *)form)->image, p);
}

/* clang-format off */
#define FORM \
	FIELD(struct category_form, name, .min = 1, .max = 64), \
	FIELD(struct category_form, image, .max = 255, .optional = true), \
	FIELD(struct category_form, position, .min = 0, .max = 1000000, .optional = true), \
	FIELD_ENUM(struct category_form, state, category_shown, .optional = true, .absent = SHOWN_ACTIVE)
/* clang-format on */
static const struct field create_form[] = { FIELD(struct category_form, parent_id, .min = 1, .max = INT64_MAX), FORM };
const struct shape category_create_form = SHAPE(category_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct category_form, version, .min = 1, .max = INT32_MAX) };
const struct shape category_update_form = SHAPE(category_update_form, update_form, .check = check);

struct category_number {
	int64_t n;
};
struct category_numbers {
	struct category_number *at;
	size_t n;
};
SHAPE_DECLARE(category_count_row, struct category_number);
static const struct field count_row[] = { FIELD(struct category_number, n) };
const struct shape category_count_row = SHAPE(category_count_row, count_row);

#define COLUMNS "id, parent_id, level, name, image, position, state, version"

/* Of one parent all stand together, the roots first: see adopt(). */
DB_QUERY(category_select_active, category_row,
	"SELECT " COLUMNS
	" FROM category WHERE state = 'ACTIVE' ORDER BY parent_id, position, id LIMIT " LIMIT_TEXT(CATEGORIES_MAX));

DB_QUERY(category_select_roots, category_row,
	"SELECT " COLUMNS
	" FROM category WHERE parent_id IS NULL AND state = 'ACTIVE' ORDER BY position, id LIMIT " LIMIT_TEXT(CATEGORIES_MAX));

DB_QUERY(category_select_all, category_row,
	"SELECT " COLUMNS
	" FROM category WHERE state <> 'DELETED' ORDER BY level, parent_id, position, id LIMIT " LIMIT_TEXT(CATEGORIES_MAX));

DB_QUERY(category_select_scope, category_count_row,
	"SELECT c.id AS n"
	"  FROM category c LEFT JOIN category p ON p.id = c.parent_id LEFT JOIN category g ON g.id = p.parent_id"
	" WHERE :category IN (c.id, c.parent_id, p.parent_id) AND c.state = 'ACTIVE'"
	"   AND COALESCE(p.state, 'ACTIVE') = 'ACTIVE' AND COALESCE(g.state, 'ACTIVE') = 'ACTIVE' LIMIT " LIMIT_TEXT(
		CATEGORIES_MAX));

DB_QUERY(category_total, category_count_row, "SELECT COUNT(*) AS n FROM category WHERE state <> 'DELETED'");

DB_QUERY(category_select_held, category_row,
	"SELECT " COLUMNS " FROM category WHERE id = :category AND state <> 'DELETED' LOCK IN SHARE MODE");

DB_QUERY(category_select_locked, category_row,
	"SELECT " COLUMNS " FROM category WHERE id = :category AND state <> 'DELETED' FOR UPDATE");

DB_QUERY(category_count_within, category_count_row,
	"SELECT (SELECT COUNT(*) FROM category WHERE parent_id = :category AND state <> 'DELETED')"
	"  + EXISTS (SELECT 1 FROM product WHERE category_id = :category AND state <> 'DELETED') AS n");

DB_COMMAND(category_insert,
	"INSERT INTO category (parent_id, level, name, image, position, state, created_at)"
	" VALUES (:parent_id, :level, :name, NULLIF(:image, ''), :position, :state, NOW(3))");

DB_COMMAND(category_change,
	"UPDATE category SET name = :name, image = NULLIF(:image, ''), position = :position, state = :state, version = version + 1"
	" WHERE id = :category AND version = :version AND state <> 'DELETED'");

/* clang-format off */
DB_COMMAND(category_bury,
	"UPDATE category SET state = 'DELETED', version = version + 1 WHERE id = :category");
/* clang-format on */

const struct query *const category_queries[] = { &category_select_active_query, &category_select_roots_query,
	&category_select_all_query, &category_select_scope_query, &category_total_query, &category_select_held_query,
	&category_select_locked_query, &category_count_within_query, &category_insert_query, &category_change_query,
	&category_bury_query, NULL };

/* Those below `parent`: a piece of the sorted list. */
static struct category_list below(const struct category_list *all, maybe_int64 parent)
{
	struct category_list found = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const maybe_int64 p = all->at[i].parent_id;
		if (p.has != parent.has || (p.has && p.is != parent.is))
			continue;
		found.at = found.n ? found.at : &all->at[i];
		found.n++;
	}
	return found;
}

err category_tree(struct db *db, struct category_list *out)
{
	struct category_list all;

	TRY(db_all(db, category_select_active, &all));
	for (size_t i = 0; i < all.n; i++)
		all.at[i].children = below(&all, (maybe_int64){ true, all.at[i].id });
	*out = below(&all, (maybe_int64){ false, 0 });
	return OK;
}

err category_list_roots(struct db *db, struct category_list *out) { return db_all(db, category_select_roots, out); }

err category_list_all(struct db *db, struct category_list *out) { return db_all(db, category_select_all, out); }

err category_scope(struct db *db, struct arena *arena, int64_t category, struct category_scope *out)
{
	struct text ids = { .arena = arena };
	struct category_numbers list;

	TRY(db_all(db, category_select_scope, &list, category));
	for (size_t i = 0; i < list.n; i++)
		text_printf(&ids, "%s%lld", i ? "," : "[", (long long)list.at[i].n);
	text_puts(&ids, list.n ? "]" : "[]");
	text_add(&ids, "", 1);
	if (ids.failed)
		return ERR_NOMEM;
	*out = (struct category_scope){ ids.at, list.n };
	return OK;
}

static err level_below(struct tx *tx, maybe_int64 parent, int32_t *level)
{
	struct category above;

	if (!parent.has) {
		*level = 1;
		return OK;
	}
	const int64_t category = parent.is;
	const err e = db_one(db_of(tx), category_select_held, &above, category);
	if (e == ERR_NOT_FOUND || (!e && above.level == CATEGORY_LEVELS))
		return CATEGORY_PARENT;
	TRY(e);
	*level = above.level + 1;
	return OK;
}

static err record_use(struct tx *tx, int64_t category, const char *image)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, image);
	return media_use_record(tx, USED_BY_CATEGORY, category, &uses);
}

err category_create(struct tx *tx, const struct category_form *form, int64_t *id)
{
	struct category_number count;
	int32_t level = 0;

	TRY(limit_hold(tx));
	TRY(level_below(tx, form->parent_id, &level));
	TRY(db_one(db_of(tx), category_total, &count));
	if (count.n >= CATEGORIES_MAX)
		return CATEGORY_LIMIT;
	TRY(db_exec_from(tx, category_insert, category_create_form, form, level));
	const int64_t category = db_last_id(tx);
	TRY(record_use(tx, category, form->image));
	*id = category;
	return OK;
}

err category_update(struct tx *tx, int64_t category, const struct category_form *form)
{
	TRY(db_exec_from(tx, category_change, category_update_form, form, category));
	if (db_changed(tx) == 1)
		return record_use(tx, category, form->image);
	TRY(category_hold(tx, category));
	return ERR_CONFLICT;
}

err category_delete(struct tx *tx, int64_t category)
{
	struct category doomed;
	struct category_number count;

	TRY(db_one(db_of(tx), category_select_locked, &doomed, category));
	TRY(db_one(db_of(tx), category_count_within, &count, category));
	if (count.n > 0)
		return CATEGORY_IN_USE;
	TRY(db_exec(tx, category_bury, category));
	return record_use(tx, category, NULL);
}

err category_hold(struct tx *tx, int64_t category)
{
	struct category held;

	return db_one(db_of(tx), category_select_held, &held, category);
}
