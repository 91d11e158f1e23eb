/* home.h - the front page as buyers see it now, in four statements however much stands on it. */
#ifndef HOME_H
#define HOME_H
#include "announcement.h"
#include "banner.h"
#include "home_floor.h"
#include "../goods/product_list.h"

enum { HOME_PRODUCTS = 10 };

/* A floor with the goods that are on sale of it; one without any is left out. */
struct shown_floor {
	int64_t id;
	const char *title;
	enum floor_source source;
	maybe_int64 category_id;
	int32_t size;
	struct product_list products;
};
struct shown_floors {
	struct shown_floor *at;
	size_t n;
};
SHAPE_DECLARE(shown_floor_row, struct shown_floor);

struct front {
	struct banner_list banners;
	struct announcement_list announcements;
	struct shown_floors floors;
	struct product_list newest, best_sellers; /* HOME_PRODUCTS each */
};
err home_read(struct db *, struct arena *, const char *locale, struct front *out) MUST_USE;
#endif
