/* role.c - /api/admin/roles: what staff may, by name. */
#include "../reply.h"
#include "../../views/staff.h"

enum { BODY_MAX = 16384, NAME_MAX_CHARS = 64, WORD_MAX = 48 };

SHAPE_DECLARE(permission_form, struct role_permission);
static const struct field permission_fields[] = { FIELD(struct role_permission, name, .min = 1, .max = WORD_MAX) };
const struct shape permission_form = SHAPE(permission_form, permission_fields);

static void form_check(const void *p, struct problem *problem)
{
	const struct role *role = p;

	for (size_t i = 0; i < role->permissions.n; i++)
		if (!words_find(&permission_words, role->permissions.at[i].name))
			problem_add(problem, "permissions", SAY_WORD);
}

/* clang-format off */
#define FORM_FIELDS \
	FIELD(struct role, name, .min = 1, .max = NAME_MAX_CHARS), \
	FIELD_LIST(struct role, permissions, permission_form, .max = ROLE_PERMISSIONS_MAX)
/* clang-format on */
SHAPE_DECLARE(role_form, struct role);
static const struct field form[] = { FORM_FIELDS };
const struct shape role_form = SHAPE(role_form, form, .check = form_check);

SHAPE_DECLARE(role_change_form, struct role);
static const struct field change[] = { FORM_FIELDS, FIELD(struct role, version, .min = 1, .max = INT32_MAX) };
const struct shape role_change_form = SHAPE(role_change_form, change, .check = form_check);

static err role_list_get(struct request *r)
{
	struct role_list list;

	TRY(role_list(r->db, &list));
	return reply_list(r, role_entry, &list, NULL);
}

static err role_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(role_create(tx, r->caller.staff, REQUEST_BODY(r, role_form), &id));
	return reply_created(r, id);
}

static err role_put(struct request *r, struct tx *tx)
{
	struct role role = *REQUEST_BODY(r, role_change_form);

	role.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(role_change(tx, r->caller.staff, &role));
	return reply_nothing(r);
}

static err permission_list_get(struct request *r)
{
	struct role_permissions list = { ARENA_NEW(r->arena, struct role_permission, permission_words.count), 0 };

	if (!list.at)
		return ERR_NOMEM;
	for (unsigned p = 1; p < permission_words.count; p++)
		list.at[list.n++].name = permission_words.at[p];
	return reply_list(r, permission_entry, &list, NULL);
}

/* clang-format off */
const struct route admin_role_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/roles", .summary = "All roles, with their permissions",
	  .who = WHO_STAFF, .permit = PERMIT_ROLE_READ, .gives = &role_entry, .lists = LISTS_CURSOR, .status = 200,
	  .rate = RATE_READ, .read = role_list_get },
	{ .method = METHOD_POST, .path = "/api/admin/roles", .summary = "A further role",
	  .who = WHO_STAFF, .permit = PERMIT_ROLE_WRITE, .takes = TAKES_JSON, .body = &role_form, .body_max = BODY_MAX,
	  .gives = &created_view, .status = 201, .rate = RATE_WRITE, .write = role_post },
	{ .method = METHOD_PUT, .path = "/api/admin/roles/:id", .summary = "Changes a role's name and permissions",
	  .who = WHO_STAFF, .permit = PERMIT_ROLE_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &role_change_form,
	  .body_max = BODY_MAX, .status = 204, .rate = RATE_WRITE, .write = role_put },
	{ .method = METHOD_GET, .path = "/api/admin/permissions", .summary = "The permissions there are",
	  .who = WHO_STAFF, .permit = PERMIT_ROLE_READ, .gives = &permission_entry, .lists = LISTS_CURSOR, .status = 200,
	  .rate = RATE_READ, .read = permission_list_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
