/* identity.c - /api/admin/identity: who the shop is, as staff write it. */
#include "../reply.h"
#include "../../views/content.h"

enum { IDENTITY_BODY_MAX = 32768 };

static err reply_identity(struct request *r, struct db *db)
{
	struct identity is;

	TRY(identity_read(db, &is));
	is.locale = r->settings->shop.locale;
	return reply_one(r, 200, identity_staff, &is);
}

static err identity_get(struct request *r) { return reply_identity(r, r->db); }

static err identity_put(struct request *r, struct tx *tx)
{
	TRY(identity_update(tx, REQUEST_BODY(r, identity_form)));
	return reply_identity(r, db_of(tx));
}

/* clang-format off */
const struct route admin_identity_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/identity", .summary = "Who the shop is, in all its languages", .who = WHO_STAFF,
	  .permit = PERMIT_IDENTITY_READ, .gives = &identity_staff, .status = 200, .read = identity_get },
	{ .method = METHOD_PUT, .path = "/api/admin/identity", .summary = "Change who the shop is", .who = WHO_STAFF,
	  .permit = PERMIT_IDENTITY_WRITE, .takes = TAKES_JSON, .body = &identity_form, .body_max = IDENTITY_BODY_MAX,
	  .gives = &identity_staff, .status = 200, .rate = RATE_WRITE, .write = identity_put },
	{ .method = METHOD_NONE }
};
/* clang-format on */
