/* staff.c - /api/admin/staff: who runs the shop. */
#include "../reply.h"
#include "../visitor.h"
#include "../../flows/account.h"
#include "../../model/password.h"
#include "../../views/staff.h"
#include <string.h>

enum { BODY_MAX = 16384, NAME_MAX_CHARS = 64 };

SHAPE_DECLARE(staff_role_form, struct staff_role);
static const struct field role_form[] = { FIELD(struct staff_role, id, .min = 1, .max = INT64_MAX) };
const struct shape staff_role_form = SHAPE(staff_role_form, role_form);

struct new_staff {
	const char *name, *display_name, *password;
	struct staff_roles roles;
};
SHAPE_DECLARE(new_staff_form, struct new_staff);
static const struct field new_form[] = {
	FIELD(struct new_staff, name, .min = 1, .max = NAME_MAX_CHARS),
	FIELD(struct new_staff, display_name, .min = 1, .max = NAME_MAX_CHARS),
	FIELD(struct new_staff, password, .min = PASSWORD_BYTES_MIN, .max = PASSWORD_BYTES_MAX),
	FIELD_LIST(struct new_staff, roles, staff_role_form, .max = STAFF_ROLES_MAX),
};
static void new_check(const void *p, struct problem *problem)
{
	if (strpbrk(((const struct new_staff *)p)->name, " \t\r\n"))
		problem_add(problem, "name", SAY_TEXT);
}
const struct shape new_staff_form = SHAPE(new_staff_form, new_form, .check = new_check);

SHAPE_DECLARE(staff_form, struct staff);
static const struct field form[] = {
	FIELD(struct staff, display_name, .min = 1, .max = NAME_MAX_CHARS),
	FIELD_ENUM(struct staff, state, staff_state),
	FIELD_LIST(struct staff, roles, staff_role_form, .max = STAFF_ROLES_MAX),
	FIELD(struct staff, version, .min = 1, .max = INT32_MAX),
};
const struct shape staff_form = SHAPE(staff_form, form);

struct given_password {
	const char *password;
};
SHAPE_DECLARE(given_password_form, struct given_password);
static const struct field given[] = {
	FIELD(struct given_password, password, .min = PASSWORD_BYTES_MIN, .max = PASSWORD_BYTES_MAX),
};
const struct shape given_password_form = SHAPE(given_password_form, given);

static err staff_list_get(struct request *r)
{
	const struct page *page = REQUEST_QUERY(r, page_query);
	struct staff_list list;
	int64_t total;

	TRY(staff_list(r->db, page->page, page->page_size, &list, &total));
	return reply_page(r, staff_entry, &list, page, total);
}

static err staff_post(struct request *r)
{
	const struct new_staff *form_ = REQUEST_BODY(r, new_staff_form);
	const struct staff made = { .name = form_->name, .display_name = form_->display_name, .roles = form_->roles };
	const struct visitor v = visitor_of(r, WHO_STAFF);
	int64_t id;

	TRY(staff_add(&v, r->caller.staff, &made, form_->password, &id));
	return reply_created(r, id);
}

static err staff_put(struct request *r, struct tx *tx)
{
	struct staff change = *REQUEST_BODY(r, staff_form), is;

	change.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(staff_change(tx, r->caller.staff, &change));
	TRY(staff_find(db_of(tx), (staff_id){ change.id }, &is));
	return reply_one(r, 200, staff_entry, &is);
}

static err staff_password_post(struct request *r)
{
	const staff_id other = { REQUEST_PARAMS(r, id_params)->id };
	const struct visitor v = visitor_of(r, WHO_STAFF);

	TRY(staff_give_password(&v, r->caller.staff, other, REQUEST_BODY(r, given_password_form)->password));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_staff_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/staff", .summary = "All staff, with their roles",
	  .who = WHO_STAFF, .permit = PERMIT_STAFF_READ, .query = &page_query, .gives = &staff_entry, .lists = LISTS_PAGES,
	  .status = 200, .rate = RATE_READ, .read = staff_list_get },
	{ .method = METHOD_POST, .path = "/api/admin/staff", .summary = "A further member of staff",
	  .who = WHO_STAFF, .permit = PERMIT_STAFF_WRITE, .takes = TAKES_JSON, .body = &new_staff_form, .body_max = BODY_MAX,
	  .gives = &created_view, .status = 201, .rate = RATE_WRITE, .flow = staff_post },
	{ .method = METHOD_PUT, .path = "/api/admin/staff/:id", .summary = "Changes name, state and roles",
	  .who = WHO_STAFF, .permit = PERMIT_STAFF_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &staff_form,
	  .body_max = BODY_MAX, .gives = &staff_entry, .status = 200, .rate = RATE_WRITE, .write = staff_put },
	{ .method = METHOD_POST, .path = "/api/admin/staff/:id/password", .summary = "Gives another a new password; his sessions end",
	  .who = WHO_STAFF, .permit = PERMIT_STAFF_WRITE, .params = &id_params, .takes = TAKES_JSON, .body = &given_password_form,
	  .body_max = BODY_MAX, .status = 204, .rate = RATE_WRITE, .flow = staff_password_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
