/* visit.h - page views as the shop's pages tell them, kept raw.
 *
 * A visitor is a random name in a cookie of this site, of which half a SHA-256 is kept. A session ends
 * after half an hour without a view; all of it has the source of its first view: a campaign before a
 * share code before the host that referred to us, else it came directly. When a page was opened is
 * what our clock says, less how long ago the browser says that was, an hour at most. */
#ifndef VISIT_H
#define VISIT_H
#include "../db.h"
#include "day.h"

/* clang-format off */
#define VISIT_PAGES(W) \
	W(VISIT_HOME, "HOME") W(VISIT_CATEGORY, "CATEGORY") W(VISIT_SEARCH, "SEARCH") W(VISIT_LIST, "LIST") W(VISIT_PRODUCT, "PRODUCT") \
	W(VISIT_CART, "CART") W(VISIT_CHECKOUT, "CHECKOUT") W(VISIT_PAY, "PAY") W(VISIT_ORDER, "ORDER") W(VISIT_MEMBER, "MEMBER") \
	W(VISIT_ARTICLE, "ARTICLE") W(VISIT_OTHER, "OTHER")
#define VISIT_SOURCES(W) \
	W(SOURCE_CAMPAIGN, "CAMPAIGN") W(SOURCE_SHARE, "SHARE") W(SOURCE_REFERRER, "REFERRER") W(SOURCE_DIRECT, "DIRECT")
/* clang-format on */
WORDS_DECLARE(visit_page, VISIT_PAGES);
WORDS_DECLARE(visit_source, VISIT_SOURCES);

enum {
	VISITS_AT_ONCE = 20,
	VISIT_AGO_MAX_MS = DAY_LATE_MS,
	VISIT_STAY_MAX_MS = 3600000,
	VISIT_SESSION_MIN = 30,
	VISIT_PATH_MAX = 200,
	VISIT_HOST_MAX = 100,
	VISIT_UTM_MAX = 64,
	VISIT_SHARE_MAX = 32,
};

/* One page view. Texts that were not sent are NULL. */
struct visit_view {
	enum visit_page page;
	maybe_int64 object_id;
	const char *path, *referrer_host, *utm_source, *utm_medium, *utm_campaign, *share_code;
	int32_t stay_ms, ago_ms;
};
struct visit_views {
	struct visit_view *at;
	size_t n;
};

/* Views of one browser, oldest first. own_host: what refers from there is no referrer. */
struct visit_batch {
	const char *visitor; /* the cookie */
	member_id member;    /* 0: nobody signed in */
	const char *own_host;
	struct visit_views views;
};
SHAPE_DECLARE(visit_view_form, struct visit_view);
SHAPE_DECLARE(visit_batch_form, struct visit_batch); /* what a browser sends: the views alone */

struct visit_origin {
	enum visit_source source;
	const char *name;
};
SHAPE_DECLARE(visit_origin_row, struct visit_origin);

/* Where a session that begins with this view came from. */
struct visit_origin visit_origin_of(const struct visit_view *, const char *own_host);

/* All of a batch by one INSERT. */
err visit_record(struct tx *, const struct visit_batch *) MUST_USE;

/* Views before that go, `limit` at most, the oldest first; says how many. Which may, summary.h knows. */
err visit_clean(struct tx *, moment until, int32_t limit, int32_t *out) MUST_USE;
#endif
