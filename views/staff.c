#include "staff.h"

static const struct field staff_role[] = {
	FIELD(struct staff_role, id),
	FIELD(struct staff_role, name),
};
const struct shape staff_role_entry = SHAPE(staff_role_entry, staff_role);

static const struct field staff[] = {
	FIELD(struct staff, id),
	FIELD(struct staff, name),
	FIELD(struct staff, display_name),
	FIELD_ENUM(struct staff, state, staff_state),
	FIELD(struct staff, created_at),
	FIELD(struct staff, version),
	FIELD_LIST(struct staff, roles, staff_role_entry),
};
const struct shape staff_entry = SHAPE(staff_entry, staff);

static const struct field permission[] = { FIELD(struct role_permission, name) };
const struct shape permission_entry = SHAPE(permission_entry, permission);

static const struct field role[] = {
	FIELD(struct role, id),
	FIELD(struct role, name),
	FIELD(struct role, is_owner),
	FIELD(struct role, version),
	FIELD_LIST(struct role, permissions, permission_entry),
};
const struct shape role_entry = SHAPE(role_entry, role);
