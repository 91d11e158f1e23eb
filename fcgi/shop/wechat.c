/* wechat.c - /api/shop/me/wechat: a member who came by another way links his WeChat, or unlinks it.
 *
 * It begins with a POST, so that no foreign page begins it for him. WeChat leads back by a GET, which links only in the
 * browser and to the member that began: no code of somebody else's can be slipped to him. */
#include "wechat.h"
#include "../reply.h"
#include "../session.h"
#include "../visitor.h"
#include "../../flows/account.h"
#include "../../model/member/authorization.h"
#include "../../model/member/phone_code.h"
#include "../../model/password.h"
#include "../../model/session.h"
#include <string.h>

static const char profile_page[] = "/profile";
enum { BODY_MAX = 4096, STATE_MAX = 128, WECHAT_CODE_MAX = 512, BROWSER_DAYS_S = 86400 };

#define RETURN_FIELD \
	{ \
		.name = "return", .kind = KIND_TEXT, .offset = offsetof(struct wechat_start, return_), .max = RETURN_PATH_MAX, \
		.optional = true \
	}
static const struct field start_fields[] = { RETURN_FIELD };
static void start_check(const void *p, struct problem *problem)
{
	const struct wechat_start *q = p;

	if (q->return_ && !return_path_is_ours(q->return_))
		problem_add(problem, "return", SAY_TEXT);
}
const struct shape wechat_start = SHAPE(wechat_start, start_fields, .check = start_check);

SHAPE_DECLARE(wechat_link_form, struct wechat_start);
static const struct field link_fields[] = {
	RETURN_FIELD,
	FIELD(struct wechat_start, old_password, .min = 1, .max = PASSWORD_BYTES_MAX, .optional = true),
	FIELD(struct wechat_start, old_code, .min = PHONE_CODE_DIGITS, .max = PHONE_CODE_DIGITS, .optional = true),
};
const struct shape wechat_link_form = SHAPE(wechat_link_form, link_fields, .check = start_check);

static const struct field finish_fields[] = {
	FIELD(struct wechat_finish, code, .min = 1, .max = WECHAT_CODE_MAX, .optional = true),
	FIELD(struct wechat_finish, state, .min = 1, .max = STATE_MAX),
};
const struct shape wechat_finish_query = SHAPE(wechat_finish_query, finish_fields);

/* Where the browser goes now. */
struct way {
	const char *url;
};
SHAPE_DECLARE(wechat_way, struct way);
static const struct field way_fields[] = { FIELD(struct way, url) };
const struct shape wechat_way = SHAPE(wechat_way, way_fields);

err wechat_browser(struct request *r, const char **out)
{
	const char *browser = request_cookie(r, BROWSER_COOKIE);
	char fresh[SESSION_TEXT];

	if (!browser || strlen(browser) != SESSION_TOKEN) {
		session_random(fresh);
		browser = arena_strndup(r->arena, fresh, SESSION_TOKEN);
	}
	if (!browser)
		return ERR_NOMEM;
	*out = browser;
	return reply_cookie(r, BROWSER_COOKIE, browser, BROWSER_DAYS_S);
}

static err wechat_post(struct request *r)
{
	const struct wechat_start *form = REQUEST_BODY(r, wechat_link_form);
	const struct own_proof proof = { form->old_password, form->old_code };
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	const char *browser;
	struct way way;

	TRY(wechat_browser(r, &browser));
	TRY(member_link_start(&v, r->caller.member, &proof, browser, form->return_ ? form->return_ : profile_page, &way.url));
	return reply_one(r, 200, wechat_way, &way);
}

static err callback_get(struct request *r)
{
	const struct wechat_finish *q = REQUEST_QUERY(r, wechat_finish_query);
	const struct visitor v = visitor_of(r, WHO_MEMBER);
	const char *browser = request_cookie(r, BROWSER_COOKIE);

	const err e = member_link_finish(&v, r->caller.member, browser ? browser : "", q->state, q->code, &r->began_at);
	if (e == SIGN_IN_STATE && !q->code) /* he wants none, and nobody knows from where he came */
		return reply_redirect(r, profile_page);
	return e ? e : reply_redirect(r, r->began_at);
}

static err unlink_post(struct request *r, struct tx *tx)
{
	TRY(member_unlink_wechat(tx, r->caller.member));
	TRY(session_end_others(tx, r->caller.member, (staff_id){ 0 }, r->caller.token));
	return reply_nothing(r);
}

/* clang-format off */
const struct route shop_wechat_routes[] = {
	{ .method = METHOD_POST, .path = "/api/shop/me/wechat", .summary = "Begins to link the member's WeChat: where the browser goes for it; who has a phone proves that it is he, unless he signed in a moment ago",
	  .who = WHO_MEMBER, .takes = TAKES_JSON, .body = &wechat_link_form, .body_max = BODY_MAX, .gives = &wechat_way, .status = 200,
	  .rate = RATE_SIGN_IN, .flow = wechat_post },
	{ .method = METHOD_GET, .path = "/api/shop/me/wechat/callback", .summary = "Where WeChat sends the browser of a member back to",
	  .who = WHO_MEMBER, .query = &wechat_finish_query, .raw = true, .page = profile_page, .status = 302, .rate = RATE_SIGN_IN,
	  .flow = callback_get },
	{ .method = METHOD_POST, .path = "/api/shop/me/wechat/unlink", .summary = "Unlinks the member's WeChat, if a phone remains to sign in by; other sessions end",
	  .who = WHO_MEMBER, .status = 204, .rate = RATE_WRITE, .write = unlink_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
