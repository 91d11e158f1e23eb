/* grants.h - what the application's own user may do, table by table.
 *
 * SELECT, INSERT, UPDATE everywhere, and what <folder>/grants.txt says besides, a line each:
 *     DELETE table            rows of it may be deleted as well
 *     INSERT-ONLY table       never an UPDATE: ledgers, logs
 * Only differences are granted or revoked, so that nobody who serves meanwhile is locked out. */
#ifndef GRANTS_H
#define GRANTS_H
#include "db_admin.h"
#include "settings.h"

err grants_set(struct arena *, struct db_admin *, const struct database_settings *, const char *folder, const char **why) MUST_USE;
#endif
