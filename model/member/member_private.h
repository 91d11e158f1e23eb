/* member_private.h - the columns of a member, for the sources of this folder. */
#ifndef MEMBER_PRIVATE_H
#define MEMBER_PRIVATE_H

#define MEMBER_COLUMNS \
	"m.id, m.state, m.nickname, m.avatar_url, m.phone," \
	" m.password_hash IS NOT NULL AS has_password," \
	" EXISTS (SELECT 1 FROM member_wechat w WHERE w.member_id = m.id) AS has_wechat, m.created_at, m.version"
#endif
