/* demo.h - a shop to look at: goods, members and orders, made by the functions that serve real ones.
 *
 * Texts come from data files (sql/demo), pictures are drawn into the media library, chance comes from
 * a seed: two shops filled by it are alike but for what is random in earnest, as order numbers. */
#ifndef DEMO_H
#define DEMO_H
#include "../model/db.h"
#include "../model/member/member.h"
#include "../model/settings.h"

enum { DEMO_SKUS_MAX = 4000, DEMO_MEMBERS_MAX = 200, DEMO_BRANDS_MAX = 20, DEMO_DEALS_MAX = 400, DEMO_FOLDERS_MAX = 8 };

struct demo_sku {
	int64_t id, product;
	money price;
	int32_t stock;
}; /* of goods on sale without limits; stock as it was made */
struct demo_member {
	member_id id;
	int64_t address;
	moment since;
};
struct demo_deal {
	member_id member;
	moment at; /* when it was paid */
};

struct demo_brand {
	int64_t id;
	const char *name, *origin;
};
struct demo_folder {
	int64_t id;
	const char *name;
};

struct demo {
	const struct settings *settings;
	struct db *db;
	struct arena *arena;
	staff_id staff;     /* who ships */
	const char *folder; /* of the data files */
	uint64_t chance;
	const char *fault; /* what an operator should know of a failure; NULL: nothing more */
	struct demo_sku skus[DEMO_SKUS_MAX];
	struct demo_member members[DEMO_MEMBERS_MAX]; /* who came first stands first */
	struct demo_brand brands[DEMO_BRANDS_MAX];
	struct demo_deal deals[DEMO_DEALS_MAX];
	struct demo_folder folders[DEMO_FOLDERS_MAX]; /* of the media library */
	struct demo_drawing *drawn;                   /* demo_picture.h */
	size_t sku_n, member_n, brand_n, deal_n, folder_n;
	int32_t categories, products, pictures, orders, passing;
	moment now, clock; /* when it was begun; where its clock stands (demo_time.h) */
};

/* Everything, in order. Nothing is written when it is refused: ERR_CONFLICT when the shop has goods
 * already, ERR_NOT_FOUND while it has no staff. */
err demo_fill(struct demo *) MUST_USE;

err demo_goods(struct demo *) MUST_USE;   /* categories, products with SKUs, their pictures */
err demo_content(struct demo *) MUST_USE; /* identity, agreements, what the front page shows; after the goods */
err demo_members(struct demo *) MUST_USE; /* each with one to three addresses */
err demo_orders(struct demo *) MUST_USE;  /* in every state there is a way to */
err demo_visits(struct demo *) MUST_USE;  /* of buyers and of others, and what each day came to */

/* 0 to below - 1. */
uint32_t demo_chance(struct demo *, uint32_t below);
/* A text in the demo's arena; NULL: no memory. */
const char *demo_text(struct demo *, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
