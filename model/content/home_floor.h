/* home_floor.h - rows of goods on the front page: of a category, picked by hand, the newest, what sells best. */
#ifndef HOME_FLOOR_H
#define HOME_FLOOR_H
#include "content.h"
#include "../goods/product.h"

/* clang-format off */
#define FLOOR_SOURCES(W) \
	W(FLOOR_CATEGORY,     "CATEGORY") \
	W(FLOOR_PICKED,       "PICKED") \
	W(FLOOR_NEWEST,       "NEWEST") \
	W(FLOOR_BEST_SELLING, "BEST_SELLING")
/* clang-format on */
WORDS_DECLARE(floor_source, FLOOR_SOURCES);

/* A product picked by hand, as staff see it there. */
struct floor_product {
	int64_t id;
	const char *title, *image;
	enum product_state state;
};
struct floor_products {
	struct floor_product *at;
	size_t n;
};
SHAPE_DECLARE(floor_product_row, struct floor_product);

struct home_floor {
	int64_t id;
	const char *title;
	enum floor_source source;
	maybe_int64 category_id;
	const char *category_name; /* for staff */
	int32_t size;
	enum content_state state;
	maybe_moment published_at;
	int32_t version;
	struct content_texts texts;     /* where a function says so */
	struct content_ids picked;      /* as a form has them */
	struct floor_products products; /* as staff read them */
};
struct home_floor_list {
	struct home_floor *at;
	size_t n;
};
SHAPE_DECLARE(home_floor_row, struct home_floor);
SHAPE_DECLARE(home_floor_create_form, struct home_floor);
SHAPE_DECLARE(home_floor_update_form, struct home_floor);

#define FLOORS_MAX 20
#define FLOOR_SIZE_MAX 20
extern const struct content_table home_floor_table;

err home_floor_list(struct db *, struct home_floor_list *out) MUST_USE;        /* all but the deleted, as they stand */
err home_floor_find(struct db *, int64_t id, struct home_floor *out) MUST_USE; /* with texts and products */
/* A draft, the last of all. CONTENT_LIMIT, CONTENT_TARGET. */
err home_floor_create(struct tx *, struct arena *, const struct home_floor *, int64_t *id) MUST_USE;
err home_floor_update(struct tx *, struct arena *, const struct home_floor *) MUST_USE; /* by id and version */
#endif
