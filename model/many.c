#include "many.h"
#include <stdlib.h>

static const struct field entry[] = { FIELD(struct picked, id, .min = 1, .max = INT64_MAX) };
const struct shape picked_entry = SHAPE(picked_entry, entry);

static int by_id(const void *a, const void *b)
{
	const struct outcome *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

err outcomes_of(struct arena *arena, const struct picks *picks, struct outcomes *out)
{
	struct outcomes list = { ARENA_NEW(arena, struct outcome, picks->n), picks->n };

	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < picks->n; i++)
		list.at[i] = (struct outcome){ .id = picks->at[i].id };
	qsort(list.at, list.n, sizeof *list.at, by_id);
	*out = list;
	return OK;
}

bool picks_are_distinct(const struct picks *picks)
{
	for (size_t i = 0; i < picks->n; i++)
		for (size_t j = 0; j < i; j++)
			if (picks->at[i].id == picks->at[j].id)
				return false;
	return true;
}

bool outcome_is_refusal(err e) { return e && (e->status == 404 || e->status == 409) && e != ERR_DUPLICATE; }
