/* member.h - members: who buys (domain 8).
 *
 * A member is known by an openid of WeChat, by a phone, or by both; each belongs to one member, for
 * which a unique key answers when two sign in for the first time at once. A member who is disabled has no session. */
#ifndef MEMBER_H
#define MEMBER_H
#include "../db.h"

#define MEMBER_STATES(W) W(MEMBER_ACTIVE, "ACTIVE") W(MEMBER_DISABLED, "DISABLED")
WORDS_DECLARE(member_state, MEMBER_STATES);
#define MEMBER_FILTERS(W) W(MEMBERS_ALL, "ALL") W(MEMBERS_ACTIVE, "ACTIVE") W(MEMBERS_DISABLED, "DISABLED")
WORDS_DECLARE(member_filter, MEMBER_FILTERS);

#define MEMBER_ERRORS(E) \
	E(MEMBER_BARRED, 403, "member_disabled", "This account is disabled") \
	E(MEMBER_PHONE_MISSING, 409, "phone_missing", "Bind a phone first") \
	E(MEMBER_WECHAT_TAKEN, 409, "wechat_taken", "This WeChat is another account's: sign in with it") \
	E(MEMBER_WECHAT_LINKED, 409, "wechat_linked", "This account has a WeChat: unlink that first")
MEMBER_ERRORS(ERR_DECLARE)

struct member {
	int64_t id;
	enum member_state state;
	const char *nickname, *avatar_url; /* avatar_url NULL: none */
	sealed phone;                      /* text NULL: none */
	bool has_password, has_wechat;
	moment created_at;
	int32_t version;
};
struct member_list {
	struct member *at;
	size_t n;
};
/* A row has no secret, and the phone masked: staff see all of it. */
/* clang-format off */
#define MEMBER_ROW_FIELDS \
	FIELD(struct member, id), \
	FIELD_ENUM(struct member, state, member_state), \
	FIELD(struct member, nickname), \
	FIELD(struct member, avatar_url), \
	FIELD(struct member, phone), \
	FIELD(struct member, has_password), \
	FIELD(struct member, has_wechat), \
	FIELD(struct member, created_at), \
	FIELD(struct member, version)
/* clang-format on */
SHAPE_DECLARE(member_row, struct member);

/* For signing in alone: the phone, and the hash. Either may be NULL. */
struct member_secret {
	int64_t id;
	enum member_state state;
	sealed phone;
	const char *password_hash;
};
SHAPE_DECLARE(member_secret_row, struct member_secret);

/* What WeChat says of somebody; unionid may be NULL, and avatar_url "". */
struct member_wechat {
	const char *appid, *openid, *unionid, *nickname, *avatar_url;
};

err member_find(struct db *, member_id, struct member *out) MUST_USE;
err member_secret_find(struct db *, member_id, struct member_secret *out) MUST_USE;
err member_secret_by_phone(struct db *, const char *phone, struct member_secret *out) MUST_USE;

/* The member behind it, made when there is none; then called so, and by the last digits of the phone. MEMBER_BARRED. */
err member_of_wechat(struct tx *, const struct member_wechat *, struct member *out) MUST_USE;
err member_of_phone(struct tx *, const char *phone, const char *called, struct member *out) MUST_USE;
/* The member, locked, if hash is still his: ERR_NOT_FOUND when it was changed meanwhile. MEMBER_BARRED. */
err member_with_hash(struct tx *, member_id, const char *hash, struct member *out) MUST_USE;

/* Somebody's WeChat becomes this member's as well; that it is his already is no failure.
 * MEMBER_WECHAT_TAKEN, and nobody has lost it; MEMBER_WECHAT_LINKED: he has another one of this appid. */
err member_link_wechat(struct tx *, member_id, const char *appid, const char *openid, const char *unionid) MUST_USE;
/* OK, or MEMBER_WECHAT_LINKED: to be told before he goes to WeChat for it. */
err member_may_link_wechat(struct db *, member_id, const char *appid) MUST_USE;
/* Every WeChat of his. The way in that remains is his phone: MEMBER_PHONE_MISSING. */
err member_unlink_wechat(struct tx *, member_id) MUST_USE;

/* What depends on a count of a member's things takes this lock first. ERR_NOT_FOUND. */
err member_lock(struct tx *, member_id) MUST_USE;
err member_rename(struct tx *, member_id, const char *nickname, int32_t version) MUST_USE; /* ERR_CONFLICT */
err member_set_phone(struct tx *, member_id, const char *phone) MUST_USE;                  /* ERR_DUPLICATE: of somebody else */
/* old: the hash that is there now, NULL for none; ERR_CONFLICT when it is another one. */
err member_set_password(struct tx *, member_id, const char *old, const char *hash) MUST_USE;

/* For staff, newest first. keyword: part of the nickname, or the whole phone; "" for all. */
struct member_search {
	const char *keyword;
	enum member_filter state;
	int32_t page, page_size;
};
err member_list(struct db *, const struct member_search *, struct member_list *out, int64_t *total) MUST_USE;
/* From now on no session of his is one; what he had is gone when he is enabled (session.h). Who is so already stays as he
 * is, with his sessions. ERR_NOT_FOUND. */
err member_disable(struct tx *, member_id) MUST_USE;
err member_enable(struct tx *, member_id) MUST_USE;
#endif
