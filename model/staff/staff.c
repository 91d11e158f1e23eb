#include "staff.h"

WORDS_DEFINE(staff_state, STAFF_STATES);
STAFF_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct staff, id),
	FIELD(struct staff, name),
	FIELD(struct staff, display_name),
	FIELD_ENUM(struct staff, state, staff_state),
	FIELD(struct staff, created_at),
	FIELD(struct staff, version),
};
const struct shape staff_row = SHAPE(staff_row, row);

static const struct field role_fields[] = {
	FIELD(struct staff_role, staff_id),
	FIELD(struct staff_role, id),
	FIELD(struct staff_role, name),
};
const struct shape staff_role_row = SHAPE(staff_role_row, role_fields);

static const struct field secret_row[] = {
	FIELD(struct staff_secret, id),
	FIELD(struct staff_secret, name),
	FIELD_ENUM(struct staff_secret, state, staff_state),
	FIELD(struct staff_secret, password_hash),
};
const struct shape staff_secret_row = SHAPE(staff_secret_row, secret_row);

struct staff_count {
	int64_t total;
};
SHAPE_DECLARE(staff_count_row, struct staff_count);
static const struct field count_row[] = { FIELD(struct staff_count, total) };
const struct shape staff_count_row = SHAPE(staff_count_row, count_row);

#define SELECT "SELECT id, name, display_name, state, created_at, version FROM staff"
#define SECRET "SELECT id, name, state, password_hash FROM staff"

DB_QUERY(staff_select, staff_row, SELECT " WHERE id = :id");
DB_QUERY(staff_select_page, staff_row, SELECT " ORDER BY id LIMIT :page_size OFFSET :skip");
DB_QUERY(staff_select_count, staff_count_row, "SELECT COUNT(*) AS total FROM staff");
DB_QUERY(staff_select_roles, staff_role_row,
	"SELECT sr.staff_id, r.id, r.name FROM staff_role sr JOIN role r ON r.id = sr.role_id"
	" WHERE sr.staff_id BETWEEN :low AND :high ORDER BY sr.staff_id, r.id");
DB_QUERY(staff_select_owners, staff_count_row,
	"SELECT COUNT(DISTINCT f.id) AS total FROM staff f JOIN staff_role sr ON sr.staff_id = f.id JOIN role r ON r.id = sr.role_id"
	" WHERE f.state = 'ACTIVE' AND r.is_owner = 1");
DB_QUERY(staff_select_secret, staff_secret_row, SECRET " WHERE id = :id");
DB_QUERY(staff_select_secret_name, staff_secret_row, SECRET " WHERE name = :name");
DB_QUERY(staff_select_hash, staff_secret_row, SECRET " WHERE id = :id AND password_hash = :hash AND state = 'ACTIVE' FOR UPDATE");
DB_COMMAND(staff_insert,
	"INSERT INTO staff (name, display_name, state, password_hash, created_at) VALUES (:name, :display_name, 'ACTIVE', :hash, NOW(3))");
DB_COMMAND(staff_update,
	"UPDATE staff SET display_name = :display_name, state = :state, version = version + 1 WHERE id = :id AND version = :version");
DB_COMMAND(staff_update_password, "UPDATE staff SET password_hash = :hash, version = version + 1 WHERE id = :id");
DB_COMMAND(staff_update_own_password,
	"UPDATE staff SET password_hash = :hash, version = version + 1 WHERE id = :id AND password_hash = :old AND state = 'ACTIVE'");
DB_COMMAND(staff_role_clear, "DELETE FROM staff_role WHERE staff_id = :id");
DB_COMMAND(staff_role_insert,
	"INSERT INTO staff_role (staff_id, role_id) VALUES (:id, :role) ON DUPLICATE KEY UPDATE staff_id = staff_id");

const struct query *const staff_queries[] = { &staff_select_query, &staff_select_page_query, &staff_select_count_query,
	&staff_select_roles_query, &staff_select_owners_query, &staff_select_secret_query, &staff_select_secret_name_query,
	&staff_select_hash_query, &staff_insert_query, &staff_update_query, &staff_update_password_query,
	&staff_update_own_password_query, &staff_role_clear_query, &staff_role_insert_query, NULL };

/* As many staff as have their roles in one answer, however many each holds. */
enum { STAFF_A_TIME = DB_ROWS_MAX / STAFF_ROLES_MAX };

/* Roles come sorted by staff, as the list is: each one's are one run of them. */
static err give_roles(struct db *db, struct staff *at, size_t n)
{
	struct staff_roles all = { 0 };
	size_t next = 0;
	const int64_t low = at[0].id, high = at[n - 1].id;
	TRY(db_all(db, staff_select_roles, &all, low, high));
	for (size_t i = 0; i < n; i++) {
		const size_t begin = next;
		while (next < all.n && all.at[next].staff_id == at[i].id)
			next++;
		at[i].roles = (struct staff_roles){ all.at + begin, next - begin };
	}
	return OK;
}

err staff_find(struct db *db, staff_id staff, struct staff *out)
{
	struct staff found = { 0 };

	TRY(db_one(db, staff_select, &found, staff.id));
	TRY(give_roles(db, &found, 1));
	*out = found;
	return OK;
}

err staff_list(struct db *db, int32_t page, int32_t page_size, struct staff_list *out, int64_t *total)
{
	const int64_t skip = (int64_t)(page - 1) * page_size;
	struct staff_list found = { 0 };
	struct staff_count count;

	TRY(db_one(db, staff_select_count, &count));
	TRY(db_all(db, staff_select_page, &found, page_size, skip));
	for (size_t i = 0; i < found.n; i += STAFF_A_TIME)
		TRY(give_roles(db, found.at + i, found.n - i < STAFF_A_TIME ? found.n - i : STAFF_A_TIME));
	*out = found;
	*total = count.total;
	return OK;
}

err staff_secret_find(struct db *db, staff_id staff, struct staff_secret *out)
{
	return db_one(db, staff_select_secret, out, staff.id);
}

err staff_secret_by_name(struct db *db, const char *name, struct staff_secret *out)
{
	return db_one(db, staff_select_secret_name, out, name);
}

static err write_roles(struct tx *tx, staff_id actor, int64_t id, const struct staff_roles *roles)
{
	for (size_t i = 0; i < roles->n; i++) {
		const err e = role_check(db_of(tx), actor, roles->at[i].id);
		if (e)
			return e == ERR_NOT_FOUND ? STAFF_ROLE_UNKNOWN : e;
	}
	TRY(db_exec(tx, staff_role_clear, id));
	for (size_t i = 0; i < roles->n; i++) {
		const int64_t role = roles->at[i].id;
		TRY(db_exec(tx, staff_role_insert, id, role));
	}
	return OK;
}

err staff_create(struct tx *tx, staff_id actor, const struct staff *staff, const char *hash, int64_t *id)
{
	TRY(role_lock(tx));
	TRY(db_exec(tx, staff_insert, staff->name, staff->display_name, hash));
	const int64_t made = db_last_id(tx);
	TRY(write_roles(tx, actor, made, &staff->roles));
	*id = made;
	return OK;
}

static err check_change(struct tx *tx, staff_id actor, const struct staff *staff)
{
	struct staff_secret is;

	TRY(role_lock(tx));
	TRY(staff_secret_find(db_of(tx), (staff_id){ staff->id }, &is));
	if (staff->id == actor.id && staff->state != STAFF_ACTIVE)
		return STAFF_SELF;
	return role_check_staff(db_of(tx), actor, (staff_id){ staff->id });
}

err staff_change(struct tx *tx, staff_id actor, const struct staff *staff)
{
	struct staff_count before, after;

	TRY(check_change(tx, actor, staff));
	TRY(db_one(db_of(tx), staff_select_owners, &before));
	TRY(db_exec_from(tx, staff_update, staff_row, staff));
	if (db_changed(tx) == 0)
		return ERR_CONFLICT;
	TRY(write_roles(tx, actor, staff->id, &staff->roles));
	TRY(db_one(db_of(tx), staff_select_owners, &after));
	if (before.total > 0 && after.total == 0)
		return STAFF_LAST_OWNER;
	return staff->state == STAFF_ACTIVE ? OK : session_end_all(tx, (member_id){ 0 }, (staff_id){ staff->id });
}

err staff_reset_password(struct tx *tx, staff_id actor, staff_id other, const char *hash)
{
	TRY(role_lock(tx));
	TRY(role_check_staff(db_of(tx), actor, other));
	TRY(db_exec(tx, staff_update_password, hash, other.id));
	return db_changed(tx) ? session_end_all(tx, (member_id){ 0 }, other) : ERR_NOT_FOUND;
}

err staff_set_password(struct tx *tx, staff_id staff, const char *old, const char *hash)
{
	TRY(db_exec(tx, staff_update_own_password, hash, staff.id, old));
	return db_changed(tx) ? OK : ERR_CONFLICT;
}

err staff_with_hash(struct tx *tx, staff_id staff, const char *hash)
{
	struct staff_secret locked;

	return db_one(db_of(tx), staff_select_hash, &locked, staff.id, hash);
}
