#include "price.h"
#include "../goods/sku.h"
#include "../../lib/money.h"
#include "../../lib/must.h"
#include <stdlib.h>

WORDS_DEFINE(price_step, PRICE_STEPS);
PRICE_ERRORS(ERR_DEFINE)

static const struct field wish_fields[] = {
	FIELD(struct wish, sku_id, .min = 1, .max = INT64_MAX),
	FIELD(struct wish, quantity, .min = 1, .max = QUANTITY_MAX),
};
const struct shape wish_row = SHAPE(wish_row, wish_fields);

static const struct field line_fields[] = {
	FIELD(struct price_line, product_id),
	FIELD(struct price_line, sku_id),
	FIELD(struct price_line, title),
	FIELD(struct price_line, options),
	FIELD(struct price_line, image),
	FIELD(struct price_line, price),
	FIELD(struct price_line, quantity),
	FIELD(struct price_line, stock),
	FIELD(struct price_line, freight_share),
	FIELD(struct price_line, pay_amount),
};
const struct shape price_line_view = SHAPE(price_line_view, line_fields);

static const struct field part_fields[] = {
	FIELD_ENUM(struct price_part, step, price_step),
	FIELD(struct price_part, amount),
};
const struct shape price_part_view = SHAPE(price_part_view, part_fields);

static int by_sku(const void *a, const void *b)
{
	const struct wish *x = a, *y = b;

	return (x->sku_id > y->sku_id) - (x->sku_id < y->sku_id);
}

/* Ascending, each SKU once. */
static err sum_wishes(struct arena *arena, const struct wishes *wishes, struct wishes *out)
{
	struct wishes sum = { ARENA_NEW(arena, struct wish, wishes->n), 0 };

	if (wishes->n == 0)
		return CART_EMPTY;
	if (wishes->n > PRICE_LINES_MAX)
		return ERR_INVALID;
	if (!sum.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < wishes->n; i++) {
		const struct wish *w = &wishes->at[i];
		size_t j = 0;
		if (w->quantity < 1 || w->quantity > QUANTITY_MAX)
			return ERR_INVALID;
		while (j < sum.n && sum.at[j].sku_id != w->sku_id)
			j++;
		if (j == sum.n)
			sum.at[sum.n++] = (struct wish){ w->sku_id, 0 };
		sum.at[j].quantity += w->quantity; /* at most 200 times 9999 */
		if (sum.at[j].quantity > QUANTITY_MAX)
			return ERR_INVALID;
	}
	qsort(sum.at, sum.n, sizeof *sum.at, by_sku);
	*out = sum;
	return OK;
}

static err load(struct db *db, const struct wishes *wishes, struct priced_skus *out)
{
	int64_t id[PRICE_LINES_MAX];

	for (size_t i = 0; i < wishes->n; i++)
		id[i] = wishes->at[i].sku_id;
	return sku_list_for_pricing(db, id, wishes->n, out);
}

static err start_lines(struct db *db, const struct wishes *wishes, const struct priced_skus *skus, struct price *out)
{
	struct price_lines lines = { ARENA_NEW(db_arena(db), struct price_line, wishes->n), wishes->n };
	money sum = { 0 };

	if (!lines.at)
		return ERR_NOMEM;
	if (skus->n != wishes->n)
		return GOODS_NOT_ON_SALE;
	for (size_t i = 0; i < wishes->n; i++) {
		const struct wish *w = &wishes->at[i];
		const struct priced_sku *s = &skus->at[i];
		struct price_line *l = &lines.at[i];
		must(s->sku_id == w->sku_id);
		if (!s->on_sale)
			return GOODS_NOT_ON_SALE;
		*l = (struct price_line){ .product_id = s->product_id,
			.sku_id = s->sku_id,
			.title = s->title,
			.options = s->options,
			.image = s->image,
			.price = s->price,
			.quantity = w->quantity,
			.stock = s->stock };
		if (!money_times(s->price, w->quantity, &l->pay_amount) || !money_add(sum, l->pay_amount, &sum))
			return ERR_INVALID;
		out->quantity += w->quantity;
	}
	out->lines = lines;
	out->now = skus->at[0].now;
	out->goods_amount = sum;
	return OK;
}

/* Minimum and limit count a product's SKUs together. */
static err check_limits(const struct wishes *wishes, const struct priced_skus *skus)
{
	for (size_t i = 0; i < skus->n; i++) {
		int64_t quantity = 0;
		for (size_t j = 0; j < skus->n; j++)
			quantity += skus->at[j].product_id == skus->at[i].product_id ? wishes->at[j].quantity : 0;
		if (quantity < skus->at[i].minimum)
			return PURCHASE_MINIMUM;
		if (skus->at[i].purchase_max.has && quantity > skus->at[i].purchase_max.is)
			return PURCHASE_LIMIT;
	}
	return OK;
}

/* Freight: one flat fee, free from an amount of goods after discounts on (0: never free). */
static void add_freight(const struct rules_settings *rules, struct price *p)
{
	money weight[PRICE_LINES_MAX], share[PRICE_LINES_MAX];
	const int64_t goods = p->goods_amount.fen - p->discount_amount.fen;
	const bool is_free = rules->freight_free_from.fen > 0 && goods >= rules->freight_free_from.fen;

	p->freight_amount = is_free ? (money){ 0 } : rules->freight_fee;
	for (size_t i = 0; i < p->lines.n; i++)
		weight[i] = p->lines.at[i].pay_amount;
	money_split(p->freight_amount, weight, p->lines.n, share);
	p->pay_amount = (money){ 0 };
	for (size_t i = 0; i < p->lines.n; i++) {
		p->lines.at[i].freight_share = share[i];
		p->lines.at[i].pay_amount.fen += share[i].fen;
		p->pay_amount.fen += p->lines.at[i].pay_amount.fen;
	}
}

static err explain(struct arena *arena, struct price *p)
{
	struct price_part *at = ARENA_NEW(arena, struct price_part, price_step_words.count - 1);

	if (!at)
		return ERR_NOMEM;
	for (unsigned step = 1; step < price_step_words.count; step++)
		at[step - 1] = (struct price_part){ (enum price_step)step, { 0 } };
	at[STEP_GOODS - 1].amount = p->goods_amount;
	at[STEP_FREIGHT - 1].amount = p->freight_amount;
	p->parts = (struct price_parts){ at, price_step_words.count - 1 };
	return OK;
}

err price_compute(struct db *db, const struct rules_settings *rules, const struct wishes *wishes, struct price *out)
{
	struct price price = { 0 };
	struct priced_skus skus;
	struct wishes sum;

	TRY(sum_wishes(db_arena(db), wishes, &sum));
	TRY(load(db, &sum, &skus));
	TRY(start_lines(db, &sum, &skus, &price));
	TRY(check_limits(&sum, &skus));
	add_freight(rules, &price);
	TRY(explain(db_arena(db), &price));
	must(price.pay_amount.fen == price.goods_amount.fen - price.discount_amount.fen + price.freight_amount.fen);
	*out = price;
	return OK;
}
