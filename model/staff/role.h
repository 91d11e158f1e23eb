/* role.h - roles: named sets of permissions that staff hold.
 *
 * Whoever acts needs at least what he gives or takes: without that, the right to edit roles would be
 * the right to everything. The owner's role holds everything, also what comes later, and is not
 * edited. Actor 0 is the operator at the command line, who may do all. */
#ifndef ROLE_H
#define ROLE_H
#include "../db.h"
#include "../session.h"

/* clang-format off */
#define ROLE_ERRORS(E) \
	E(STAFF_ABOVE, 403, "staff_above", "Only who holds these permissions may") \
	E(ROLE_OWNER,  409, "role_owner",  "The owner's role is not changed") \
	E(ROLE_LIMIT,  409, "role_limit",  "There are as many roles as there may be")
/* clang-format on */
ROLE_ERRORS(ERR_DECLARE)

enum { ROLES_MAX = 100, ROLE_PERMISSIONS_MAX = 64 }; /* of a shop, of a role */
struct role_permission {
	int64_t role_id;
	const char *name;
};
struct role_permissions {
	struct role_permission *at;
	size_t n;
};
SHAPE_DECLARE(role_permission_row, struct role_permission);

struct role {
	int64_t id;
	const char *name;
	bool is_owner;
	int32_t version;
	struct role_permissions permissions;
};
struct role_list {
	struct role *at;
	size_t n;
};
SHAPE_DECLARE(role_row, struct role); /* without the permissions */

err role_list(struct db *, struct role_list *out) MUST_USE;
err role_by_name(struct db *, const char *name, struct role *out) MUST_USE; /* without its permissions */

/* STAFF_ABOVE, ERR_DUPLICATE, ROLE_LIMIT; ERR_CONFLICT by the version, ROLE_OWNER. */
err role_create(struct tx *, staff_id actor, const struct role *, int64_t *id) MUST_USE;
err role_change(struct tx *, staff_id actor, const struct role *) MUST_USE;

/* Changes of staff and roles queue here, so that what is checked still holds at COMMIT. */
err role_lock(struct tx *) MUST_USE;
/* STAFF_ABOVE unless actor holds all that the role, or the other, holds. ERR_NOT_FOUND: no such role. */
err role_check(struct db *, staff_id actor, int64_t role) MUST_USE;
err role_check_staff(struct db *, staff_id actor, staff_id other) MUST_USE;
#endif
