/* product.h - goods: what is described, priced by its SKUs, and put on sale.
 *
 * DRAFT until it is on sale for the first time; then ON_SALE and OFF_SALE; DELETED is the recycle bin,
 * out of which it comes OFF_SALE. price_min, price_max, list_price and in_stock follow from the SKUs
 * in the transaction that changes them (in_stock also from stock.h). Lock order: category, SKUs, product. */
#ifndef PRODUCT_H
#define PRODUCT_H
#include "sku.h"

/* clang-format off */
#define PRODUCT_STATES(W) \
	W(PRODUCT_DRAFT,    "DRAFT") \
	W(PRODUCT_ON_SALE,  "ON_SALE") \
	W(PRODUCT_OFF_SALE, "OFF_SALE") \
	W(PRODUCT_DELETED,  "DELETED")
/* clang-format on */
WORDS_DECLARE(product_state, PRODUCT_STATES);

/* clang-format off */
#define PRODUCT_ERRORS(E) \
	E(PRODUCT_STATE,    409, "product_state",    "The product is not in a state for that") \
	E(PRODUCT_NO_SKU,   409, "product_no_sku",   "It has no SKU that could be sold") \
	E(PRODUCT_CATEGORY, 409, "product_category", "There is no such category") \
	E(PRODUCT_BRAND,    409, "product_brand",    "There is no such brand")
/* clang-format on */
PRODUCT_ERRORS(ERR_DECLARE)

/* DETAIL_KEPT_MAX: cleaning (lib/html.h) writes out what people and parsers leave away. */
enum { IMAGES_MAX = 20, DETAIL_MAX = 60000, DETAIL_KEPT_MAX = 2 * DETAIL_MAX, TAGS_MAX = 10, TAG_CHARS = 20, PARAMETERS_MAX = 30 };

struct product_image {
	const char *path;
};
struct product_images {
	struct product_image *at;
	size_t n;
};
SHAPE_DECLARE(product_image, struct product_image);

/* A word that goods are found by, as 送礼. */
struct product_tag {
	const char *word;
};
struct product_tags {
	struct product_tag *at;
	size_t n;
};
SHAPE_DECLARE(product_tag_entry, struct product_tag);

/* A line of the table of parameters, as 产地: 景德镇. */
struct product_parameter {
	const char *name, *value;
};
struct product_parameters {
	struct product_parameter *at;
	size_t n;
};
SHAPE_DECLARE(product_parameter, struct product_parameter);

struct product {
	int64_t id, category_id;
	maybe_int64 brand_id;
	const char *brand_name;    /* NULL: none, or a hidden one */
	const char *category_path; /* as 茶具 / 茶杯: for staff who may not read the tree */
	const char *title, *subtitle, *image, *detail, *unit;
	const char *video;            /* a path under /media/; NULL: none */
	const char *gallery;          /* as the row keeps it: one path a line */
	struct product_images images; /* the same, apart */
	const char *tag_lines, *parameter_lines;
	struct product_tags tags;
	struct product_parameters parameters;
	enum product_state state;
	const char *option1, *option2, *option3; /* names, as 颜色; NULL from the first unused on */
	money price_min, price_max;
	maybe_money list_price; /* struck through; of the cheapest SKU */
	int64_t sales;
	bool in_stock;
	int32_t minimum;
	maybe_int64 purchase_max; /* in one order */
	moment created_at, updated_at;
	maybe_moment on_sale_at;
	int32_t version;
	struct skus skus;
};
struct product_list {
	struct product *at;
	size_t n;
};
SHAPE_DECLARE(product_row, struct product); /* all but the lists */

/* What staff write: the whole of it, with its matrix of 1 to SKUS_MAX SKUs. Every SKU has a value for
 * each named option and for no other, and no two have the same. Without `image` the first of images. `detail`
 * is rich text: what is kept of it is html_clean. */
struct product_form {
	int64_t category_id;
	maybe_int64 brand_id;
	const char *title, *subtitle, *image, *video, *detail, *unit, *option1, *option2, *option3;
	struct product_images images;
	struct product_tags tags;
	struct product_parameters parameters;
	int32_t minimum;
	maybe_int64 purchase_max;
	struct sku_forms skus;
	int32_t version; /* of an update: the one that was read */
};
SHAPE_DECLARE(product_create_form, struct product_form);
SHAPE_DECLARE(product_update_form, struct product_form);

/* With its lists and SKUs, in any state. */
err product_by_id(struct db *, struct arena *, int64_t product, struct product *out) MUST_USE;
/* The same for buyers: ERR_NOT_FOUND unless it is on sale. */
err product_on_sale_by_id(struct db *, struct arena *, int64_t product, struct product *out) MUST_USE;

/* A DRAFT. PRODUCT_CATEGORY, PRODUCT_BRAND, MEDIA_GONE; ERR_DUPLICATE, and the problem names the SKUs (sku_write_all). */
err product_create(struct tx *, struct arena *, const struct product_form *, struct problem *, int64_t *id) MUST_USE;
/* ERR_NOT_FOUND, ERR_CONFLICT, PRODUCT_STATE when it is in the recycle bin, SKU_UNKNOWN, and as above. */
err product_update(struct tx *, struct arena *, int64_t product, const struct product_form *, struct problem *) MUST_USE;

/* ERR_NOT_FOUND, or PRODUCT_STATE when it is there already, or cannot go there. */
err product_put_on_sale(struct tx *, int64_t product) MUST_USE; /* PRODUCT_CATEGORY, PRODUCT_NO_SKU */
err product_take_off_sale(struct tx *, int64_t product) MUST_USE;
err product_delete(struct tx *, int64_t product) MUST_USE;
err product_restore(struct tx *, int64_t product) MUST_USE;
#endif
