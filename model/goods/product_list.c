#include "product_list.h"
#include "../limit.h"
#include "sku.h"
#include "../../lib/must.h"
#include "category.h"
#include "search.h"
#include "../../lib/cursor.h"
#include "../../lib/problem.h"

WORDS_DEFINE(product_sort, PRODUCT_SORTS);
WORDS_DEFINE(product_shown, PRODUCT_SHOWN);

static void check_query(const void *query, struct problem *problem)
{
	const struct product_query *q = query;
	struct cursor c;

	if (!cursor_parse(q->cursor, &c))
		problem_add(problem, "cursor", SAY_TEXT);
}

static const struct field query_fields[] = {
	FIELD(struct product_query, category, .min = 1, .max = INT64_MAX),
	FIELD(struct product_query, brand, .min = 1, .max = INT64_MAX),
	FIELD(struct product_query, tag, .max = TAG_CHARS, .optional = true),
	FIELD(struct product_query, keyword, .max = 40, .optional = true),
	FIELD(struct product_query, price_min, .min = 0, .max = PRICE_MAX),
	FIELD(struct product_query, price_max, .min = 0, .max = PRICE_MAX),
	FIELD(struct product_query, in_stock, .optional = true),
	FIELD_ENUM(struct product_query, sort, product_sort, .optional = true, .absent = SORT_NEWEST),
	FIELD(struct product_query, cursor, .max = CURSOR_TEXT, .optional = true),
	FIELD(struct product_query, limit, .min = 1, .max = 100, .optional = true, .absent = 20),
};
const struct shape product_query = SHAPE(product_query, query_fields, .check = check_query);

static const struct field filter_fields[] = {
	FIELD_ENUM(struct product_filter, state, product_shown, .optional = true, .absent = SHOW_ALL),
	FIELD(struct product_filter, category, .min = 1, .max = INT64_MAX),
	FIELD(struct product_filter, brand, .min = 1, .max = INT64_MAX),
	FIELD(struct product_filter, tag, .max = TAG_CHARS, .optional = true),
	FIELD(struct product_filter, keyword, .max = 40, .optional = true),
	FIELD(struct product_filter, page, .min = 1, .max = 100000, .optional = true, .absent = 1),
	FIELD(struct product_filter, page_size, .min = 1, .max = 100, .optional = true, .absent = 20),
};
const struct shape product_filter = SHAPE(product_filter, filter_fields);

static const struct field card_row[] = { PRODUCT_CARD_FIELDS };
const struct shape product_card_row = SHAPE(product_card_row, card_row);

static const struct field line_row[] = {
	PRODUCT_CARD_FIELDS,
	FIELD(struct product, category_id),
	FIELD_ENUM(struct product, state, product_state),
	FIELD(struct product, created_at),
	FIELD(struct product, updated_at),
	FIELD(struct product, on_sale_at),
	FIELD(struct product, version),
};
const struct shape product_line_row = SHAPE(product_line_row, line_row);

#define CARD "id, title, subtitle, NULLIF(image, '') AS image, price_min, price_max, list_price, sales, in_stock"

/* Which goods. Each sort is a query of its own, so that the server can plan it. */
#define ON_SALE(hint) "SELECT " CARD " FROM product" hint " WHERE " OFFERED
#define OFFERED \
	"state = 'ON_SALE' AND (:brand IS NULL OR brand_id = :brand)" \
	" AND (:price_min IS NULL OR price_min >= :price_min) AND (:price_max IS NULL OR price_min <= :price_max)" \
	" AND (:in_stock = 0 OR in_stock = 1) AND (:like IS NULL OR title LIKE :like ESCAPE '!')"
#define ALL ON_SALE("")
#define IN_LEAF " AND category_id = :category"
#define BRANCH ALL IN_SCOPE
#define IN_SCOPE \
	" AND (:ids IS NULL OR category_id IN (SELECT scope.id FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) scope))"
#define TAGGED \
	"SELECT " CARD \
	" FROM product_tag STRAIGHT_JOIN product ON product.id = product_tag.product_id WHERE word = :tag AND " OFFERED IN_SCOPE
#define MATCHING BRANCH " AND MATCH (tokens) AGAINST (:match IN BOOLEAN MODE)"

/* In which order, and from where on; the first bound of a pair is what an index can use. */
#define NEWEST " AND id < :id ORDER BY id DESC LIMIT :limit"
#define PRICE_ASC " AND price_min >= :key AND (price_min > :key OR id > :id) ORDER BY price_min, id LIMIT :limit"
#define PRICE_DESC " AND price_min <= :key AND (price_min < :key OR id < :id) ORDER BY price_min DESC, id DESC LIMIT :limit"
#define SALES " AND sales <= :key AND (sales < :key OR id < :id) ORDER BY sales DESC, id DESC LIMIT :limit"

DB_QUERY(product_all_newest, product_card_row, ALL NEWEST);
DB_QUERY(product_all_price_asc, product_card_row, ALL PRICE_ASC);
DB_QUERY(product_all_price_desc, product_card_row, ALL PRICE_DESC);
DB_QUERY(product_all_sales, product_card_row, ALL SALES);
/* Left to itself the server would go through all goods by id, however few are of this category; and it
 * would weigh seven keys against each other, which takes as long as the reading. */
#define LEAF(index) ON_SALE(" FORCE INDEX (product_category_" index ")") IN_LEAF
DB_QUERY(product_leaf_newest, product_card_row, LEAF("newest") NEWEST);
DB_QUERY(product_leaf_price_asc, product_card_row, LEAF("price") PRICE_ASC);
DB_QUERY(product_leaf_price_desc, product_card_row, LEAF("price") PRICE_DESC);
DB_QUERY(product_leaf_sales, product_card_row, LEAF("sales") SALES);
DB_QUERY(product_branch_newest, product_card_row, BRANCH NEWEST);
DB_QUERY(product_branch_price_asc, product_card_row, BRANCH PRICE_ASC);
DB_QUERY(product_branch_price_desc, product_card_row, BRANCH PRICE_DESC);
DB_QUERY(product_branch_sales, product_card_row, BRANCH SALES);
DB_QUERY(product_tagged_newest, product_card_row, TAGGED NEWEST);
DB_QUERY(product_tagged_price_asc, product_card_row, TAGGED PRICE_ASC);
DB_QUERY(product_tagged_price_desc, product_card_row, TAGGED PRICE_DESC);
DB_QUERY(product_tagged_sales, product_card_row, TAGGED SALES);
DB_QUERY(product_matching_newest, product_card_row, MATCHING NEWEST);
DB_QUERY(product_matching_price_asc, product_card_row, MATCHING PRICE_ASC);
DB_QUERY(product_matching_price_desc, product_card_row, MATCHING PRICE_DESC);
DB_QUERY(product_matching_sales, product_card_row, MATCHING SALES);

#define OF_STAFF \
	" FROM product WHERE (state = :state OR (:state = 'ALL' AND state <> 'DELETED'))" \
	" AND (:category IS NULL OR category_id = :category) AND (:brand IS NULL OR brand_id = :brand)" \
	" AND (:tag IS NULL OR id IN (SELECT product_id FROM product_tag WHERE word = :tag)) AND (:like IS NULL OR title LIKE :like ESCAPE '!')"
DB_QUERY(product_page_select, product_line_row,
	"SELECT " CARD ", category_id, state, created_at, updated_at, on_sale_at, version" OF_STAFF
	" ORDER BY id DESC LIMIT :from_row, :page_size");
DB_QUERY(product_page_count, counted_row, COUNTED(OF_STAFF));

#define EACH_SORT(set) \
	{ \
		&set##_newest_query, &set##_price_asc_query, &set##_price_desc_query, &set##_sales_query \
	}
enum set { SET_ALL, SET_LEAF, SET_BRANCH, SET_TAGGED, SET_MATCHING, SETS };
enum { SORTS = SORT_SALES };
static const struct query *const lists[SETS][SORTS] = { EACH_SORT(product_all), EACH_SORT(product_leaf), EACH_SORT(product_branch),
	EACH_SORT(product_tagged), EACH_SORT(product_matching) };

#define LISTED(set) &set##_newest_query, &set##_price_asc_query, &set##_price_desc_query, &set##_sales_query
const struct query *const product_list_queries[] = { LISTED(product_all), LISTED(product_leaf), LISTED(product_branch),
	LISTED(product_tagged), LISTED(product_matching), &product_page_select_query, &product_page_count_query, NULL };

static struct cursor begin_of(enum product_sort sort)
{
	return sort == SORT_PRICE_ASC ? (struct cursor){ 0, 0 } : (struct cursor){ INT64_MAX, INT64_MAX };
}

static struct cursor after(enum product_sort sort, const struct product *last)
{
	must(last); /* the page is full, and no page is of nothing */
	return (struct cursor){ sort == SORT_NEWEST ? 0 : sort == SORT_SALES ? last->sales : last->price_min.fen, last->id };
}

/* Only those arguments that the query of this set and sort has. */
static err ask(struct db *db, const struct product_query *q, enum set set, const struct category_scope *scope,
	const struct search *search, struct product_list *out)
{
	struct cursor from = begin_of(q->sort);
	const int32_t limit = q->limit + 1; /* one more says whether it goes on */
	struct db_arg args[12] = { DB_ARG(q->brand) DB_ARG(q->price_min) DB_ARG(q->price_max) DB_ARG(q->in_stock)
			DB_ARG(search->like) DB_ARG(limit) };
	size_t n = 6;

	if (!cursor_parse(q->cursor, &from))
		return ERR_INVALID;
	args[n++] = (struct db_arg){ "id", KIND_INT64, NULL, &from.id };
	if (q->sort != SORT_NEWEST)
		args[n++] = (struct db_arg){ "key", KIND_INT64, NULL, &from.key };
	if (set == SET_LEAF)
		args[n++] = (struct db_arg){ "category", KIND_INT64, NULL, &q->category.is };
	if (set == SET_TAGGED)
		args[n++] = (struct db_arg){ "tag", KIND_TEXT, NULL, &q->tag };
	if (set == SET_BRANCH || set == SET_TAGGED || set == SET_MATCHING)
		args[n++] = (struct db_arg){ "ids", KIND_TEXT, NULL, &scope->ids };
	if (set == SET_MATCHING)
		args[n++] = (struct db_arg){ "match", KIND_TEXT, NULL, &search->match };
	return db_all_with(db, lists[set][q->sort - 1], out, NULL, NULL, args);
}

err product_list(struct db *db, struct arena *arena, const struct product_query *q, struct product_list *out, const char **next)
{
	struct category_scope scope = { 0 };
	struct product_list found = { 0 };
	struct search search;
	const char *on = NULL;

	TRY(search_parse(arena, q->keyword, &search));
	if (q->category.has)
		TRY(category_scope(db, arena, q->category.is, &scope));
	const enum set set = q->tag && *q->tag ? SET_TAGGED
		: search.match                 ? SET_MATCHING
		: !q->category.has             ? SET_ALL
		: scope.n == 1                 ? SET_LEAF
					       : SET_BRANCH;
	if (!q->category.has || scope.n > 0)
		TRY(ask(db, q, set, &scope, &search, &found));
	if (found.n > (size_t)q->limit) {
		found.n = (size_t)q->limit;
		on = cursor_print(arena, after(q->sort, &found.at[found.n - 1]));
		if (!on)
			return ERR_NOMEM;
	}
	*out = found;
	*next = on;
	return OK;
}

err product_page(struct db *db, struct arena *arena, const struct product_filter *f, struct product_list *out, int64_t *total)
{
	const char *state = product_shown_words.at[f->state];
	const int64_t from_row = (int64_t)(f->page - 1) * f->page_size;
	const char *tag = f->tag && *f->tag ? f->tag : NULL;
	struct counted count;
	struct search search;

	TRY(search_parse(arena, f->keyword, &search));
	TRY(db_one(db, product_page_count, &count, state, f->category, f->brand, tag, search.like));
	TRY(db_all(db, product_page_select, out, state, f->category, f->brand, tag, search.like, from_row, f->page_size));
	*total = count.total;
	return OK;
}
