/* staff.h - staff: who runs the shop (后台员工).
 *
 * Nobody disables himself, gives what he does not hold, or touches who holds more; one active owner
 * stays, whoever acts at once (role_lock). Actor 0 is the operator at the command line. */
#ifndef STAFF_H
#define STAFF_H
#include "role.h"

#define STAFF_STATES(W) W(STAFF_ACTIVE, "ACTIVE") W(STAFF_DISABLED, "DISABLED")
WORDS_DECLARE(staff_state, STAFF_STATES);

/* clang-format off */
#define STAFF_ERRORS(E) \
	E(STAFF_SELF,         409, "staff_self",         "Nobody disables himself") \
	E(STAFF_OWN_PASSWORD, 409, "staff_own_password", "One's own password is changed with the old one") \
	E(STAFF_LAST_OWNER,   409, "staff_last_owner",   "One active owner has to stay") \
	E(STAFF_ROLE_UNKNOWN, 400, "staff_role_unknown", "There is no such role")
/* clang-format on */
STAFF_ERRORS(ERR_DECLARE)

enum { STAFF_ROLES_MAX = 20 };
struct staff_role {
	int64_t staff_id, id;
	const char *name;
};
struct staff_roles {
	struct staff_role *at;
	size_t n;
};
SHAPE_DECLARE(staff_role_row, struct staff_role);

struct staff {
	int64_t id;
	const char *name, *display_name;
	enum staff_state state;
	moment created_at;
	int32_t version;
	struct staff_roles roles; /* to write, their ids are enough */
};
struct staff_list {
	struct staff *at;
	size_t n;
};
SHAPE_DECLARE(staff_row, struct staff); /* without the roles */

struct staff_secret {
	int64_t id;
	const char *name;
	enum staff_state state;
	const char *password_hash;
};
SHAPE_DECLARE(staff_secret_row, struct staff_secret);

err staff_find(struct db *, staff_id, struct staff *out) MUST_USE;
err staff_list(struct db *, int32_t page, int32_t page_size, struct staff_list *out, int64_t *total) MUST_USE;
err staff_secret_find(struct db *, staff_id, struct staff_secret *out) MUST_USE;
err staff_secret_by_name(struct db *, const char *name, struct staff_secret *out) MUST_USE;

/* ERR_DUPLICATE: the name is taken. STAFF_ABOVE, STAFF_ROLE_UNKNOWN. */
err staff_create(struct tx *, staff_id actor, const struct staff *, const char *hash, int64_t *id) MUST_USE;
/* display_name, state, and roles, by id and version: ERR_CONFLICT, and what the head of this file says. */
err staff_change(struct tx *, staff_id actor, const struct staff *) MUST_USE;
/* Another's: his sessions end. */
err staff_reset_password(struct tx *, staff_id actor, staff_id other, const char *hash) MUST_USE;
/* One's own: ERR_CONFLICT when old is not the hash any more. */
err staff_set_password(struct tx *, staff_id, const char *old, const char *hash) MUST_USE;
/* Locks him if he is active and hash is still his; else ERR_NOT_FOUND. */
err staff_with_hash(struct tx *, staff_id, const char *hash) MUST_USE;
#endif
