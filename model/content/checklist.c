#include "checklist.h"

static const struct field row[] = {
	FIELD(struct checklist, identity),
	FIELD(struct checklist, logo),
	FIELD(struct checklist, agreements),
	FIELD(struct checklist, category),
	FIELD(struct checklist, product),
	FIELD(struct checklist, staff),
	FIELD(struct checklist, paid_order),
};
const struct shape checklist_row = SHAPE(checklist_row, row);

DB_QUERY(checklist_select, checklist_row,
	"SELECT (i.name <> '' AND i.service_phone <> '' AND i.company <> '') AS identity, (i.logo <> '') AS logo,"
	" (SELECT COUNT(DISTINCT kind) FROM agreement) = 2 AS agreements,"
	" EXISTS (SELECT 1 FROM category WHERE state = 'ACTIVE') AS category,"
	" EXISTS (SELECT 1 FROM product WHERE state = 'ON_SALE') AS product,"
	" (SELECT COUNT(*) FROM staff WHERE state = 'ACTIVE') > 1 AS staff,"
	" EXISTS (SELECT 1 FROM shop_order WHERE paid_at IS NOT NULL) AS paid_order FROM identity i WHERE i.id = 1");

const struct query *const checklist_queries[] = { &checklist_select_query, NULL };

err checklist_read(struct db *db, struct checklist *out) { return db_one(db, checklist_select, out); }
