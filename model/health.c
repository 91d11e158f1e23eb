#include "health.h"

struct probe {
	int64_t accounts;
};
SHAPE_DECLARE(probe_row, struct probe);
static const struct field row[] = { FIELD(struct probe, accounts) };
const struct shape probe_row = SHAPE(probe_row, row);

DB_QUERY(health_select, probe_row, "SELECT COUNT(*) AS accounts FROM account WHERE owner = 0");

const struct query *const health_queries[] = { &health_select_query, NULL };

err health_probe(struct db *db)
{
	struct probe probe;

	return db_one(db, health_select, &probe);
}
