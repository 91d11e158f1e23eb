#include "limit.h"

struct shop {
	int64_t id;
};
SHAPE_DECLARE(limit_row, struct shop);
static const struct field fields[] = { FIELD(struct shop, id) };
const struct shape limit_row = SHAPE(limit_row, fields);

static const struct field counted[] = { FIELD(struct counted, total) };
const struct shape counted_row = SHAPE(counted_row, counted);

DB_QUERY(limit_select_locked, limit_row, "SELECT id FROM identity WHERE id = 1 FOR UPDATE");

const struct query *const limit_queries[] = { &limit_select_locked_query, NULL };

err limit_hold(struct tx *tx)
{
	struct shop held;

	return db_one(db_of(tx), limit_select_locked, &held);
}
