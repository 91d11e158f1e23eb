/* Goods through the front door: staff make them, buyers look at them. */
#include "../test.h"
#include "../ask.h"
#include "../database.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "goods_test"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;
static const char *owner, *reader, *member;

#define ASK(...) ask_of(db, &arena, routes, (struct ask){ __VA_ARGS__ })
#define POST .method = "POST", .as = owner
#define PUT .method = "PUT", .as = owner
#define CATEGORIES "/api/admin/categories"
#define PRODUCTS "/api/admin/products"
/* clang-format off */
#define SHIRT(extra, first, second) "{\"category_id\":1,\"title\":\"红色T恤\",\"option1\":\"颜色\",\"images\":[{\"path\":\"/media/a.jpg\"}],\"detail\":\"<p>好</p>\"," \
	extra "\"skus\":[{" first "\"value1\":\"红\",\"code\":\"R\",\"price\":9900,\"list_price\":12900,\"cost\":5000}," \
	"{" second "\"value1\":\"蓝\",\"price\":8900}]}"
/* clang-format on */

static void staff_arrange_categories(void **state)
{
	(void)state;
	assert_says(ASK(POST, .path = CATEGORIES, .body = "{\"name\":\"服装\"}"), 201, "{\"id\":1}");
	assert_says(ASK(POST, .path = CATEGORIES, .body = "{\"name\":\"上衣\",\"parent_id\":1}"), 201, "{\"id\":2}");
	assert_says(ASK(POST, .path = CATEGORIES, .body = "{\"name\":\"T恤\",\"parent_id\":2}"), 201, "{\"id\":3}");
	assert_says(ASK(POST, .path = CATEGORIES, .body = "{\"name\":\"x\",\"parent_id\":3}", .language = "en"), 409,
		"\"detail\":\"It can’t be placed in that category\"");
	assert_says(ASK(.path = CATEGORIES, .as = owner), 200,
		"{\"id\":2,\"parent_id\":1,\"level\":2,\"name\":\"上衣\",\"position\":0,"
		"\"state\":\"ACTIVE\",\"version\":1}");
	assert_int_equal(ASK(PUT, .path = CATEGORIES "/3", .body = "{\"name\":\"短袖\",\"position\":4,\"version\":1}").status, 204);
	assert_says(ASK(PUT, .path = CATEGORIES "/3", .body = "{\"name\":\"短袖\",\"version\":1}"), 409, "\"conflict\"");
	assert_says(ASK(PUT, .path = CATEGORIES "/3", .body = "{\"name\":\"短袖\",\"state\":\"DELETED\",\"version\":2}"), 400,
		"\"word\"");
	assert_says(ASK(POST, .path = CATEGORIES "/1/delete"), 409, "category_in_use");
	assert_says(ASK(POST, .path = CATEGORIES "/99/delete"), 404, "not_found");
}

static void buyers_see_the_tree_nested(void **state)
{
	(void)state;
	assert_string_equal(ASK(.path = "/api/shop/categories").body.at,
		"{\"items\":[{\"id\":1,\"name\":\"服装\",\"children\":[{\"id\":2,"
		"\"name\":\"上衣\",\"children\":[{\"id\":3,\"name\":\"短袖\"}]}]}]}");
	assert_string_equal(ASK(.path = "/api/shop/categories", .accept = "application/xml").body.at,
		"<category_tree_view><items><item><id>1</id><name>服装</name><children><item><id>2</id><name>上衣</name>"
		"<children><item><id>3</id><name>短袖</name></item></children></item></children></item></items></category_tree_view>");
}

static void staff_make_a_product_and_buyers_wait_for_it(void **state)
{
	(void)state;
	assert_says(ASK(POST, .path = PRODUCTS, .body = SHIRT("", "\"stock\":3,", "")), 201, "{\"id\":1}");
	assert_says(ASK(POST, .path = PRODUCTS, .body = SHIRT("", "", "")), 409,
		"\"field\":\"skus.0.code\",\"code\":\"taken\""); /* the code R */
	assert_says(ASK(.path = "/api/shop/products/1"), 404, "not_found");
	assert_string_equal(ASK(.path = "/api/shop/products").body.at, "{\"items\":[]}");
	assert_says(ASK(.path = PRODUCTS "/1", .as = owner), 200, "\"state\":\"DRAFT\"");
	assert_int_equal(ASK(POST, .path = PRODUCTS "/1/on-sale").status, 204);
	assert_says(ASK(POST, .path = PRODUCTS "/1/on-sale", .language = "zh-TW"), 409, "商品目前狀態不允許此操作");
}

static void a_detail_shows_buyers_no_costs(void **state)
{
	(void)state;
	const struct reply r = ASK(.path = "/api/shop/products/1");
	assert_says(r, 200, "\"price_min\":8900,\"price_max\":9900,\"sales\":0,\"in_stock\":true");
	assert_says(r, 200,
		"\"skus\":[{\"id\":1,\"value1\":\"红\",\"value2\":\"\",\"value3\":\"\",\"price\":9900,\"list_price\":12900,\"stock\":3}");
	assert_null(strstr(r.body.at, "cost"));
	assert_null(strstr(r.body.at, "tokens"));
	assert_in_range(db_statements(db), 1, 3);
	assert_says(ASK(.path = "/api/shop/products/1", .accept = "text/xml"), 200, "<detail>&lt;p&gt;好&lt;/p&gt;</detail>");
	assert_says(ASK(.path = PRODUCTS "/1", .as = reader), 200, "\"cost\":5000");
}

static void lists_and_the_front_page_are_cheap(void **state)
{
	(void)state;
	assert_says(ASK(.path = "/api/shop/products",
			    .query = "category=1&keyword=%E7%BA%A2%E8%89%B2&in_stock=true&sort=price_asc&price_max=9000"),
		200, "\"items\":[{\"id\":1,\"title\":\"红色T恤\"");
	assert_in_range(db_statements(db), 1, 3);
	assert_says(ASK(.path = "/api/shop/products", .query = "sort=best&limit=101&cursor=zz&price_min=-1"), 400,
		"\"field\":\"price_min\"");
	assert_says(ASK(.path = "/api/shop/products", .query = "cursor=zz"), 400, "{\"field\":\"cursor\",\"code\":\"text\"");
	assert_says(ASK(.path = "/api/shop/home"), 200, "{\"categories\":[{\"id\":1,\"name\":\"服装\"}],\"newest\":[{\"id\":1,");
	assert_in_range(db_statements(db), 1, 5);
	assert_says(ASK(.path = "/api/shop/home", .accept = "application/xml"), 200, "<best_sellers><item><id>1</id>");
}

static void a_form_that_is_wrong_is_refused_line_by_line(void **state)
{
	(void)state;
	const struct reply r = ASK(POST, .path = PRODUCTS,
		.body = "{\"category_id\":1,\"title\":\"x\",\"option1\":\"颜色\","
			"\"skus\":[{\"price\":1},{\"price\":1,\"value1\":\"a\"},{\"price\":1,\"value1\":\"a\"}]}");
	assert_says(r, 400, "{\"field\":\"skus.0.value1\",\"code\":\"required\",\"message\":\"必填\"}");
	assert_says(r, 400, "{\"field\":\"skus.2\",\"code\":\"repeated\"");
	assert_says(ASK(POST, .path = PRODUCTS, .body = "{\"title\":\"x\",\"skus\":[{\"price\":1,\"sold\":1}],\"sales\":9}"), 400,
		"\"field\":\"skus.0.sold\",\"code\":\"unknown\"");
	assert_says(ASK(POST, .path = PRODUCTS,
			    .body = "{\"category_id\":1,\"title\":\"x\",\"skus\":[{\"price\":9,\"list_price\":8}]}"),
		400, "{\"field\":\"skus.0.list_price\",\"code\":\"too_small\",\"message\":\"不能小于 9\",\"bound\":9}");
	assert_says(ASK(POST, .path = PRODUCTS, .body = "{\"category_id\":99,\"title\":\"x\",\"skus\":[{\"price\":1}]}"), 409,
		"product_category");
}

static void a_form_names_the_version_it_was_read_at(void **state)
{
	(void)state;
	assert_int_equal(ASK(PUT, .path = PRODUCTS "/1", .body = SHIRT("\"version\":1,", "\"id\":1,", "\"id\":2,")).status, 204);
	assert_says(
		ASK(PUT, .path = PRODUCTS "/1", .body = SHIRT("\"version\":1,", "\"id\":1,", "\"id\":2,")), 409, "\"conflict\"");
	assert_says(ASK(PUT, .path = PRODUCTS "/1", .body = SHIRT("\"version\":1,", "\"id\":9,", "")), 409, "\"conflict\"");
	assert_says(ASK(PUT, .path = PRODUCTS "/1", .body = SHIRT("\"version\":2,", "\"id\":9,", "")), 409, "sku_unknown");
	assert_says(ASK(PUT, .path = PRODUCTS "/99", .body = SHIRT("\"version\":2,", "", "")), 404, "not_found");
	assert_says(
		ASK(PUT, .path = PRODUCTS "/1", .body = SHIRT("", "", "")), 400, "{\"field\":\"version\",\"code\":\"required\"");
}

static void stock_is_adjusted_once_per_key(void **state)
{
	(void)state;
#define ADJUST .path = "/api/admin/skus/1/adjustments", .body = "{\"delta\":-2,\"note\":\"盘点\"}"
	const struct reply first = ASK(POST, ADJUST, .key = "count-2026-01");
	assert_says(first, 201, "\"kind\":\"ADJUST\",\"quantity\":-2,\"after\":1");
	assert_says(first, 201, "\"staff_id\":1");
	assert_string_equal(ASK(POST, ADJUST, .key = "count-2026-01").body.at, first.body.at);
	assert_says(ASK(POST, ADJUST, .key = "count-2026-02"), 409, "stock_sold_out");
	assert_says(ASK(POST, ADJUST), 400, "Idempotency-Key");
	assert_says(ASK(POST, .path = "/api/admin/skus/1/adjustments", .body = "{\"delta\":0,\"note\":\"x\",\"reference\":\"号\"}",
			    .key = "count-2026-03"),
		400, "{\"field\":\"delta\",\"code\":\"required\"");
	assert_says(ASK(.path = "/api/admin/skus/1/movements", .as = owner, .query = "page_size=1"), 200,
		"\"page\":1,\"page_size\":1,\"total\":2");
	assert_says(ASK(.path = "/api/admin/skus/99/movements", .as = owner), 404, "not_found");
	assert_says(ASK(.path = "/api/shop/products/1"), 200, "\"stock\":1}");
}

static void nobody_does_what_he_is_not_permitted(void **state)
{
	static const char *const writes[] = { CATEGORIES, CATEGORIES "/1/delete", PRODUCTS, PRODUCTS "/1/on-sale",
		PRODUCTS "/1/off-sale", PRODUCTS "/1/delete", PRODUCTS "/1/restore", "/api/admin/skus/1/adjustments" };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(writes); i++) {
		assert_says(ASK(.method = "POST", .path = writes[i]), 401, "unauthenticated");
		assert_says(ASK(.method = "POST", .path = writes[i], .as = member), 403, "forbidden");
		assert_says(ASK(.method = "POST", .path = writes[i], .as = reader), 403, "forbidden");
	}
	assert_says(ASK(.path = CATEGORIES, .as = reader), 403, "forbidden");
	assert_says(ASK(.path = PRODUCTS, .as = member), 403, "forbidden");
}

static void the_recycle_bin_gives_back(void **state)
{
	(void)state;
	assert_int_equal(ASK(POST, .path = PRODUCTS "/1/delete").status, 204);
	assert_says(ASK(.path = "/api/shop/products/1"), 404, "not_found");
	assert_says(ASK(.path = PRODUCTS, .as = reader), 200, "\"items\":[],\"page\":1,\"page_size\":20,\"total\":0");
	assert_says(ASK(.path = PRODUCTS, .as = reader, .query = "state=DELETED&keyword=T&category=1"), 200, "\"total\":1");
	assert_int_equal(ASK(POST, .path = PRODUCTS "/1/restore").status, 204);
	assert_says(ASK(.path = PRODUCTS "/1", .as = reader), 200, "\"state\":\"OFF_SALE\"");
}

static void a_large_form_is_taken(void **state)
{
	struct text body = { .arena = &arena };
	(void)state;

	text_printf(&body, "{\"category_id\":1,\"title\":\"大\",\"option1\":\"号\",\"detail\":\"");
	for (int i = 0; i < 60000; i++)
		text_puts(&body, "字");
	text_puts(&body, "\",\"skus\":[");
	for (int i = 0; i < 200; i++)
		text_printf(&body, "%s{\"price\":%d,\"value1\":\"号%d\",\"stock\":1}", i ? "," : "", i + 1, i);
	text_add(&body, "]}", 3);
	const struct reply r = ASK(POST, .path = PRODUCTS, .body = body.at);
	assert_says(r, 201, "{\"id\":");
	assert_int_equal(database_ask(SCHEMA, "SELECT price_max FROM product ORDER BY id DESC LIMIT 1"), 200);
}

static void people(void)
{
	database_ask(SCHEMA,
		"INSERT INTO member (id, state, nickname, created_at, updated_at) VALUES (7, 'ACTIVE', 'seven', NOW(3), NOW(3));"
		"INSERT INTO staff (id, name, display_name, state, password_hash, created_at) VALUES"
		" (1, 'owner', 'Owner', 'ACTIVE', '!', NOW(3)), (2, 'clerk', 'Clerk', 'ACTIVE', '!', NOW(3));"
		"INSERT INTO role (id, name, is_owner, created_at) VALUES (101, 'all', 1, NOW(3)), (102, 'reader', 0, NOW(3));"
		"INSERT INTO role_permission VALUES (102, 'product:read'); INSERT INTO staff_role VALUES (1, 101), (2, 102)");
	owner = ask_session(db, &arena, (member_id){ 0 }, (staff_id){ 1 });
	reader = ask_session(db, &arena, (member_id){ 0 }, (staff_id){ 2 });
	member = ask_session(db, &arena, (member_id){ 7 }, (staff_id){ 0 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(staff_arrange_categories),
		cmocka_unit_test(buyers_see_the_tree_nested),
		cmocka_unit_test(staff_make_a_product_and_buyers_wait_for_it),
		cmocka_unit_test(a_detail_shows_buyers_no_costs),
		cmocka_unit_test(lists_and_the_front_page_are_cheap),
		cmocka_unit_test(a_form_that_is_wrong_is_refused_line_by_line),
		cmocka_unit_test(a_form_names_the_version_it_was_read_at),
		cmocka_unit_test(stock_is_adjusted_once_per_key),
		cmocka_unit_test(nobody_does_what_he_is_not_permitted),
		cmocka_unit_test(the_recycle_bin_gives_back),
		cmocka_unit_test(a_large_form_is_taken),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	people();
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
