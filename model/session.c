#include "session.h"
#include "../lib/must.h"
#include "limit.h"
#include <stdlib.h>

static const struct field row[] = {
	FIELD(struct session, member_id),
	FIELD(struct session, staff_id),
	FIELD(struct session, csrf),
	FIELD(struct session, stale),
};
const struct shape session_row = SHAPE(session_row, row);

struct session_barred {
	int64_t n;
};
SHAPE_DECLARE(session_barred_row, struct session_barred);

static const struct field permission_row[] = { FIELD(struct session_permission, permission) };
const struct shape session_permission_row = SHAPE(session_permission_row, permission_row);

DB_QUERY(session_select, session_row,
	"SELECT s.member_id, s.staff_id, s.csrf, s.seen_at < NOW(3) - INTERVAL 1 MINUTE AS stale"
	"  FROM session s LEFT JOIN member m ON m.id = s.member_id LEFT JOIN staff f ON f.id = s.staff_id"
	" WHERE s.token_hash = :token_hash AND s.expires_at > NOW(3) AND COALESCE(m.state, f.state) = 'ACTIVE'");

static const struct field barred_row[] = { FIELD(struct session_barred, n) };
const struct shape session_barred_row = SHAPE(session_barred_row, barred_row);
DB_QUERY(session_select_barred, session_barred_row,
	"SELECT COUNT(*) AS n FROM session s JOIN member m ON m.id = s.member_id"
	" WHERE s.token_hash = :token_hash AND s.expires_at > NOW(3) AND m.state = 'DISABLED'");

/* clang-format off */
DB_QUERY(session_select_fresh, counted_row,
	COUNTED(" FROM session WHERE token_hash = :token_hash AND member_id = :id AND created_at > NOW(3) - INTERVAL :within_s SECOND"));
/* clang-format on */

/* An owner's rows begin with the word "*". */
DB_QUERY(session_select_permissions, session_permission_row,
	"SELECT '*' AS permission FROM staff_role sr JOIN role r ON r.id = sr.role_id"
	" WHERE sr.staff_id = :id AND r.is_owner = 1"
	" UNION SELECT rp.permission FROM staff_role sr JOIN role_permission rp ON rp.role_id = sr.role_id"
	" WHERE sr.staff_id = :id");

/* clang-format off */
DB_COMMAND(session_insert,
	"INSERT INTO session (token_hash, member_id, staff_id, csrf, created_at, seen_at, expires_at, address)"
	" VALUES (:token_hash, NULLIF(:member, 0), NULLIF(:staff, 0), :csrf, NOW(3), NOW(3), NOW(3) + INTERVAL :ttl_s SECOND, :address)");

DB_COMMAND(session_seen,
	"UPDATE session SET seen_at = NOW(3), expires_at = NOW(3) + INTERVAL :ttl_s SECOND WHERE token_hash = :token_hash");
/* clang-format on */

DB_COMMAND(session_delete, "DELETE FROM session WHERE token_hash = :token_hash");
DB_COMMAND(session_delete_member, "DELETE FROM session WHERE member_id = :id");
DB_COMMAND(session_delete_staff, "DELETE FROM session WHERE staff_id = :id");
DB_COMMAND(session_delete_others_member, "DELETE FROM session WHERE member_id = :id AND token_hash <> :token_hash");
DB_COMMAND(session_delete_others_staff, "DELETE FROM session WHERE staff_id = :id AND token_hash <> :token_hash");

const struct query *const session_queries[] = { &session_select_query, &session_select_permissions_query,
	&session_select_barred_query, &session_select_fresh_query, &session_insert_query, &session_seen_query,
	&session_delete_query, &session_delete_member_query, &session_delete_staff_query, &session_delete_others_member_query,
	&session_delete_others_staff_query, NULL };

void session_random(char out[SESSION_TEXT])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned char random[SESSION_TOKEN];

	arc4random_buf(random, sizeof random);
	for (size_t i = 0; i < SESSION_TOKEN; i++)
		out[i] = digits[random[i] & 63];
	out[SESSION_TOKEN] = '\0';
}

err session_open(struct tx *tx, member_id member, staff_id staff, int64_t ttl_s, const char *address, char token[SESSION_TEXT],
	char csrf[SESSION_TEXT])
{
	must((member.id == 0) != (staff.id == 0));
	session_random(token);
	session_random(csrf);
	const char *token_text = token, *csrf_text = csrf;
	return db_exec_args(tx, &session_insert_query, NULL, NULL,
		(const struct db_arg[]){ { "token", KIND_TEXT, NULL, &token_text }, { "csrf", KIND_TEXT, NULL, &csrf_text },
			DB_ARG(member) DB_ARG(staff) DB_ARG(ttl_s) DB_ARG(address){ .name = NULL } });
}

err session_find(struct db *db, const char *token, struct session *out) { return db_one(db, session_select, out, token); }

err session_is_barred(struct db *db, const char *token, bool *barred)
{
	struct session_barred found;

	TRY(db_one(db, session_select_barred, &found, token));
	*barred = found.n != 0;
	return OK;
}

err session_is_fresh(struct db *db, const char *token, member_id member, int64_t within_s, bool *fresh)
{
	struct counted found;

	TRY(db_one(db, session_select_fresh, &found, token, member.id, within_s));
	*fresh = found.total != 0;
	return OK;
}

err session_permissions_of(struct db *db, staff_id staff, struct session_permissions *out)
{
	struct session_permissions found = { 0 };

	TRY(db_all(db, session_select_permissions, &found, staff.id));
	for (size_t i = 0; i < found.n; i++)
		found.owner |= found.at[i].permission[0] == '*';
	*out = found;
	return OK;
}

err session_touch(struct tx *tx, const char *token, int64_t ttl_s) { return db_exec(tx, session_seen, token, ttl_s); }

err session_end(struct tx *tx, const char *token) { return db_exec(tx, session_delete, token); }

err session_end_all(struct tx *tx, member_id member, staff_id staff)
{
	return member.id ? db_exec(tx, session_delete_member, member.id) : db_exec(tx, session_delete_staff, staff.id);
}

err session_end_others(struct tx *tx, member_id member, staff_id staff, const char *token)
{
	return member.id ? db_exec(tx, session_delete_others_member, member.id, token)
			 : db_exec(tx, session_delete_others_staff, staff.id, token);
}
