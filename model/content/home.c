#include "home.h"
#include "../../lib/must.h"

static const struct field floor_row[] = {
	FIELD(struct shown_floor, id),
	FIELD(struct shown_floor, title),
	FIELD_ENUM(struct shown_floor, source, floor_source),
	FIELD(struct shown_floor, category_id),
	FIELD(struct shown_floor, size),
};
const struct shape shown_floor_row = SHAPE(shown_floor_row, floor_row);

/* A product where it stands: in a floor, or in one of the two lists that every front page has. */
struct placed {
	int64_t shelf;
	struct product product;
};
struct placed_list {
	struct placed *at;
	size_t n;
};
enum { SHELF_BEST = -2, SHELF_NEWEST = -1 };

#define CARD(m) { .name = #m, .kind = KIND_OF(((struct placed *)0)->product.m), .offset = offsetof(struct placed, product.m) }
SHAPE_DECLARE(placed_row, struct placed);
static const struct field placed_fields[] = {
	FIELD(struct placed, shelf),
	CARD(id),
	CARD(title),
	CARD(subtitle),
	CARD(image),
	CARD(price_min),
	CARD(price_max),
	CARD(list_price),
	CARD(sales),
	CARD(in_stock),
};
const struct shape placed_row = SHAPE(placed_row, placed_fields);

DB_QUERY(home_select_floors, shown_floor_row,
	"SELECT f.id, COALESCE(t.title, f.title) AS title, f.source, f.category_id, f.size FROM home_floor f"
	" LEFT JOIN home_floor_text t ON t.thing_id = f.id AND t.locale = :locale WHERE f.state = 'PUBLISHED'"
	" ORDER BY f.position, f.id LIMIT 20");

/* Of a category the newest of each of its leaves are looked at, and no more: 20 rows by an index. */
#define COLUMNS \
	"p.id, p.title, p.subtitle, NULLIF(p.image, '') AS image, p.price_min, p.price_max, p.list_price, p.sales, p.in_stock"
#define OF_THE_NEWEST \
	"p.id >= COALESCE((SELECT q.id FROM product q WHERE q.category_id = p.category_id AND q.state = 'ON_SALE'" \
	" ORDER BY q.id DESC LIMIT 1 OFFSET 19), 0)"
/* clang-format off */
DB_QUERY(home_select_placed, placed_row,
	"(SELECT -1 AS shelf, -p.id AS place, " COLUMNS " FROM product p WHERE p.state = 'ON_SALE' ORDER BY p.id DESC LIMIT 20)"
	" UNION ALL (SELECT -2, -p.sales, " COLUMNS " FROM product p WHERE p.state = 'ON_SALE' ORDER BY p.sales DESC, p.id DESC LIMIT 20)"
	" UNION ALL (SELECT f.id, x.position, " COLUMNS " FROM home_floor f JOIN home_floor_product x ON x.floor_id = f.id"
	"  JOIN product p ON p.id = x.product_id WHERE f.state = 'PUBLISHED' AND f.source = 'PICKED' AND p.state = 'ON_SALE')"
	" UNION ALL (SELECT f.id, -p.id, " COLUMNS " FROM home_floor f JOIN category c ON c.state = 'ACTIVE'"
	"  LEFT JOIN category above ON above.id = c.parent_id"
	"  JOIN product p FORCE INDEX (product_category_newest) ON p.category_id = c.id"
	"  WHERE f.state = 'PUBLISHED' AND f.source = 'CATEGORY' AND f.category_id IN (c.id, c.parent_id, above.parent_id)"
	"  AND p.state = 'ON_SALE' AND " OF_THE_NEWEST ")");
/* clang-format on */

const struct query *const home_queries[] = { &home_select_floors_query, &home_select_placed_query, NULL };
