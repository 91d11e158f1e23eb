#include "address.h"
#include "../limit.h"
#include "member.h"

ADDRESS_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct address, id),
	FIELD(struct address, name),
	FIELD(struct address, phone),
	FIELD(struct address, region),
	FIELD(struct address, province),
	FIELD(struct address, city),
	FIELD(struct address, district),
	FIELD(struct address, detail),
	FIELD(struct address, is_default),
	FIELD(struct address, version),
};
const struct shape address_row = SHAPE(address_row, row);

struct address_count {
	int64_t total;
};
SHAPE_DECLARE(address_count_row, struct address_count);
static const struct field count_row[] = { FIELD(struct address_count, total) };
const struct shape address_count_row = SHAPE(address_count_row, count_row);

#define SELECT "SELECT id, name, phone, region, province, city, district, detail, is_default, version FROM address"
#define IS_HIS "member_id = :member AND state = 'ACTIVE'"

DB_QUERY(address_select_all, address_row,
	SELECT " WHERE " IS_HIS " ORDER BY is_default DESC, id DESC LIMIT " LIMIT_TEXT(ADDRESS_MAX));
DB_QUERY(address_select, address_row, SELECT " WHERE id = :id AND " IS_HIS);
DB_QUERY(address_select_count, address_count_row, "SELECT COUNT(*) AS total FROM address WHERE " IS_HIS);
DB_COMMAND(address_insert,
	"INSERT INTO address (member_id, name, phone, phone_index, region, province, city, district, detail, state, created_at)"
	" VALUES (:member, :name, :phone, :phone_index, :region, :province, :city, :district, :detail, 'ACTIVE', NOW(3))");
DB_COMMAND(address_update,
	"UPDATE address SET name = :name, phone = :phone, phone_index = :phone_index, region = :region, province = :province,"
	" city = :city, district = :district, detail = :detail, version = version + 1 WHERE id = :id AND version = :version AND " IS_HIS);
DB_COMMAND(address_update_default, "UPDATE address SET is_default = (id = :id) WHERE " IS_HIS);
DB_COMMAND(address_update_deleted, "UPDATE address SET state = 'DELETED', is_default = 0 WHERE id = :id AND " IS_HIS);

const struct query *const address_queries[] = { &address_select_all_query, &address_select_query, &address_select_count_query,
	&address_insert_query, &address_update_query, &address_update_default_query, &address_update_deleted_query, NULL };

err address_list(struct db *db, member_id member, struct address_list *out) { return db_all(db, address_select_all, out, member); }

err address_find(struct db *db, member_id member, int64_t id, struct address *out)
{
	return db_one(db, address_select, out, id, member);
}

err address_create(struct tx *tx, member_id member, const struct address *a, int64_t *id)
{
	struct address_count count;

	TRY(member_lock(tx, member));
	TRY(db_one(db_of(tx), address_select_count, &count, member));
	if (count.total >= ADDRESS_MAX)
		return ADDRESS_LIMIT;
	TRY(db_exec(tx, address_insert, member, a->name, a->phone, a->region, a->province, a->city, a->district, a->detail));
	const int64_t made = db_last_id(tx);
	if (a->is_default || count.total == 0)
		TRY(address_make_default(tx, member, made));
	*id = made;
	return OK;
}

err address_change(struct tx *tx, member_id member, const struct address *a)
{
	struct address now;

	TRY(member_lock(tx, member));
	TRY(address_find(db_of(tx), member, a->id, &now));
	if (now.version != a->version)
		return ERR_CONFLICT;
	TRY(db_exec_from(tx, address_update, address_row, a, member));
	if (db_changed(tx) == 0)
		return ERR_CONFLICT;
	return a->is_default ? address_make_default(tx, member, a->id) : OK;
}

err address_make_default(struct tx *tx, member_id member, int64_t id)
{
	struct address is;

	TRY(member_lock(tx, member));
	TRY(address_find(db_of(tx), member, id, &is));
	return db_exec(tx, address_update_default, id, member);
}

err address_delete(struct tx *tx, member_id member, int64_t id)
{
	TRY(member_lock(tx, member));
	TRY(db_exec(tx, address_update_deleted, id, member));
	return db_changed(tx) ? OK : ERR_NOT_FOUND;
}
