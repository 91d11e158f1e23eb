/* health.h - can this process do its work? */
#ifndef HEALTH_H
#define HEALTH_H
#include "db.h"

/* ERR_BUSY when the database does not answer, ERR_DB when its schema is not ours. */
err health_probe(struct db *) MUST_USE;
#endif
