/* visit.c - /api/shop/visits: what pages tell of being looked at, and the name under which they do. */
#include "../reply.h"
#include "../session.h"
#include "../../model/report/robot.h"
#include "../../model/report/visit.h"
#include "../../model/session.h"
#include <string.h>

enum { VISITOR_S = 365 * 86400 };

/* The name this browser has, if it looks like one of ours. */
static const char *visitor_name(const struct request *r)
{
	const char *name = request_cookie(r, VISITOR_COOKIE);
	const size_t n = name ? strlen(name) : 0;

	return n == SESSION_TOKEN && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == n ? name
															   : NULL;
}

static err visitor_get(struct request *r)
{
	const char *name = visitor_name(r);

	TRY(reply_nothing(r));
	if (!name) {
		char *drawn = arena_alloc(r->arena, SESSION_TEXT, 1);
		if (!drawn)
			return ERR_NOMEM;
		session_random(drawn);
		name = drawn;
	}
	return reply_cookie(r, VISITOR_COOKIE, name, VISITOR_S);
}

/* A robot, or a browser that keeps no cookie, is told nothing else. */
static err visits_post(struct request *r, struct tx *tx)
{
	struct visit_batch batch = *REQUEST_BODY(r, visit_batch_form);

	batch.visitor = visitor_name(r);
	batch.member = r->caller.member;
	batch.own_host = r->host;
	if (batch.visitor && !robot_is(r->user_agent))
		TRY(visit_record(tx, &batch));
	return reply_nothing(r);
}

/* clang-format off */
const struct route shop_visit_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/visitor", .summary = "A name for this browser, in a cookie, to count visitors by",
	  .who = WHO_ANYONE, .status = 204, .read = visitor_get },
	{ .method = METHOD_POST, .path = "/api/shop/visits", .summary = "Pages that were looked at", .who = WHO_ANYONE, .beacon = true,
	  .rate = RATE_VISIT, .takes = TAKES_JSON, .body = &visit_batch_form, .body_max = 16384, .status = 204, .write = visits_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
