/* sign_in_private.h - what the ways of signing in share. */
#ifndef SIGN_IN_PRIVATE_H
#define SIGN_IN_PRIVATE_H
#include "../gateway/wechat_platform.h"
#include "sign_in.h"

/* The session of a member who has proved who he is, and his cart. */
err sign_in_member(struct tx *, const struct visitor *, const struct member *, struct signed_member *out) MUST_USE;

struct wechat_platform wechat_platform_of(const struct visitor *);
/* Over WeChat's page and back, for a member who links his WeChat, or (member 0) to sign in. back: the path of this site that
 * WeChat leads to. ERR_INVALID: return_path leads elsewhere. SIGN_IN_STATE: it did not begin with this browser and member;
 * whatever else it says, *return_path is where it began. code: NULL when he said no there, and then *out is untouched. */
err wechat_leave(const struct visitor *, member_id, const char *browser, const char *return_path, const char *back,
	const char **url) MUST_USE;
err wechat_return(const struct visitor *, member_id, const char *browser, const char *state, const char *code,
	struct wechat_oauth *out, const char **return_path) MUST_USE;
#endif
