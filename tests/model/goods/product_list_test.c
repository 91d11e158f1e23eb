/* What buyers browse: by category, keyword and price, in four orders, page by page. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../lib/text.h"
#include "../../../model/goods/category.h"
#include "../../../model/goods/product_list.h"
#include <string.h>

#define SCHEMA "product_list_test"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;
static int64_t root, leaf, other;

/* The first letters of the titles found, over all pages of two. */
static const char *found(struct product_query q)
{
	struct text said = { .arena = &arena };
	struct product_list list;
	const char *next;

	q.limit = 2;
	q.sort = q.sort ? q.sort : SORT_NEWEST;
	do {
		db_request_begins(db);
		assert_err(product_list(db, &arena, &q, &list, &next), OK);
		assert_in_range(db_statements(db), 0, 2);
		for (size_t i = 0; i < list.n; i++)
			text_add(&said, list.at[i].title, 1);
		q.cursor = next;
	} while (next);
	text_add(&said, "", 1);
	return said.at;
}

#define FOUND(...) found((struct product_query){ __VA_ARGS__ })

static void every_order_goes_through_all_pages_once(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.sort = SORT_NEWEST), "FEDCBA");
	assert_string_equal(FOUND(.sort = SORT_PRICE_ASC), "ACDEBF");
	assert_string_equal(FOUND(.sort = SORT_PRICE_DESC), "FBEDCA");
	assert_string_equal(FOUND(.sort = SORT_SALES), "BFEDCA");
}

static void a_category_has_what_lies_below_it(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.category = { true, root }), "DCBA");
	assert_string_equal(FOUND(.category = { true, root }, .sort = SORT_PRICE_DESC), "BDCA");
	assert_string_equal(FOUND(.category = { true, leaf }), "DC");
	assert_string_equal(FOUND(.category = { true, leaf }, .sort = SORT_SALES), "DC");
	assert_string_equal(FOUND(.category = { true, 99999 }), "");
}

static void prices_and_stock_narrow_it(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.price_min = { true, { 200 } }, .price_max = { true, { 300 } }), "EDCB");
	assert_string_equal(FOUND(.in_stock = true), "FEDBA");
	assert_string_equal(FOUND(.in_stock = true, .category = { true, leaf }, .sort = SORT_PRICE_ASC), "D");
}

static void chinese_words_are_found_without_false_hits(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.keyword = "红裙子"), "A"); /* B has 红裙 and 裙子, but apart */
	assert_string_equal(FOUND(.keyword = "红裙"), "BA");
	assert_string_equal(FOUND(.keyword = "裙"), "BA"); /* one character: by LIKE */
	assert_string_equal(FOUND(.keyword = "裙", .category = { true, leaf }), "");
	assert_string_equal(FOUND(.keyword = "连衣"), "");
	assert_string_equal(FOUND(.keyword = "红裙", .category = { true, root }, .sort = SORT_PRICE_DESC), "BA");
	assert_string_equal(FOUND(.keyword = "红裙", .category = { true, other }), "");
	assert_string_equal(FOUND(.keyword = "  "), "FEDCBA");
}

static void latin_words_and_emoji_are_found(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.keyword = "IPHO"), "C");
	assert_string_equal(FOUND(.keyword = "15 手机"), "C");
	assert_string_equal(FOUND(.keyword = "礼物😀"), "E");
	assert_string_equal(FOUND(.keyword = "礼物😁"), "F");
	assert_string_equal(FOUND(.keyword = "😁"), "F");
}

static void signs_are_taken_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(FOUND(.keyword = "50%"), "D");
	assert_string_equal(FOUND(.keyword = "5_%"), "");
	assert_string_equal(FOUND(.keyword = "%"), "D");
	assert_string_equal(FOUND(.keyword = "+\"~*("), "");
	assert_string_equal(FOUND(.keyword = "' OR 1=1"), "");
}

static void tags_and_brands_narrow_it(void **state)
{
	struct product_list list;
	int64_t total;
	(void)state;

	database_ask(SCHEMA,
		"INSERT INTO brand (id, name, state, created_at) VALUES (5, 'x', 'ACTIVE', NOW(3));"
		"UPDATE product SET brand_id = 5 WHERE title LIKE 'A%' OR title LIKE 'D%' OR title LIKE 'F%';"
		"INSERT INTO product_tag (product_id, word) SELECT id, '送礼' FROM product WHERE title LIKE 'A%' OR title LIKE 'C%' OR title LIKE 'D%'");
	assert_string_equal(FOUND(.brand = { true, 5 }), "FDA");
	assert_string_equal(FOUND(.brand = { true, 6 }), "");
	assert_string_equal(FOUND(.tag = "送礼"), "DCA");
	assert_string_equal(FOUND(.tag = "送"), ""); /* the whole word */
	assert_string_equal(FOUND(.tag = "送礼", .brand = { true, 5 }, .sort = SORT_PRICE_ASC), "AD");
	assert_string_equal(FOUND(.tag = "送礼", .category = { true, leaf }, .sort = SORT_PRICE_DESC), "DC");
	assert_string_equal(FOUND(.tag = "送礼", .keyword = "iPhone"), "C");
	assert_string_equal(FOUND(.tag = ""), "FEDCBA");
	assert_err(product_page(db, &arena,
			   &(struct product_filter){
				   .state = SHOW_ALL, .brand = { true, 5 }, .tag = "送礼", .page = 1, .page_size = 9 },
			   &list, &total),
		OK);
	assert_true(total == 2 && list.at[0].title[0] == 'D');
}

static void only_what_is_on_sale(void **state)
{
	struct product_filter all = { .state = SHOW_ALL, .page = 1, .page_size = 4 };
	struct product_list list;
	int64_t total;
	(void)state;

	database_ask(SCHEMA,
		"UPDATE product SET state = 'OFF_SALE' WHERE title LIKE 'A%'; UPDATE product SET state = 'DELETED' WHERE title LIKE 'B%'");
	assert_string_equal(FOUND(.keyword = "红裙"), "");
	assert_string_equal(FOUND(.sort = SORT_SALES), "FEDC");
	assert_err(product_page(db, &arena, &all, &list, &total), OK);
	assert_true(total == 5 && list.n == 4 && list.at[0].title[0] == 'F');
	all.page = 2;
	assert_err(product_page(db, &arena, &all, &list, &total), OK);
	assert_true(list.n == 1 && list.at[0].state == PRODUCT_OFF_SALE);
	assert_err(product_page(db, &arena,
			   &(struct product_filter){ .state = SHOW_DELETED, .keyword = "裙", .page = 1, .page_size = 9 }, &list,
			   &total),
		OK);
	assert_true(total == 1 && list.at[0].title[0] == 'B');
}

static void fill(void)
{
	root = goods_category(db, "root");
	leaf = goods_category(db, "leaf");
	other = goods_category(db, "other");
	database_ask(SCHEMA,
		"UPDATE category SET level = 2, parent_id = (SELECT id FROM (SELECT MIN(id) AS id FROM category) c) WHERE name = 'leaf'");
	goods_make(db, &arena, root, "A 红裙子", 100, 5);
	goods_make(db, &arena, root, "B 红裙配裙子 (红子裙)", 300, 5);
	goods_make(db, &arena, leaf, "C iPhone 15 手机", 200, 0);
	goods_make(db, &arena, leaf, "D 全场50%", 200, 5);
	goods_make(db, &arena, other, "E 礼物😀", 200, 5);
	goods_make(db, &arena, other, "F 礼物😁", 900, 5);
	database_ask(SCHEMA, "UPDATE product SET sales = 9 WHERE title LIKE 'B%'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_order_goes_through_all_pages_once),
		cmocka_unit_test(a_category_has_what_lies_below_it),
		cmocka_unit_test(prices_and_stock_narrow_it),
		cmocka_unit_test(chinese_words_are_found_without_false_hits),
		cmocka_unit_test(latin_words_and_emoji_are_found),
		cmocka_unit_test(signs_are_taken_as_they_are),
		cmocka_unit_test(tags_and_brands_narrow_it),
		cmocka_unit_test(only_what_is_on_sale),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	fill();
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
