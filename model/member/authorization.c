#include "authorization.h"
#include <string.h>

struct authorization {
	const char *return_path;
};
SHAPE_DECLARE(authorization_row, struct authorization);
static const struct field row[] = { FIELD(struct authorization, return_path) };
const struct shape authorization_row = SHAPE(authorization_row, row);

DB_COMMAND(authorization_insert,
	"INSERT INTO wechat_authorization (state_hash, browser_hash, member_id, return_path, expires_at)"
	" VALUES (:state_hash, :browser_hash, NULLIF(:member, 0), :return_path, NOW(3) + INTERVAL :ttl_s SECOND)");
DB_COMMAND(authorization_use,
	"UPDATE wechat_authorization SET used_at = NOW(3)"
	" WHERE state_hash = :state_hash AND browser_hash = :browser_hash AND COALESCE(member_id, 0) = :member"
	" AND used_at IS NULL AND expires_at > NOW(3)");
DB_QUERY(authorization_select, authorization_row, "SELECT return_path FROM wechat_authorization WHERE state_hash = :state_hash");

const struct query *const authorization_queries[] = { &authorization_insert_query, &authorization_use_query,
	&authorization_select_query, NULL };

bool return_path_is_ours(const char *path)
{
	const size_t n = strlen(path);

	for (size_t i = 0; i < n; i++)
		if (path[i] <= ' ' || path[i] > '~' || path[i] == '\\')
			return false;
	return n <= RETURN_PATH_MAX && path[0] == '/' && path[1] != '/';
}

err authorization_begin(
	struct tx *tx, member_id who, const char *state, const char *browser, const char *return_path, int64_t ttl_s)
{
	const int64_t member = who.id;

	return db_exec(tx, authorization_insert, state, browser, member, return_path, ttl_s);
}

err authorization_take(struct tx *tx, member_id who, const char *state, const char *browser, const char **return_path)
{
	const int64_t member = who.id;
	struct authorization taken;

	TRY(db_exec(tx, authorization_use, state, browser, member));
	if (db_changed(tx) == 0)
		return ERR_NOT_FOUND;
	TRY(db_one(db_of(tx), authorization_select, &taken, state));
	*return_path = taken.return_path;
	return OK;
}
