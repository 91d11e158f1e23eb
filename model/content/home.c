#include "home.h"
#include "../limit.h"

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
	int64_t shelf, place;
	struct product product;
};
struct placed_list {
	struct placed *at;
	size_t n;
};
enum { SHELF_BEST = -2, SHELF_NEWEST = -1 };

#define CARD(m) \
	{ \
		.name = #m, .kind = KIND_OF(((struct placed *)0)->product.m), .offset = offsetof(struct placed, product.m) \
	}
SHAPE_DECLARE(placed_row, struct placed);
static const struct field placed_fields[] = {
	FIELD(struct placed, shelf),
	FIELD(struct placed, place),
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
	" ORDER BY f.position, f.id LIMIT " LIMIT_TEXT(FLOORS_MAX));

#define COLUMNS \
	"p.id, p.title, p.subtitle, NULLIF(p.image, '') AS image, p.price_min, p.price_max, p.list_price, p.sales, p.in_stock"
/* clang-format off */
#define SEEN(x) "COALESCE(" x ".state, 'ACTIVE') = 'ACTIVE'"
#define NEWEST_OF(category, more) \
	"(SELECT q.id FROM product q FORCE INDEX (product_category_newest) WHERE q.category_id = " category " AND q.state = 'ON_SALE'" more \
	" ORDER BY q.id DESC LIMIT 1)"
/* Of a category the newest of each of its leaves, from one to the next older by the index, as many as the floor shows and
 * no more: a condition on p.id with a subquery in it would read the whole category. */
#define OF_CATEGORIES \
	"SELECT n.shelf, n.size, ROW_NUMBER() OVER (PARTITION BY n.shelf ORDER BY n.id DESC) AS place, " COLUMNS " FROM" \
	" (WITH RECURSIVE newest (shelf, size, category_id, id, nth) AS (SELECT f.id, f.size, c.id, " NEWEST_OF("c.id", "") ", 1" \
	"   FROM home_floor f JOIN category c ON c.state = 'ACTIVE' LEFT JOIN category above ON above.id = c.parent_id" \
	"   LEFT JOIN category top ON top.id = above.parent_id WHERE f.state = 'PUBLISHED' AND f.source = 'CATEGORY'" \
	"   AND f.category_id IN (c.id, c.parent_id, above.parent_id) AND " SEEN("above") " AND " SEEN("top") \
	"  UNION ALL SELECT shelf, size, category_id, " NEWEST_OF("newest.category_id", " AND q.id < newest.id") ", nth + 1" \
	"   FROM newest WHERE nth < size AND id IS NOT NULL) SELECT shelf, size, id FROM newest) n JOIN product p ON p.id = n.id"
DB_QUERY(home_select_placed, placed_row,
	"(SELECT -1 AS shelf, -p.id AS place, " COLUMNS " FROM product p WHERE p.state = 'ON_SALE' ORDER BY p.id DESC LIMIT " LIMIT_TEXT(FLOOR_SIZE_MAX) ")"
	" UNION ALL (SELECT -2, -p.sales, " COLUMNS " FROM product p WHERE p.state = 'ON_SALE' ORDER BY p.sales DESC, p.id DESC LIMIT " LIMIT_TEXT(FLOOR_SIZE_MAX) ")"
	" UNION ALL (SELECT f.id, x.position, " COLUMNS " FROM home_floor f JOIN home_floor_product x ON x.floor_id = f.id"
	"  JOIN product p ON p.id = x.product_id WHERE f.state = 'PUBLISHED' AND f.source = 'PICKED' AND p.state = 'ON_SALE')"
	" UNION ALL (SELECT shelf, place, id, title, subtitle, image, price_min, price_max, list_price, sales, in_stock"
	"  FROM (" OF_CATEGORIES ") ranked WHERE place <= size)"
	" ORDER BY shelf, place, id DESC");
/* clang-format on */

const struct query *const home_queries[] = { &home_select_floors_query, &home_select_placed_query, NULL };

/* What stands on that shelf: a piece of the sorted list, at most n of it. */
static struct product_list on_shelf(const struct placed_list *all, struct product *products, int64_t shelf, size_t n)
{
	struct product_list found = { 0 };

	for (size_t i = 0; i < all->n && found.n < n; i++) {
		if (all->at[i].shelf != shelf)
			continue;
		found.at = found.n ? found.at : &products[i];
		found.n++;
	}
	return found;
}

static int64_t shelf_of(const struct shown_floor *f)
{
	return f->source == FLOOR_NEWEST ? SHELF_NEWEST : f->source == FLOOR_BEST_SELLING ? SHELF_BEST : f->id;
}

static err fill(struct db *db, struct arena *arena, struct front *home)
{
	struct shown_floors full = { home->floors.at, 0 };
	struct placed_list all = { 0 };

	TRY(db_all(db, home_select_placed, &all));
	struct product *products = ARENA_NEW(arena, struct product, all.n);
	if (!products)
		return ERR_NOMEM;
	for (size_t i = 0; i < all.n; i++)
		products[i] = all.at[i].product;
	home->newest = on_shelf(&all, products, SHELF_NEWEST, HOME_PRODUCTS);
	home->best_sellers = on_shelf(&all, products, SHELF_BEST, HOME_PRODUCTS);
	for (size_t i = 0; i < home->floors.n; i++) {
		struct shown_floor f = home->floors.at[i];
		f.products = on_shelf(&all, products, shelf_of(&f), (size_t)f.size);
		if (f.products.n)
			full.at[full.n++] = f;
	}
	home->floors = full;
	return OK;
}

err home_read(struct db *db, struct arena *arena, const char *locale, struct front *out)
{
	struct front home = { 0 };

	TRY(banner_list_shown(db, locale, &home.banners));
	TRY(announcement_list_shown(db, locale, &home.announcements));
	TRY(db_all(db, home_select_floors, &home.floors, locale));
	TRY(fill(db, arena, &home));
	*out = home;
	return OK;
}
