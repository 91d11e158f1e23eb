#include "folder.h"
#include "../limit.h"

FOLDER_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct media_folder, id),
	FIELD(struct media_folder, parent_id),
	FIELD(struct media_folder, name),
	FIELD(struct media_folder, version),
};
const struct shape media_folder_row = SHAPE(media_folder_row, row);

/* clang-format off */
#define FORM \
	FIELD(struct media_folder, parent_id, .min = 0, .max = INT64_MAX, .optional = true), \
	FIELD(struct media_folder, name, .min = 1, .max = 64)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape media_folder_create_form = SHAPE(media_folder_create_form, create_form);
static const struct field update_form[] = { FORM, FIELD(struct media_folder, version, .min = 1, .max = INT32_MAX) };
const struct shape media_folder_update_form = SHAPE(media_folder_update_form, update_form);

struct folder_count {
	int64_t n;
};
SHAPE_DECLARE(folder_count_row, struct folder_count);
static const struct field count_row[] = { FIELD(struct folder_count, n) };
const struct shape folder_count_row = SHAPE(folder_count_row, count_row);

#define COLUMNS "SELECT id, parent_id, name, version FROM media_folder"

DB_QUERY(folder_select_all, media_folder_row, COLUMNS " ORDER BY name, id LIMIT " LIMIT_TEXT(FOLDERS_MAX));
DB_QUERY(folder_select_locked, media_folder_row, COLUMNS " ORDER BY id LIMIT " LIMIT_TEXT(FOLDERS_MAX) " FOR UPDATE");
DB_QUERY(folder_select_held, media_folder_row, COLUMNS " WHERE id = :folder LOCK IN SHARE MODE");
DB_QUERY(folder_count_within, folder_count_row,
	"SELECT (SELECT COUNT(*) FROM media_folder WHERE parent_id = :folder)"
	"  + EXISTS (SELECT 1 FROM media WHERE folder_id = :folder AND state IN ('WAITING', 'READY', 'REFUSED')) AS n");
DB_COMMAND(folder_insert, "INSERT INTO media_folder (parent_id, name, created_at) VALUES (:parent_id, :name, NOW(3))");
DB_COMMAND(folder_change,
	"UPDATE media_folder SET parent_id = :parent_id, name = :name, version = version + 1 WHERE id = :folder AND version = :version");
DB_COMMAND(folder_remove, "DELETE FROM media_folder WHERE id = :folder");

const struct query *const folder_queries[] = { &folder_select_all_query, &folder_select_locked_query, &folder_select_held_query,
	&folder_count_within_query, &folder_insert_query, &folder_change_query, &folder_remove_query, NULL };

static const struct media_folder *find(const struct media_folders *all, int64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == id)
			return &all->at[i];
	return NULL;
}

/* How many levels lie above, itself counted: 0 for the top. FOLDER_LEVELS + 1 when one of them is `barred`, or there is no end. */
static int level_of(const struct media_folders *all, int64_t id, int64_t barred)
{
	int level = 0;

	for (; id && level <= FOLDER_LEVELS; level++) {
		const struct media_folder *f = find(all, id);
		if (!f || id == barred)
			return FOLDER_LEVELS + 1;
		id = f->parent_id;
	}
	return level;
}

/* How many levels lie below, itself counted. */
static int height_of(const struct media_folders *all, int64_t id)
{
	const int own = level_of(all, id, 0);
	int deepest = own;

	for (size_t i = 0; i < all->n; i++) {
		const int level = level_of(all, all->at[i].id, 0);
		if (level > deepest && level_of(all, all->at[i].id, id) > FOLDER_LEVELS) /* below it */
			deepest = level;
	}
	return deepest - own + 1;
}

err folder_list_all(struct db *db, struct media_folders *out) { return db_all(db, folder_select_all, out); }

err folder_create(struct tx *tx, const struct media_folder *form, int64_t *id)
{
	struct media_folders all;

	TRY(db_all(db_of(tx), folder_select_locked, &all));
	if (all.n >= FOLDERS_MAX)
		return FOLDER_LIMIT;
	if (level_of(&all, form->parent_id, 0) >= FOLDER_LEVELS)
		return FOLDER_PARENT;
	TRY(db_exec_from(tx, folder_insert, media_folder_create_form, form));
	*id = db_last_id(tx);
	return OK;
}

err folder_update(struct tx *tx, int64_t folder, const struct media_folder *form)
{
	struct media_folders all;

	TRY(db_all(db_of(tx), folder_select_locked, &all));
	if (!find(&all, folder))
		return ERR_NOT_FOUND;
	if (level_of(&all, form->parent_id, folder) + height_of(&all, folder) > FOLDER_LEVELS)
		return FOLDER_PARENT;
	TRY(db_exec_from(tx, folder_change, media_folder_update_form, form, folder));
	return db_changed(tx) == 1 ? OK : ERR_CONFLICT;
}

err folder_delete(struct tx *tx, int64_t folder)
{
	struct media_folders all;
	struct folder_count count;

	TRY(db_all(db_of(tx), folder_select_locked, &all));
	if (!find(&all, folder))
		return ERR_NOT_FOUND;
	TRY(db_one(db_of(tx), folder_count_within, &count, folder));
	if (count.n > 0)
		return FOLDER_IN_USE;
	return db_exec(tx, folder_remove, folder);
}

err folder_hold(struct tx *tx, int64_t folder)
{
	struct media_folder held;

	if (folder == 0)
		return OK;
	const err e = db_one(db_of(tx), folder_select_held, &held, folder);
	return e == ERR_NOT_FOUND ? FOLDER_PARENT : e;
}
