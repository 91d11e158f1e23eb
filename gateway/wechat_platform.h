/* wechat_platform.h - signing in with WeChat on the web (网页授权, protocols §5.2).
 *
 * OK, or: a code that cannot be used (the member signs in again), ERR_BUSY (not delivered, or WeChat
 * asks to wait), ERR_UNKNOWN (no answer, or none to understand), WECHAT_REFUSED (our appid or
 * secret: an operator's matter; the errcode says which), ERR_NOMEM. Not inside db_tx. */
#ifndef WECHAT_PLATFORM_H
#define WECHAT_PLATFORM_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/value.h"

/* clang-format off */
#define WECHAT_ERRORS(E) \
	E(WECHAT_CODE_BAD,  400, "wechat_code_bad",  "This sign-in code is not valid") \
	E(WECHAT_CODE_USED, 400, "wechat_code_used", "This sign-in code has been used") \
	E(WECHAT_TOKEN_BAD, 400, "wechat_token_bad", "The sign-in has expired") \
	E(WECHAT_REFUSED,   502, "wechat_refused",   "WeChat refuses")
/* clang-format on */
WECHAT_ERRORS(ERR_DECLARE)

struct wechat_platform {
	const char *appid, *secret;
	const char *api_base;       /* "https://api.weixin.qq.com" */
	const char *authorize_base; /* "https://open.weixin.qq.com" */
	const char *ca;             /* PEM file of authorities; NULL: the system's */
};

/* Where the browser is sent. state: 1 to 128 of [A-Za-z0-9], random, bound to the session, used once;
 * with_profile asks the member for name and picture. ERR_INVALID for another state. */
err wechat_authorize_url(const struct wechat_platform *, struct arena *, const char *redirect_uri, bool with_profile,
	const char *state, const char **out) MUST_USE;

struct wechat_oauth {
	const char *openid, *access_token;
	const char *unionid;  /* NULL: the account is bound to no open platform */
	bool is_snapshotuser; /* a fake profile (快照页): make no account of it */
};
/* A code buys one token, once. *errcode is WeChat's number, for the log, 0 for none; may be NULL. */
err wechat_oauth_token(
	const struct wechat_platform *, struct arena *, const char *code, struct wechat_oauth *out, int64_t *errcode) MUST_USE;

struct wechat_profile {
	const char *nickname, *headimgurl;
}; /* "" for what is not told */
err wechat_userinfo(const struct wechat_platform *, struct arena *, const struct wechat_oauth *, struct wechat_profile *out,
	int64_t *errcode) MUST_USE;
#endif
