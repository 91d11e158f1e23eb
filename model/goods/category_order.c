/* category_order.c - the categories below a parent, put in another order. */
#include "category.h"
#include "../limit.h"
#include "../../lib/problem.h"
#include <string.h>

static const struct field form[] = {
	FIELD(struct category_ordering, parent_id, .min = 1, .max = INT64_MAX),
	FIELD_LIST(struct category_ordering, categories, picked_entry, .min = 1, .max = CATEGORIES_MAX),
};
static void check(const void *p, struct problem *problem)
{
	if (!picks_are_distinct(&((const struct category_ordering *)p)->categories))
		problem_add(problem, "categories", SAY_REPEATED);
}
const struct shape category_order_form = SHAPE(category_order_form, form, .check = check);

/* Where each is, and is to be. */
struct place {
	int64_t id;
	int32_t position;
};
struct places {
	struct place *at;
	size_t n;
};
SHAPE_DECLARE(category_place_row, struct place);
static const struct field place_fields[] = {
	FIELD(struct place, id),
	FIELD(struct place, position),
};
const struct shape category_place_row = SHAPE(category_place_row, place_fields);

DB_QUERY(category_order_parent, category_place_row,
	"SELECT id, position FROM category WHERE id = :parent AND state <> 'DELETED' FOR UPDATE");

DB_QUERY(category_order_children, category_place_row,
	"SELECT id, position FROM category WHERE parent_id <=> :parent AND state <> 'DELETED' ORDER BY id LIMIT " LIMIT_TEXT(
		CATEGORIES_MAX) " FOR UPDATE");

DB_COMMAND(category_order_update,
	"UPDATE category SET position = :position, version = version + 1 WHERE id = :id AND position <> :position");

const struct query *const category_order_queries[] = { &category_order_parent_query, &category_order_children_query,
	&category_order_update_query, NULL };

static const struct place *find(const struct places *places, int64_t id)
{
	for (size_t i = 0; i < places->n; i++)
		if (places->at[i].id == id)
			return &places->at[i];
	return NULL;
}

/* The parent's row is taken first: who adds a child holds it. */
static err lock(struct tx *tx, maybe_int64 above, struct places *out)
{
	struct place unread;

	if (above.has) {
		const int64_t parent = above.is;
		TRY(db_one(db_of(tx), category_order_parent, &unread, parent));
	}
	const maybe_int64 parent = above;
	return db_all(db_of(tx), category_order_children, out, parent);
}

err category_order(struct tx *tx, const struct category_ordering *o)
{
	const struct picks *wanted = &o->categories;
	struct places there;

	TRY(lock(tx, o->parent_id, &there));
	if (there.n != wanted->n)
		return ERR_CONFLICT;
	for (size_t i = 0; i < wanted->n; i++)
		if (!find(&there, wanted->at[i].id))
			return ERR_CONFLICT;
	for (size_t i = 0; i < wanted->n; i++) {
		const struct place to = { wanted->at[i].id, (int32_t)i + 1 };
		if (find(&there, to.id)->position != to.position)
			TRY(db_exec_from(tx, category_order_update, category_place_row, &to));
	}
	return OK;
}
