/* member_link.c - a WeChat joined to a member who came by another way, and taken from him. */
#include "member.h"

struct link_owner {
	int64_t member_id;
};
SHAPE_DECLARE(link_owner_row, struct link_owner);
static const struct field owner_fields[] = { FIELD(struct link_owner, member_id) };
const struct shape link_owner_row = SHAPE(link_owner_row, owner_fields);

DB_QUERY(link_select_owner, link_owner_row, "SELECT member_id FROM member_wechat WHERE appid = :appid AND openid = :openid");
DB_QUERY(link_select_member, link_owner_row, "SELECT member_id FROM member_wechat WHERE member_id = :id AND appid = :appid");
DB_COMMAND(link_insert,
	"INSERT INTO member_wechat (appid, openid, unionid, member_id, created_at) VALUES (:appid, :openid, :unionid, :id, NOW(3))");
DB_COMMAND(link_delete, "DELETE FROM member_wechat WHERE member_id = :id");

const struct query *const member_link_queries[] = { &link_select_owner_query, &link_select_member_query, &link_insert_query,
	&link_delete_query, NULL };

err member_may_link_wechat(struct db *db, member_id member, const char *appid)
{
	struct link_owner has;

	const err e = db_one(db, link_select_member, &has, member.id, appid);
	return e == ERR_NOT_FOUND ? OK : e ? e : MEMBER_WECHAT_LINKED;
}

/* Two unique keys decide, whoever links or signs in at the same time: one WeChat is of one member, who has one of an appid. */
err member_link_wechat(struct tx *tx, member_id member, const char *appid, const char *openid, const char *unionid)
{
	struct link_owner owner;

	err e = db_exec(tx, link_insert, appid, openid, unionid, member.id);
	if (e != ERR_DUPLICATE)
		return e;
	e = db_one(db_of(tx), link_select_owner, &owner, appid, openid);
	if (e)
		return e == ERR_NOT_FOUND ? MEMBER_WECHAT_LINKED : e;
	return owner.member_id == member.id ? OK : MEMBER_WECHAT_TAKEN;
}

err member_unlink_wechat(struct tx *tx, member_id member)
{
	struct member is;

	TRY(member_lock(tx, member));
	TRY(member_find(db_of(tx), member, &is));
	if (!is.phone.text)
		return MEMBER_PHONE_MISSING;
	return db_exec(tx, link_delete, member.id);
}
