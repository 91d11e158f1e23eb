/* account.c - /api/admin/sign-in and /api/admin/me: staff about themselves. */
#include "../reply.h"
#include "../session.h"
#include "../visitor.h"
#include "../../flows/account.h"
#include "../../model/password.h"
#include "../../model/session.h"
#include "../../views/staff.h"

enum { BODY_MAX = 4096, NAME_MAX_CHARS = 64 };

struct staff_entrance {
	const char *name, *password;
};
SHAPE_DECLARE(staff_sign_in_form, struct staff_entrance);
static const struct field sign_in[] = {
	FIELD(struct staff_entrance, name, .min = 1, .max = NAME_MAX_CHARS),
	FIELD(struct staff_entrance, password, .min = 1, .max = PASSWORD_BYTES_MAX),
};
const struct shape staff_sign_in_form = SHAPE(staff_sign_in_form, sign_in);

SHAPE_DECLARE(staff_signed_in_view, struct signed_staff);
static const struct field signed_in[] = {
	FIELD(struct signed_staff, token),
	FIELD(struct signed_staff, csrf_token),
};
const struct shape staff_signed_in_view = SHAPE(staff_signed_in_view, signed_in);

struct own_password {
	const char *old_password, *password;
};
SHAPE_DECLARE(own_password_form, struct own_password);
static const struct field own_password[] = {
	FIELD(struct own_password, old_password, .min = 1, .max = PASSWORD_BYTES_MAX),
	FIELD(struct own_password, password, .min = PASSWORD_BYTES_MIN, .max = PASSWORD_BYTES_MAX),
};
const struct shape own_password_form = SHAPE(own_password_form, own_password);

struct staff_me {
	struct staff staff;
	struct role_permissions permissions;
	const char *csrf_token;
};
SHAPE_DECLARE(staff_me_view, struct staff_me);
static const struct field me[] = {
	FIELD_OBJECT(struct staff_me, staff, staff_entry),
	FIELD_LIST(struct staff_me, permissions, permission_entry),
	FIELD(struct staff_me, csrf_token),
};
const struct shape staff_me_view = SHAPE(staff_me_view, me);

static err sign_in_post(struct request *r)
{
	const struct staff_entrance *form = REQUEST_BODY(r, staff_sign_in_form);
	const struct visitor v = visitor_of(r, WHO_STAFF);
	struct signed_staff in;

	TRY(sign_in_staff(&v, form->name, form->password, &in));
	TRY(reply_one(r, 200, staff_signed_in_view, &in));
	return session_give(r, true, in.token);
}

static err sign_out_post(struct request *r, struct tx *tx)
{
	TRY(session_end(tx, r->caller.token));
	TRY(reply_nothing(r));
	return session_give(r, true, "");
}

static err me_get(struct request *r)
{
	struct staff_me is = { .csrf_token = r->caller.csrf };

	TRY(staff_find(r->db, r->caller.staff, &is.staff));
	is.permissions.at = ARENA_NEW(r->arena, struct role_permission, permission_words.count);
	if (!is.permissions.at)
		return ERR_NOMEM;
	for (unsigned p = 1; p < permission_words.count; p++)
		if (r->caller.permits >> p & 1)
			is.permissions.at[is.permissions.n++].name = permission_words.at[p];
	return reply_one(r, 200, staff_me_view, &is);
}

static err password_post(struct request *r)
{
	const struct own_password *form = REQUEST_BODY(r, own_password_form);
	const struct visitor v = visitor_of(r, WHO_STAFF);

	TRY(staff_change_password(&v, r->caller.staff, r->caller.token, form->old_password, form->password));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_account_routes[] = {
	{ .method = METHOD_POST, .path = "/api/admin/sign-in", .summary = "Signs staff in",
	  .who = WHO_ANYONE, .takes = TAKES_JSON, .body = &staff_sign_in_form, .body_max = BODY_MAX, .gives = &staff_signed_in_view,
	  .status = 200, .rate = RATE_SIGN_IN, .flow = sign_in_post },
	{ .method = METHOD_POST, .path = "/api/admin/sign-out", .summary = "Ends this session",
	  .who = WHO_STAFF, .status = 204, .rate = RATE_WRITE, .write = sign_out_post },
	{ .method = METHOD_GET, .path = "/api/admin/me", .summary = "Who is signed in, and what he may",
	  .who = WHO_STAFF, .gives = &staff_me_view, .status = 200, .rate = RATE_READ, .read = me_get },
	{ .method = METHOD_POST, .path = "/api/admin/me/password", .summary = "Changes one's own password; other sessions end",
	  .who = WHO_STAFF, .takes = TAKES_JSON, .body = &own_password_form, .body_max = BODY_MAX, .status = 204,
	  .rate = RATE_SIGN_IN, .flow = password_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
