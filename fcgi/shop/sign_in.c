/* sign_in.c - /api/shop/sign-in: by WeChat, by a code to a phone, by a password; and out again.
 *
 * The two GETs change no state of the shop but sessions, as OAuth asks of them. */
#include "../reply.h"
#include "../session.h"
#include "../visitor.h"
#include "wechat.h"
#include "../../model/member/phone_code.h"
#include "../../model/password.h"
#include "../../model/session.h"
#include "../../views/member.h"

static const char sign_in_page[] = "/sign-in";
enum { BODY_MAX = 4096, MOBILE_DIGITS = 11 };

SHAPE_DECLARE(signed_in_view, struct signed_member);
static const struct field signed_in[] = {
	FIELD(struct signed_member, token),
	FIELD(struct signed_member, csrf_token),
	FIELD_OBJECT(struct signed_member, member, member_card),
};
const struct shape signed_in_view = SHAPE(signed_in_view, signed_in);

struct entry {
	const char *phone, *code, *password;
};
static void phone_check(const void *p, struct problem *problem)
{
	if (!phone_is_mobile(((const struct entry *)p)->phone))
		problem_add(problem, "phone", SAY_TEXT);
}
#define PHONE_FIELD FIELD(struct entry, phone, .min = MOBILE_DIGITS, .max = MOBILE_DIGITS)
SHAPE_DECLARE(code_request_form, struct entry);
static const struct field code_request[] = { PHONE_FIELD };
const struct shape code_request_form = SHAPE(code_request_form, code_request, .check = phone_check);

SHAPE_DECLARE(phone_sign_in_form, struct entry);
static const struct field phone_sign_in[] = {
	PHONE_FIELD,
	FIELD(struct entry, code, .min = PHONE_CODE_DIGITS, .max = PHONE_CODE_DIGITS),
};
const struct shape phone_sign_in_form = SHAPE(phone_sign_in_form, phone_sign_in, .check = phone_check);

SHAPE_DECLARE(password_sign_in_form, struct entry);
static const struct field password_sign_in[] = {
	PHONE_FIELD,
	FIELD(struct entry, password, .min = 1, .max = PASSWORD_BYTES_MAX),
};
const struct shape password_sign_in_form = SHAPE(password_sign_in_form, password_sign_in, .check = phone_check);

static err wechat_get(struct request *r)
{
	const struct wechat_start *q = REQUEST_QUERY(r, wechat_start);
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	const char *url, *browser;

	TRY(wechat_browser(r, &browser));
	TRY(sign_in_wechat_start(&v, browser, q->return_ ? q->return_ : "/", &url));
	return reply_redirect(r, url);
}

static err wechat_callback_get(struct request *r)
{
	const struct wechat_finish *q = REQUEST_QUERY(r, wechat_finish_query);
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	const char *browser = request_cookie(r, BROWSER_COOKIE), *path;
	struct signed_member in;

	if (!q->code)
		return reply_redirect(r, "/");
	TRY(sign_in_wechat_finish(&v, browser ? browser : "", q->state, q->code, &in, &path));
	TRY(reply_redirect(r, path));
	return session_give(r, false, in.token);
}

static err code_post(struct request *r)
{
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	int64_t wait_s = 0;

	const err e = sign_in_code_send(&v, REQUEST_BODY(r, code_request_form)->phone, &wait_s);
	r->reply.retry_after_s = (int)wait_s;
	return e ? e : reply_nothing(r);
}

static err welcome(struct request *r, const struct signed_member *in)
{
	TRY(reply_one(r, 200, signed_in_view, in));
	return session_give(r, false, in->token);
}

static err phone_post(struct request *r)
{
	const struct entry *form = REQUEST_BODY(r, phone_sign_in_form);
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	struct signed_member in;

	TRY(sign_in_phone(&v, form->phone, form->code, &in));
	return welcome(r, &in);
}

static err password_post(struct request *r)
{
	const struct entry *form = REQUEST_BODY(r, password_sign_in_form);
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	struct signed_member in;

	TRY(sign_in_password(&v, form->phone, form->password, &in));
	return welcome(r, &in);
}

static err sign_out_post(struct request *r, struct tx *tx)
{
	TRY(session_end(tx, r->caller.token));
	TRY(reply_nothing(r));
	return session_give(r, false, "");
}

/* clang-format off */
const struct route shop_sign_in_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/sign-in/wechat", .summary = "Leads to WeChat, to sign in there",
	  .who = WHO_ANYONE, .query = &wechat_start, .raw = true, .page = sign_in_page, .status = 302, .rate = RATE_SIGN_IN,
	  .flow = wechat_get },
	{ .method = METHOD_GET, .path = "/api/shop/sign-in/wechat/callback", .summary = "Where WeChat sends the browser back to",
	  .who = WHO_ANYONE, .query = &wechat_finish_query, .raw = true, .page = sign_in_page, .status = 302, .rate = RATE_SIGN_IN,
	  .flow = wechat_callback_get },
	{ .method = METHOD_POST, .path = "/api/shop/sign-in/codes", .summary = "Sends a code to a phone; Retry-After says when there may be another",
	  .who = WHO_ANYONE, .takes = TAKES_JSON, .body = &code_request_form, .body_max = BODY_MAX, .status = 204,
	  .rate = RATE_SIGN_IN, .flow = code_post },
	{ .method = METHOD_POST, .path = "/api/shop/sign-in/phone", .summary = "Signs in by a code; who is new becomes a member",
	  .who = WHO_ANYONE, .takes = TAKES_JSON, .body = &phone_sign_in_form, .body_max = BODY_MAX, .gives = &signed_in_view,
	  .status = 200, .rate = RATE_SIGN_IN, .flow = phone_post },
	{ .method = METHOD_POST, .path = "/api/shop/sign-in/password", .summary = "Signs in by phone and password",
	  .who = WHO_ANYONE, .takes = TAKES_JSON, .body = &password_sign_in_form, .body_max = BODY_MAX, .gives = &signed_in_view,
	  .status = 200, .rate = RATE_SIGN_IN, .flow = password_post },
	{ .method = METHOD_POST, .path = "/api/shop/sign-out", .summary = "Ends this session",
	  .who = WHO_MEMBER, .status = 204, .rate = RATE_WRITE, .write = sign_out_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
