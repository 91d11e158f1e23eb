/* health.c - is this process alive, and can it reach its database? */
#include "reply.h"
#include "../model/health.h"

struct health {
	const char *status;
};
SHAPE_DECLARE(health_view, struct health);
static const struct field fields[] = { FIELD(struct health, status) };
const struct shape health_view = SHAPE(health_view, fields);

static err alive_get(struct request *r) { return reply_one(r, 200, health_view, &(struct health){ "ok" }); }

static err ready_get(struct request *r)
{
	TRY(health_probe(r->db));
	return reply_one(r, 200, health_view, &(struct health){ "ok" });
}

/* clang-format off */
const struct route health_routes[] = {
	{ .method = METHOD_GET, .path = "/healthz", .summary = "The process is alive", .who = WHO_ANYONE,
	  .gives = &health_view, .status = 200, .read = alive_get },
	{ .method = METHOD_GET, .path = "/readyz", .summary = "The database answers and is migrated", .who = WHO_ANYONE,
	  .gives = &health_view, .status = 200, .read = ready_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
