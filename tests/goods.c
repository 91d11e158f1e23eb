#include "goods.h"
#include "test.h"
#include "database.h"
#include "../lib/must.h"
#include "../model/goods/category.h"
#include "../model/goods/product.h"

struct making {
	struct arena *arena;
	struct category_form category;
	struct product_form product;
	int64_t id;
};

static err make_category(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return category_create(tx, &m->category, &m->id);
}

int64_t goods_category(struct db *db, const char *name)
{
	struct making m = { .category = { .name = name, .state = SHOWN_ACTIVE } };

	must(db_tx(db, make_category, &m) == OK);
	return m.id;
}

static err make_product(struct tx *tx, void *arg)
{
	struct making *m = arg;
	struct problem unread = { .n = 0 };

	TRY(product_create(tx, m->arena, &m->product, &unread, &m->id));
	return product_put_on_sale(tx, m->id);
}

struct goods goods_make(struct db *db, struct arena *arena, int64_t category, const char *title, int64_t price, int32_t stock)
{
	struct sku_form sku = { .price = { price }, .stock = { true, stock }, .weight_g = 100 };
	struct making m = { .arena = arena,
		.product = { .category_id = category ? category : goods_category(db, "goods"),
			.title = title,
			.minimum = 1,
			.skus = { &sku, 1 } } };
	struct product made;

	must(db_tx(db, make_product, &m) == OK);
	must(product_by_id(db, arena, m.id, &made) == OK);
	return (struct goods){ made.category_id, made.id, made.skus.at[0].id };
}

void goods_journal_adds_up(const char *schema)
{
	assert_int_equal(database_ask(schema,
				 "SELECT COUNT(*) FROM sku s WHERE stock <>"
				 " (SELECT COALESCE(SUM(quantity), 0) FROM stock_movement m WHERE m.sku_id = s.id)"),
		0);
	assert_int_equal(
		database_ask(schema,
			"SELECT COUNT(*) FROM (SELECT after - quantity -"
			" COALESCE(LAG(after) OVER (PARTITION BY sku_id ORDER BY id), 0) AS gap FROM stock_movement) m WHERE gap <> 0"),
		0);
}
