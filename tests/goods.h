/* goods.h - something to sell, for tests. */
#ifndef TESTS_GOODS_H
#define TESTS_GOODS_H
#include "../model/db.h"

struct goods {
	int64_t category, product, sku;
};

/* A root category. */
int64_t goods_category(struct db *, const char *name);
/* On sale, in that category (0: a new one), with one SKU. */
struct goods goods_make(struct db *, struct arena *, int64_t category, const char *title, int64_t price, int32_t stock);
/* Of every SKU: its stock is the sum of its movements, and each movement goes on where the one before ended. */
void goods_journal_adds_up(const char *schema);
#endif
