/* account.c - /api/shop/me: a member about himself. */
#include "../reply.h"
#include "../visitor.h"
#include "../../flows/account.h"
#include "../../model/member/phone_code.h"
#include "../../model/password.h"
#include "../../views/member.h"

enum { BODY_MAX = 4096, MOBILE_DIGITS = 11, NICKNAME_MAX = 64 };

struct me {
	struct member member;
	const char *csrf_token;
};
SHAPE_DECLARE(me_view, struct me);
static const struct field me[] = {
	FIELD_OBJECT(struct me, member, member_card),
	FIELD(struct me, csrf_token),
};
const struct shape me_view = SHAPE(me_view, me);

SHAPE_DECLARE(member_form, struct member);
static const struct field form[] = {
	FIELD(struct member, nickname, .min = 1, .max = NICKNAME_MAX),
	FIELD(struct member, version, .min = 1, .max = INT32_MAX),
};
const struct shape member_form = SHAPE(member_form, form);

SHAPE_DECLARE(member_password_form, struct password_change);
static const struct field password_form[] = {
	FIELD(struct password_change, old_password, .min = 1, .max = PASSWORD_BYTES_MAX, .optional = true),
	FIELD(struct password_change, code, .min = PHONE_CODE_DIGITS, .max = PHONE_CODE_DIGITS, .optional = true),
	FIELD(struct password_change, password, .min = PASSWORD_BYTES_MIN, .max = PASSWORD_BYTES_MAX),
};
const struct shape member_password_form = SHAPE(member_password_form, password_form);

SHAPE_DECLARE(phone_form, struct phone_change);
static const struct field phone_fields[] = {
	FIELD(struct phone_change, phone, .min = MOBILE_DIGITS, .max = MOBILE_DIGITS),
	FIELD(struct phone_change, code, .min = PHONE_CODE_DIGITS, .max = PHONE_CODE_DIGITS),
	FIELD(struct phone_change, old_password, .min = 1, .max = PASSWORD_BYTES_MAX, .optional = true),
	FIELD(struct phone_change, old_code, .min = PHONE_CODE_DIGITS, .max = PHONE_CODE_DIGITS, .optional = true),
};
static void phone_check(const void *p, struct problem *problem)
{
	if (!phone_is_mobile(((const struct phone_change *)p)->phone))
		problem_add(problem, "phone", SAY_TEXT);
}
const struct shape phone_form = SHAPE(phone_form, phone_fields, .check = phone_check);

static err me_get(struct request *r)
{
	struct me is = { .csrf_token = r->caller.csrf };

	TRY(member_find(r->db, r->caller.member, &is.member));
	return reply_one(r, 200, me_view, &is);
}

static err me_put(struct request *r, struct tx *tx)
{
	const struct member *change = REQUEST_BODY(r, member_form);
	struct member is;

	TRY(member_rename(tx, r->caller.member, change->nickname, change->version));
	TRY(member_find(db_of(tx), r->caller.member, &is));
	return reply_one(r, 200, member_card, &is);
}

static err password_post(struct request *r)
{
	const struct visitor v = visitor_of(r, WHO_MEMBER);

	TRY(member_change_password(&v, r->caller.member, r->caller.token, REQUEST_BODY(r, member_password_form)));
	return reply_nothing(r);
}

static err phone_post(struct request *r)
{
	const struct visitor v = visitor_of(r, WHO_MEMBER);

	TRY(member_bind_phone(&v, r->caller.member, r->caller.token, REQUEST_BODY(r, phone_form)));
	return reply_nothing(r);
}

static err code_post(struct request *r)
{
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	int64_t wait_s = 0;

	const err e = member_code_send(&v, r->caller.member, &wait_s);
	r->reply.retry_after_s = (int)wait_s;
	return e ? e : reply_nothing(r);
}

/* clang-format off */
const struct route shop_account_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/me", .summary = "The member signed in, and the CSRF word of the session",
	  .who = WHO_MEMBER, .gives = &me_view, .status = 200, .rate = RATE_READ, .read = me_get },
	{ .method = METHOD_PUT, .path = "/api/shop/me", .summary = "Changes the member's profile",
	  .who = WHO_MEMBER, .takes = TAKES_JSON, .body = &member_form, .body_max = BODY_MAX, .gives = &member_card, .status = 200,
	  .rate = RATE_WRITE, .write = me_put },
	{ .method = METHOD_POST, .path = "/api/shop/me/password", .summary = "Sets a password, by the old one or a code sent to the phone; other sessions end",
	  .who = WHO_MEMBER, .takes = TAKES_JSON, .body = &member_password_form, .body_max = BODY_MAX, .status = 204,
	  .rate = RATE_SIGN_IN, .flow = password_post },
	{ .method = METHOD_POST, .path = "/api/shop/me/phone", .summary = "Binds a phone, by a code sent to it; who has one proves it, by the password or a code to that; other sessions end",
	  .who = WHO_MEMBER, .takes = TAKES_JSON, .body = &phone_form, .body_max = BODY_MAX, .status = 204,
	  .rate = RATE_SIGN_IN, .flow = phone_post },
	{ .method = METHOD_POST, .path = "/api/shop/me/code", .summary = "Sends a code to the member's own phone; Retry-After says when there may be another",
	  .who = WHO_MEMBER, .status = 204, .rate = RATE_SIGN_IN, .flow = code_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
