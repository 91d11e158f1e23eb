#include "clock.h"

DB_COMMAND(clock_stop, "SET @@timestamp = :ms / 1000");

const struct query *const clock_queries[] = { &clock_stop_query, NULL };

err clock_set(struct tx *tx, moment at)
{
	const int64_t ms = at.ms; /* a moment would come as a DATETIME */

	return db_exec(tx, clock_stop, ms);
}
