/* The tree: three levels, states, and what may be deleted. */
#include "../../test.h"
#include "../../database.h"
#include "../../goods.h"
#include "../../../model/goods/category.h"

#define SCHEMA "category_test"
static struct arena arena = { .limit = 4 << 20 };
static struct db *db;

struct work {
	int64_t id;
	struct category_form form;
};

static err create(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return category_create(tx, &w->form, &w->id);
}

static err update(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return category_update(tx, w->id, &w->form);
}

static err bury(struct tx *tx, void *arg) { return category_delete(tx, ((struct work *)arg)->id); }

static int64_t add(int64_t parent, const char *name, int32_t position)
{
	struct work w = {
		.form = { .parent_id = { parent != 0, parent }, .name = name, .position = position, .state = SHOWN_ACTIVE }
	};

	assert_err(db_tx(db, create, &w), OK);
	return w.id;
}

static void the_tree_has_three_levels_in_order(void **state)
{
	const int64_t late = add(0, "late", 2), early = add(0, "early", 1), under = add(early, "under", 0),
		      leaf = add(under, "leaf", 0);
	struct work fourth = { .form = { .parent_id = { true, leaf }, .name = "fourth", .state = SHOWN_ACTIVE } };
	struct work orphan = { .form = { .parent_id = { true, 999 }, .name = "orphan", .state = SHOWN_ACTIVE } };
	struct category_list tree;
	(void)state;

	assert_err(db_tx(db, create, &fourth), CATEGORY_PARENT);
	assert_err(db_tx(db, create, &orphan), CATEGORY_PARENT);
	assert_err(category_tree(db, &tree), OK);
	assert_int_equal(tree.n, 2);
	assert_true(tree.at[0].id == early && tree.at[1].id == late && tree.at[1].children.n == 0);
	assert_true(tree.at[0].children.n == 1 && tree.at[0].children.at[0].id == under);
	assert_true(tree.at[0].children.at[0].children.at[0].id == leaf);
}

static void what_is_hidden_hides_what_lies_below(void **state)
{
	const int64_t root = add(0, "root", 9), under = add(root, "under", 0);
	struct work w = { root, { .name = "root", .position = 9, .state = SHOWN_HIDDEN, .version = 1 } };
	struct category_scope scope;
	struct category_list tree;
	(void)state;

	assert_err(category_scope(db, &arena, root, &scope), OK);
	assert_int_equal(scope.n, 2);
	assert_err(db_tx(db, update, &w), OK);
	assert_err(db_tx(db, update, &w), ERR_CONFLICT); /* that version is gone */
	assert_err(category_scope(db, &arena, under, &scope), OK);
	assert_int_equal(scope.n, 0);
	assert_string_equal(scope.ids, "[]");
	assert_err(category_tree(db, &tree), OK);
	for (size_t i = 0; i < tree.n; i++)
		assert_true(tree.at[i].id != root && tree.at[i].id != under);
	w.id = 999;
	assert_err(db_tx(db, update, &w), ERR_NOT_FOUND);
}

static void only_an_empty_one_is_deleted(void **state)
{
	const int64_t root = add(0, "full", 0);
	struct work child = { .id = add(root, "child", 0) }, w = { .id = root };
	(void)state;

	assert_err(db_tx(db, bury, &w), CATEGORY_IN_USE);
	assert_err(db_tx(db, bury, &child), OK);
	assert_err(db_tx(db, bury, &child), ERR_NOT_FOUND);
	const struct goods g = goods_make(db, &arena, root, "thing", 100, 1);
	assert_err(db_tx(db, bury, &w), CATEGORY_IN_USE);
	assert_int_equal(g.category, root);
	database_ask(SCHEMA, "UPDATE product SET state = 'DELETED'");
	assert_err(db_tx(db, bury, &w), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_has_three_levels_in_order),
		cmocka_unit_test(what_is_hidden_hides_what_lies_below),
		cmocka_unit_test(only_an_empty_one_is_deleted),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
