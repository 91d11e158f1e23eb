/* staff.h - which facts about staff and roles staff see. */
#ifndef VIEWS_STAFF_H
#define VIEWS_STAFF_H
#include "../model/staff/staff.h"

SHAPE_DECLARE(staff_entry, struct staff); /* with roles; never a hash */
SHAPE_DECLARE(staff_role_entry, struct staff_role);
SHAPE_DECLARE(role_entry, struct role);
SHAPE_DECLARE(permission_entry, struct role_permission);
#endif
