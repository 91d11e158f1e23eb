/* member_arrive.c - members found by what they come with, and made on the first time. */
#include "member.h"
#include "member_private.h"
#include "../../lib/must.h"
#include <stdio.h>
#include <string.h>

DB_QUERY(arrive_select_wechat, member_row,
	"SELECT " MEMBER_COLUMNS " FROM member_wechat k JOIN member m ON m.id = k.member_id"
	" WHERE k.appid = :appid AND k.openid = :openid");
DB_QUERY(arrive_select_phone, member_row, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.phone_index = :phone_index");

DB_COMMAND(arrive_insert_wechat,
	"INSERT INTO member_wechat (appid, openid, unionid, member_id, created_at) VALUES (:appid, :openid, :unionid, NULL, NOW(3))");
DB_COMMAND(arrive_insert_member,
	"INSERT INTO member (state, nickname, avatar_url, phone, phone_index, created_at, updated_at)"
	" VALUES ('ACTIVE', :nickname, NULLIF(:avatar_url, ''), :phone, :phone_index, NOW(3), NOW(3))");
DB_COMMAND(arrive_update_wechat,
	"UPDATE member_wechat SET member_id = :member WHERE appid = :appid AND openid = :openid AND member_id IS NULL");

const struct query *const member_arrive_queries[] = { &arrive_select_wechat_query, &arrive_select_phone_query,
	&arrive_insert_wechat_query, &arrive_insert_member_query, &arrive_update_wechat_query, NULL };

static err admit(err e, const struct member *found, struct member *out)
{
	TRY(e);
	if (found->state != MEMBER_ACTIVE)
		return MEMBER_BARRED;
	*out = *found;
	return OK;
}

static err make(struct tx *tx, const char *nickname, const char *avatar_url, const char *number)
{
	const sealed phone = { number };

	return db_exec(tx, arrive_insert_member, nickname, avatar_url, phone);
}

/* The openid is claimed before its member is made: who comes second waits there, and finds both. */
err member_of_wechat(struct tx *tx, const struct member_wechat *w, struct member *out)
{
	struct db *db = db_of(tx);
	struct member found;

	err e = db_one(db, arrive_select_wechat, &found, w->appid, w->openid);
	if (e != ERR_NOT_FOUND)
		return admit(e, &found, out);
	e = db_exec(tx, arrive_insert_wechat, w->appid, w->openid, w->unionid);
	if (e == OK) {
		TRY(make(tx, w->nickname, w->avatar_url, NULL));
		const int64_t member = db_last_id(tx);
		TRY(db_exec(tx, arrive_update_wechat, member, w->appid, w->openid));
		must(db_changed(tx) == 1);
	} else if (e != ERR_DUPLICATE) {
		return e;
	}
	return admit(db_one(db, arrive_select_wechat, &found, w->appid, w->openid), &found, out);
}

err member_of_phone(struct tx *tx, const char *phone, const char *called, struct member *out)
{
	struct db *db = db_of(tx);
	struct member found;
	char nickname[24];

	err e = db_one(db, arrive_select_phone, &found, phone);
	if (e == ERR_NOT_FOUND) {
		const size_t n = strlen(phone);
		snprintf(nickname, sizeof nickname, "%s%s", called, phone + (n > 4 ? n - 4 : 0));
		e = make(tx, nickname, "", phone);
		if (e == OK || e == ERR_DUPLICATE)
			e = db_one(db, arrive_select_phone, &found, phone);
	}
	return admit(e, &found, out);
}
