/* A product and its matrix: what a form must keep to, and what becomes of the SKUs. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../lib/decode.h"
#include "../../../lib/text.h"
#include "../../../model/goods/product.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "product_test"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;
static int64_t category;

/* ---- the form ---- */

static const char *complaints(const char *rest)
{
	struct problem problem = { .n = 0 };
	struct product_form form = { 0 };
	struct text body = { .arena = &arena }, said = { .arena = &arena };

	text_printf(&body, "{\"category_id\":1,\"title\":\"T\",%s}", rest);
	const err e = decode_json(&arena, &product_create_form, (bytes){ body.at, body.n }, &form, &problem);
	assert_true(e == OK || e == ERR_INVALID);
	for (size_t i = 0; i < problem.n; i++)
		text_printf(&said, "%s%s %s", i ? ", " : "", problem.at[i].field, say_words.at[problem.at[i].code]);
	text_add(&said, "", 1);
	return said.at;
}

static void every_sku_has_a_value_for_each_option_and_no_other(void **state)
{
	(void)state;
	assert_string_equal(complaints("\"skus\":[{\"price\":1}]"), "");
	assert_string_equal(
		complaints("\"option1\":\"颜色\",\"skus\":[{\"price\":1,\"value1\":\"红\"},{\"price\":1,\"value1\":\"蓝\"}]"), "");
	assert_string_equal(
		complaints("\"option1\":\"颜色\",\"skus\":[{\"price\":1},{\"price\":1,\"value1\":\"蓝\",\"value2\":\"S\"}]"),
		"skus.0.value1 required, skus.1.value2 unknown");
	assert_string_equal(complaints("\"skus\":[{\"price\":1,\"value1\":\"红\"}]"), "skus.0.value1 unknown");
	assert_string_equal(complaints("\"option2\":\"颜色\",\"skus\":[{\"price\":1,\"value2\":\"红\"}]"), "option1 required");
	assert_string_equal(
		complaints("\"option1\":\"A\",\"option2\":\"A\",\"skus\":[{\"price\":1,\"value1\":\"x\",\"value2\":\"y\"}]"),
		"option2 repeated");
}

static void no_two_skus_are_the_same(void **state)
{
	(void)state;
	assert_string_equal(complaints("\"skus\":[{\"price\":1},{\"price\":2}]"), "skus.1 repeated");
	assert_string_equal(complaints("\"option1\":\"A\",\"skus\":[{\"price\":1,\"value1\":\"x\",\"code\":\"c\",\"id\":4},"
				       "{\"price\":1,\"value1\":\"y\",\"code\":\"c\",\"id\":4}]"),
		"skus.1.id repeated, skus.1.code repeated");
}

static void numbers_and_texts_keep_their_bounds(void **state)
{
	(void)state;
	assert_string_equal(complaints("\"skus\":[]"), "skus too_short");
	assert_string_equal(complaints("\"skus\":[{\"price\":0,\"cost\":-1}]"), "skus.0.price too_small, skus.0.cost too_small");
	assert_string_equal(complaints("\"skus\":[{\"price\":9,\"list_price\":8}]"), "skus.0.list_price too_small");
	assert_string_equal(complaints("\"skus\":[{\"price\":1,\"code\":\"码\",\"barcode\":\"a b\"}]"),
		"skus.0.code text, skus.0.barcode text");
	assert_string_equal(complaints("\"skus\":[{\"price\":1,\"id\":3,\"stock\":5}]"), "skus.0.stock unknown");
	assert_string_equal(complaints("\"minimum\":3,\"purchase_max\":2,\"skus\":[{\"price\":1}]"), "purchase_max too_small");
	assert_string_equal(complaints("\"images\":[{\"path\":\"a\\nb\"}],\"skus\":[{\"price\":1}]"), "images.0.path text");
	assert_string_equal(complaints("\"detail\":\"\\u0007\",\"skus\":[{\"price\":1}]"), "detail text");
}

/* ---- the rows ---- */

struct work {
	struct product_form form;
	int64_t id;
	err (*act)(struct tx *, int64_t);
	struct problem problem;
};

static err create(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return product_create(tx, &arena, &w->form, &w->problem, &w->id);
}

static err update(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return product_update(tx, &arena, w->id, &w->form, &w->problem);
}

static err act(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return w->act(tx, w->id);
}

static err do_act(int64_t id, err (*what)(struct tx *, int64_t))
{
	struct work w = { .id = id, .act = what };

	return db_tx(db, act, &w);
}

#define SKU(v, fen, n) \
	{ \
		.value1 = (v), .price = { fen }, .stock = { true, n } \
	}
static struct work of_colours(struct sku_form *skus, size_t n)
{
	return (struct work){
		.form = { .category_id = category, .title = "T恤", .option1 = "颜色", .minimum = 1, .skus = { skus, n } }
	};
}

static struct product read(int64_t id)
{
	struct product p = { 0 };

	assert_err(product_by_id(db, &arena, id, &p), OK);
	return p;
}

static void a_new_product_is_a_draft_with_derived_prices(void **state)
{
	struct product_image images[] = { { "/a.jpg" }, { "/b.jpg" } };
	struct sku_form skus[] = { SKU("红", 300, 0), SKU("蓝", 200, 7) };
	struct work w = of_colours(skus, 2);
	(void)state;

	skus[1].list_price = (maybe_money){ true, { 999 } };
	w.form.images = (struct product_images){ images, 2 };
	assert_err(db_tx(db, create, &w), OK);
	const struct product p = read(w.id);
	assert_true(p.state == PRODUCT_DRAFT && p.version == 1 && p.price_min.fen == 200 && p.price_max.fen == 300);
	assert_true(p.list_price.is.fen == 999 && p.in_stock && p.skus.n == 2 && p.skus.at[1].stock == 7);
	assert_string_equal(p.image, "/a.jpg");
	assert_true(p.images.n == 2 && strcmp(p.images.at[1].path, "/b.jpg") == 0);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM stock_movement"), 1); /* 0 leaves none */
}

static void skus_change_places_and_those_left_out_are_deleted(void **state)
{
	struct sku_form skus[] = { SKU("红", 300, 1), SKU("蓝", 200, 2), SKU("绿", 100, 3) };
	struct work w = of_colours(skus, 3);
	(void)state;

	skus[0].code = "CODE-1";
	assert_err(db_tx(db, create, &w), OK);
	const struct product p = read(w.id);
	struct sku_form next[] = { SKU("蓝", 300, 0), SKU("红", 200, 0), SKU("绿", 500, 9) };
	for (int i = 0; i < 2; i++) {
		next[i].id = (maybe_int64){ true, p.skus.at[i].id };
		next[i].stock.has = false;
	}
	next[2].code = "CODE-1"; /* of the first, which gives it up */
	w.form.skus = (struct sku_forms){ next, 3 };
	w.form.version = 1;
	assert_err(db_tx(db, update, &w), OK);
	const struct product q = read(w.id);
	assert_true(q.version == 2 && q.skus.n == 3 && q.price_min.fen == 200 && q.price_max.fen == 500);
	assert_true(q.skus.at[0].id == p.skus.at[0].id && q.skus.at[0].stock == 1 && strcmp(q.skus.at[0].value1, "蓝") == 0);
	assert_true(q.skus.at[2].id != p.skus.at[2].id && q.skus.at[2].stock == 9);
	assert_err(db_tx(db, update, &w), ERR_CONFLICT);
	w.form.version = 2;
	next[2].id = (maybe_int64){ true, p.skus.at[2].id }; /* deleted */
	assert_err(db_tx(db, update, &w), SKU_UNKNOWN);
	next[2].id = (maybe_int64){ true, 1 }; /* another product's */
	assert_err(db_tx(db, update, &w), SKU_UNKNOWN);
	assert_int_equal(read(w.id).version, 2);
}

static void a_code_belongs_to_one_sku(void **state)
{
	struct sku_form sku = SKU("红", 300, 1);
	struct work w = of_colours(&sku, 1);
	(void)state;

	sku.code = "ONCE";
	assert_err(db_tx(db, create, &w), OK);
	assert_err(db_tx(db, create, &w), ERR_DUPLICATE);
	assert_int_equal(w.problem.n, 1);
	assert_string_equal(w.problem.at[0].field, "skus.0.code");
	assert_int_equal(w.problem.at[0].code, SAY_TAKEN);
}

static void every_sku_that_is_taken_is_named(void **state)
{
	struct sku_form first[] = { SKU("红", 300, 1), SKU("蓝", 300, 1) };
	struct sku_form second[] = { SKU("a", 300, 1), SKU("b", 300, 1), SKU("c", 300, 1), SKU("B", 300, 1) };
	struct work w = of_colours(first, 2);
	(void)state;

	first[0].code = second[2].code = "NAMED-1";
	first[1].code = second[0].code = "NAMED-2";
	second[1].code = "NAMED-3";
	assert_err(db_tx(db, create, &w), OK);
	w = of_colours(second, 4);
	assert_err(db_tx(db, create, &w), ERR_DUPLICATE);
	assert_int_equal(w.problem.n, 3);
	assert_string_equal(w.problem.at[0].field, "skus.0.code");
	assert_string_equal(w.problem.at[1].field, "skus.2.code");
	assert_string_equal(w.problem.at[2].field, "skus.3"); /* to the database b and B are one */
	assert_int_equal(w.problem.at[2].code, SAY_REPEATED);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM sku WHERE code = 'NAMED-3'"), 0);
}

static void states_and_their_acts(void **state)
{
	struct sku_form sku = SKU("红", 300, 1);
	struct work w = of_colours(&sku, 1);
	struct product shown;
	(void)state;

	assert_err(db_tx(db, create, &w), OK);
	assert_err(product_on_sale_by_id(db, &arena, w.id, &shown), ERR_NOT_FOUND);
	assert_err(do_act(w.id, product_take_off_sale), PRODUCT_STATE);
	assert_err(do_act(w.id, product_put_on_sale), OK);
	assert_err(do_act(w.id, product_put_on_sale), PRODUCT_STATE);
	assert_err(product_on_sale_by_id(db, &arena, w.id, &shown), OK);
	assert_err(do_act(w.id, product_take_off_sale), OK);
	assert_err(product_on_sale_by_id(db, &arena, w.id, &shown), ERR_NOT_FOUND);
	assert_err(do_act(w.id, product_delete), OK);
	assert_err(do_act(w.id, product_delete), PRODUCT_STATE);
	assert_err(do_act(w.id, product_put_on_sale), PRODUCT_STATE);
	w.form.version = 1;
	assert_err(db_tx(db, update, &w), PRODUCT_STATE);
	assert_err(do_act(w.id, product_restore), OK);
	assert_int_equal(read(w.id).state, PRODUCT_OFF_SALE);
	assert_err(do_act(99999, product_delete), ERR_NOT_FOUND);
	w.form.category_id = 99999;
	assert_err(db_tx(db, create, &w), PRODUCT_CATEGORY);
}

static struct work contested;

static int save(int worker)
{
	struct arena own = { .limit = 4 << 20 };
	struct db *line = database_open(SCHEMA, &own);
	struct work w = contested;
	(void)worker;

	const err e = db_tx(line, update, &w);
	db_close(line);
	arena_reset(&own);
	return e == OK ? 1 : e == ERR_CONFLICT ? 0 : 100;
}

static void of_all_who_save_at_once_one_does(void **state)
{
	struct sku_form sku = SKU("红", 300, 1);
	(void)state;

	contested = of_colours(&sku, 1);
	assert_err(db_tx(db, create, &contested), OK);
	contested.form.version = 1;
	sku.stock.has = false;
	sku.id = (maybe_int64){ true, read(contested.id).skus.at[0].id };
	assert_int_equal(database_race(8, save), 1);
	assert_int_equal(read(contested.id).version, 2);
}

static void pricing_names_what_may_be_bought(void **state)
{
	struct sku_form skus[] = { SKU("红", 300, 1), SKU("蓝", 200, 2) };
	struct work w = of_colours(skus, 2);
	struct priced_skus list;
	(void)state;

	assert_err(db_tx(db, create, &w), OK);
	assert_err(do_act(w.id, product_put_on_sale), OK);
	const struct product p = read(w.id);
	const struct goods plain = goods_make(db, &arena, category, "plain", 700, 4);
	const int64_t ids[] = { p.skus.at[0].id, p.skus.at[0].id, p.skus.at[1].id, plain.sku, 99999 };
	assert_err(do_act(plain.product, product_take_off_sale), OK);
	assert_err(sku_list_for_pricing(db, ids, 5, &list), OK);
	assert_int_equal(list.n, 3);
	assert_true(list.at[0].sku_id == p.skus.at[0].id && list.at[0].price.fen == 300 && list.at[0].on_sale);
	assert_string_equal(list.at[0].options, "红");
	assert_true(list.at[2].sku_id == plain.sku && !list.at[2].on_sale && list.at[2].stock == 4 && !list.at[2].purchase_max.has);
	assert_string_equal(list.at[2].options, "");
	assert_string_equal(list.at[2].product_state, "OFF_SALE");
	assert_err(sku_list_for_pricing(db, ids, 0, &list), OK);
	assert_int_equal(list.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sku_has_a_value_for_each_option_and_no_other),
		cmocka_unit_test(no_two_skus_are_the_same),
		cmocka_unit_test(numbers_and_texts_keep_their_bounds),
		cmocka_unit_test(a_new_product_is_a_draft_with_derived_prices),
		cmocka_unit_test(skus_change_places_and_those_left_out_are_deleted),
		cmocka_unit_test(a_code_belongs_to_one_sku),
		cmocka_unit_test(every_sku_that_is_taken_is_named),
		cmocka_unit_test(states_and_their_acts),
		cmocka_unit_test(of_all_who_save_at_once_one_does),
		cmocka_unit_test(pricing_names_what_may_be_bought),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	category = goods_category(db, "clothes");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
