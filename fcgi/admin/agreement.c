/* agreement.c - /api/admin/agreements: what buyers agree to, version by version. */
#include "content.h"

struct kind_path {
	enum agreement_kind kind;
};
SHAPE_DECLARE(agreement_params, struct kind_path);
static const struct field kind_fields[] = { FIELD_ENUM(struct kind_path, kind, agreement_kind) };
const struct shape agreement_params = SHAPE(agreement_params, kind_fields);

struct which {
	maybe_int64 number;
};
SHAPE_DECLARE(agreement_which, struct which);
static const struct field which_fields[] = { FIELD(struct which, number, .min = 1, .max = 1000000) };
const struct shape agreement_which = SHAPE(agreement_which, which_fields);

static err reply_agreement(struct request *r, struct db *db, maybe_int64 number)
{
	struct agreement found;

	TRY(agreement_find(db, REQUEST_PARAMS(r, agreement_params)->kind, number, &found));
	return reply_one(r, 200, agreement_staff, &found);
}

static err agreement_get(struct request *r) { return reply_agreement(r, r->db, REQUEST_QUERY(r, agreement_which)->number); }

static err agreement_post(struct request *r, struct tx *tx)
{
	const enum agreement_kind kind = REQUEST_PARAMS(r, agreement_params)->kind;

	TRY(agreement_add(tx, r->arena, r->caller.staff, kind, REQUEST_BODY(r, agreement_form)));
	return reply_agreement(r, db_of(tx), (maybe_int64){ 0 });
}

/* clang-format off */
const struct route admin_agreement_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/agreements/:kind", .summary = "The last version of an agreement, or an earlier one",
	  .who = WHO_STAFF, .permit = PERMIT_IDENTITY_READ, .params = &agreement_params, .query = &agreement_which,
	  .gives = &agreement_staff, .status = 200, .read = agreement_get },
	{ .method = METHOD_POST, .path = "/api/admin/agreements/:kind", .summary = "The next version of an agreement",
	  .who = WHO_STAFF, .permit = PERMIT_IDENTITY_WRITE, .params = &agreement_params, .takes = TAKES_JSON, .body = &agreement_form,
	  .body_max = WRITING_BODY_MAX, .gives = &agreement_staff, .status = 200, .rate = RATE_WRITE, .write = agreement_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
