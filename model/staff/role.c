#include "role.h"
#include <string.h>

ROLE_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct role, id),
	FIELD(struct role, name),
	FIELD(struct role, is_owner),
	FIELD(struct role, version),
};
const struct shape role_row = SHAPE(role_row, row);

static const struct field permission_row[] = {
	FIELD(struct role_permission, role_id),
	FIELD(struct role_permission, name),
};
const struct shape role_permission_row = SHAPE(role_permission_row, permission_row);

#define SELECT "SELECT id, name, is_owner, version FROM role"

DB_QUERY(role_select_all, role_row, SELECT " ORDER BY id");
DB_QUERY(role_select_locked, role_row, SELECT " ORDER BY id FOR UPDATE");
DB_QUERY(role_select, role_row, SELECT " WHERE id = :id");
DB_QUERY(role_select_name, role_row, SELECT " WHERE name = :name");
DB_QUERY(role_select_permissions, role_permission_row,
	"SELECT role_id, permission AS name FROM role_permission WHERE role_id BETWEEN :low AND :high ORDER BY role_id, permission");
DB_COMMAND(role_insert, "INSERT INTO role (name, created_at) VALUES (:name, NOW(3))");
/* clang-format off */
DB_COMMAND(role_update, "UPDATE role SET name = :name, version = version + 1 WHERE id = :id AND version = :version AND is_owner = 0");
/* clang-format on */
DB_COMMAND(role_permission_clear, "DELETE FROM role_permission WHERE role_id = :id");
DB_COMMAND(role_permission_insert,
	"INSERT INTO role_permission (role_id, permission) VALUES (:id, :name) ON DUPLICATE KEY UPDATE role_id = role_id");

const struct query *const role_queries[] = { &role_select_all_query, &role_select_locked_query, &role_select_query,
	&role_select_name_query, &role_select_permissions_query, &role_insert_query, &role_update_query,
	&role_permission_clear_query, &role_permission_insert_query, NULL };

static err permissions_between(struct db *db, int64_t low, int64_t high, struct role_permissions *out)
{
	return db_all(db, role_select_permissions, out, low, high);
}

/* As many roles as have their permissions in one answer, however many each holds. */
enum { ROLES_A_TIME = DB_ROWS_MAX / ROLE_PERMISSIONS_MAX };

/* Permissions come sorted by role, as roles are by id: each one's are one run of them. */
static err give_permissions(struct db *db, struct role *roles, size_t n)
{
	struct role_permissions all = { 0 };
	size_t at = 0;

	TRY(permissions_between(db, roles[0].id, roles[n - 1].id, &all));
	for (size_t i = 0; i < n; i++) {
		const size_t begin = at;
		while (at < all.n && all.at[at].role_id == roles[i].id)
			at++;
		roles[i].permissions = (struct role_permissions){ all.at + begin, at - begin };
	}
	return OK;
}

err role_list(struct db *db, struct role_list *out)
{
	struct role_list found = { 0 };

	TRY(db_all(db, role_select_all, &found));
	for (size_t i = 0; i < found.n; i += ROLES_A_TIME)
		TRY(give_permissions(db, found.at + i, found.n - i < ROLES_A_TIME ? found.n - i : ROLES_A_TIME));
	*out = found;
	return OK;
}

err role_by_name(struct db *db, const char *name, struct role *out)
{
	struct role found = { 0 };

	TRY(db_one(db, role_select_name, &found, name));
	*out = found;
	return OK;
}

static err lock_all(struct tx *tx, struct role_list *out) { return db_all(db_of(tx), role_select_locked, out); }

err role_lock(struct tx *tx)
{
	struct role_list unread;

	return lock_all(tx, &unread);
}

static bool holds(const struct session_permissions *held, const char *name)
{
	for (size_t i = 0; i < held->n; i++)
		if (strcmp(held->at[i].permission, name) == 0)
			return true;
	return held->owner;
}

static err check(struct db *db, staff_id actor, bool owner, const struct role_permissions *wanted)
{
	struct session_permissions held;

	if (actor.id == 0)
		return OK;
	TRY(session_permissions_of(db, actor, &held));
	for (size_t i = 0; i < wanted->n; i++)
		if (!holds(&held, wanted->at[i].name))
			return STAFF_ABOVE;
	return owner && !held.owner ? STAFF_ABOVE : OK;
}

err role_check(struct db *db, staff_id actor, int64_t id)
{
	struct role_permissions wanted = { 0 };
	struct role found;

	TRY(db_one(db, role_select, &found, id));
	TRY(permissions_between(db, id, id, &wanted));
	return check(db, actor, found.is_owner, &wanted);
}

err role_check_staff(struct db *db, staff_id actor, staff_id other)
{
	struct session_permissions held, his;

	if (actor.id == 0)
		return OK;
	TRY(session_permissions_of(db, actor, &held));
	TRY(session_permissions_of(db, other, &his));
	for (size_t i = 0; i < his.n; i++)
		if (!holds(&held, his.at[i].permission))
			return STAFF_ABOVE;
	return OK;
}

static err write_permissions(struct tx *tx, int64_t id, const struct role_permissions *list)
{
	TRY(db_exec(tx, role_permission_clear, id));
	for (size_t i = 0; i < list->n; i++)
		TRY(db_exec(tx, role_permission_insert, id, list->at[i].name));
	return OK;
}

err role_create(struct tx *tx, staff_id actor, const struct role *role, int64_t *id)
{
	struct role_list all;

	TRY(lock_all(tx, &all));
	if (all.n >= ROLES_MAX)
		return ROLE_LIMIT;
	TRY(check(db_of(tx), actor, false, &role->permissions));
	TRY(db_exec(tx, role_insert, role->name));
	const int64_t made = db_last_id(tx);
	TRY(write_permissions(tx, made, &role->permissions));
	*id = made;
	return OK;
}

err role_change(struct tx *tx, staff_id actor, const struct role *role)
{
	struct role now;

	TRY(role_lock(tx));
	TRY(db_one(db_of(tx), role_select, &now, role->id));
	if (now.is_owner)
		return ROLE_OWNER;
	TRY(role_check(db_of(tx), actor, role->id));
	TRY(check(db_of(tx), actor, false, &role->permissions));
	TRY(db_exec(tx, role_update, role->name, role->id, role->version));
	return db_changed(tx) ? write_permissions(tx, role->id, &role->permissions) : ERR_CONFLICT;
}
