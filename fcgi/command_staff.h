/* command_staff.h - `micromall staff add --name N --role R --password-stdin`: the first of the staff. */
#ifndef COMMAND_STAFF_H
#define COMMAND_STAFF_H
#include "../model/settings.h"

/* argv[0] is "staff". The exit status: 2 when called wrongly. The password is the first line of stdin. */
int command_staff(const struct settings *, int argc, char **argv);
#endif
