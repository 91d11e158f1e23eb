#include "product_bulk.h"
#include "../../lib/must.h"

err product_bulk_sale(struct tx *tx, const struct picks *picks, bool on_sale, struct outcomes *out)
{
	struct outcomes list;

	must(picks->n <= BULK_MAX);
	TRY(outcomes_of(db_arena(db_of(tx)), picks, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct outcome *o = &list.at[i];
		o->refused = on_sale ? product_put_on_sale(tx, o->id) : product_take_off_sale(tx, o->id);
		if (o->refused && !outcome_is_refusal(o->refused))
			return o->refused;
	}
	*out = list;
	return OK;
}
