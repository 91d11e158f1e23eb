/* migration.h - brings the schema forward: every sql/NNNN_name.sql once, in order, never back.
 *
 * A file holds statements, each ended by `;` at the end of a line. Table `migration` has a row per
 * statement: begun before it runs, applied together with it. Killed at any moment, the next run goes
 * on where this one stopped. A statement that was applied may not change afterwards. */
#ifndef MIGRATION_H
#define MIGRATION_H
#include "settings.h"

/* As admin_user over the socket (NULL: whoever runs this), makes the schema and the application's
 * user if need be, applies what is new, then sets the grants (grants.h). *applied is how
 * many statements were new. ERR_DB or ERR_INVALID with *why. */
err migration_run(struct arena *, const struct database_settings *, const char *folder, int *applied, const char **why) MUST_USE;
#endif
