/* What a bulk change of prices says, and what it says on its way back. */
#include "product_bulk.h"

WORDS_DEFINE(price_change, PRICE_CHANGES);

static const struct field price_fields[] = {
	FIELD(struct sku_price, id, .min = 1, .max = INT64_MAX),
	FIELD(struct sku_price, price, .min = 1, .max = PRICE_MAX),
};
const struct shape sku_price_entry = SHAPE(sku_price_entry, price_fields);
static const struct field priced_fields[] = {
	FIELD(struct priced, id, .min = 1, .max = INT64_MAX),
	FIELD(struct priced, version, .min = 0, .max = INT32_MAX),
	FIELD_LIST(struct priced, skus, sku_price_entry, .min = 1, .max = SKUS_MAX),
};
const struct shape priced_entry = SHAPE(priced_entry, priced_fields);

money price_under(const struct price_rule *rule, money price)
{
	int64_t fen = rule->value;

	if (rule->how == PRICE_ADD)
		fen = price.fen + rule->value;
	if (rule->how == PRICE_PERCENT)
		fen = price.fen * rule->value / BASIS_POINTS; /* at most ten times ten million yuan */
	return (money){ fen };
}
