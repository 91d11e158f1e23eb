/* wechat.h - what goes to WeChat's page and comes back, for who signs in and for who links his WeChat. */
#ifndef SHOP_WECHAT_H
#define SHOP_WECHAT_H
#include "../request.h"

struct wechat_start {
	const char *return_;                 /* a path of this site, or NULL */
	const char *old_password, *old_code; /* of who links: that it is he, or NULL */
};
SHAPE_DECLARE(wechat_start, struct wechat_start);

/* Without a code the member said no at WeChat's. */
struct wechat_finish {
	const char *code, *state;
};
SHAPE_DECLARE(wechat_finish_query, struct wechat_finish);

/* The word that this browser keeps, so that what it began comes back to it alone: its own, or a new one that goes with the reply. */
err wechat_browser(struct request *, const char **out) MUST_USE;
#endif
