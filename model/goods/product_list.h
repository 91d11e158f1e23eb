/* product_list.h - lists of goods: what buyers browse, and what staff look through.
 *
 * A buyers' list costs at most two statements. Without a keyword, and for all goods or a category
 * with none below it, rows come out of an index in their order and no further than asked for; a
 * category with others below it, a tag, or a keyword, is gathered and sorted first. */
#ifndef PRODUCT_LIST_H
#define PRODUCT_LIST_H
#include "product.h"

/* clang-format off */
#define PRODUCT_SORTS(W) \
	W(SORT_NEWEST,     "newest") \
	W(SORT_PRICE_ASC,  "price_asc") \
	W(SORT_PRICE_DESC, "price_desc") \
	W(SORT_SALES,      "sales")
/* clang-format on */
WORDS_DECLARE(product_sort, PRODUCT_SORTS);

/* What a buyer asks for. The price of a product is that of its cheapest SKU. */
struct product_query {
	maybe_int64 category; /* and all below it */
	maybe_int64 brand;
	const char *tag;     /* a word it has */
	const char *keyword; /* in the title: search.h */
	maybe_money price_min, price_max;
	bool in_stock; /* only what is */
	enum product_sort sort;
	const char *cursor;
	int32_t limit;
};
SHAPE_DECLARE(product_query, struct product_query);

/* What a card shows to everybody, and a row of the list holds nothing else. */
/* clang-format off */
#define PRODUCT_CARD_FIELDS \
	FIELD(struct product, id), \
	FIELD(struct product, title), \
	FIELD(struct product, subtitle), \
	FIELD(struct product, image), \
	FIELD(struct product, price_min), \
	FIELD(struct product, price_max), \
	FIELD(struct product, list_price), \
	FIELD(struct product, sales), \
	FIELD(struct product, in_stock)
/* clang-format on */

/* On sale, of each what a card shows. *next is where it goes on, NULL at the end. A category that buyers
 * do not see is an empty list; ERR_INVALID for a cursor that is none of ours. */
SHAPE_DECLARE(product_card_row, struct product);
err product_list(struct db *, struct arena *, const struct product_query *, struct product_list *out, const char **next) MUST_USE;

/* clang-format off */
#define PRODUCT_SHOWN(W) \
	W(SHOW_ALL,      "ALL")                 /* but what is in the recycle bin */ \
	W(SHOW_DRAFT,    "DRAFT") \
	W(SHOW_ON_SALE,  "ON_SALE") \
	W(SHOW_OFF_SALE, "OFF_SALE") \
	W(SHOW_DELETED,  "DELETED")
/* clang-format on */
WORDS_DECLARE(product_shown, PRODUCT_SHOWN);

/* What staff ask for: of this very category, with the keyword anywhere in the title; the newest first. */
struct product_filter {
	enum product_shown state;
	maybe_int64 category, brand;
	const char *tag, *keyword;
	int32_t page, page_size;
};
SHAPE_DECLARE(product_filter, struct product_filter);
SHAPE_DECLARE(product_line_row, struct product);
err product_page(struct db *, struct arena *, const struct product_filter *, struct product_list *out, int64_t *total) MUST_USE;
#endif
