/* The rules that staff set: over the file's, by version, with what was changed kept. */
#include "../test.h"
#include "../database.h"
#include "../../model/shop_rule.h"
#include <string.h>

#define SCHEMA "shop_rule_test"
static struct arena arena = { .limit = 16 << 20 };
static struct db *db;
static const struct settings file = { .rules = { .pay_within = 1800, .unpaid_max = 5, .freight_fee = { 800 }, .poll_after = 30 } };

static err update(struct tx *tx, void *arg) { return shop_rules_update(tx, (staff_id){ 1 }, arg); }

static struct shop_rules now(void)
{
	struct shop_rules rules;

	assert_err(shop_rules_whole(db, &rules), OK);
	return rules;
}

static void what_is_set_goes_over_the_file_and_the_rest_stays(void **unused)
{
	const struct shop_rules rules = { .freight_fee = { true, { 0 } }, .unpaid_max = { true, 7 } };
	struct rules_settings s = file.rules;

	(void)unused;
	shop_rules_apply(&rules, &s);
	assert_int_equal(s.freight_fee.fen, 0); /* set to nothing is not unset */
	assert_int_equal(s.unpaid_max, 7);
	assert_int_equal(s.pay_within, 1800);
	assert_int_equal(s.poll_after, 30);
}

static void every_rule_of_the_panel_is_one_of_the_file(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < shop_rules_form.count; i++) {
		const char *name = shop_rules_form.fields[i].name;
		assert_true(strcmp(name, "version") == 0 || shape_find(&rules_settings_shape, name, strlen(name)));
	}
	assert_int_equal(shop_rules_form.count, shop_rules_row.count);
}

static void a_stale_form_changes_nothing(void **unused)
{
	struct shop_rules form = { .freight_fee = { true, { 500 } }, .version = now().version };

	(void)unused;
	assert_err(db_tx(db, update, &form), OK);
	form.freight_fee.is.fen = 900;
	assert_err(db_tx(db, update, &form), ERR_CONFLICT);
	assert_int_equal(now().freight_fee.is.fen, 500);
	assert_int_equal(now().version, form.version + 1);
}

static void each_change_is_kept_and_what_stays_is_none(void **unused)
{
	const struct shop_rules was = now();
	struct shop_rules form = { .freight_fee = was.freight_fee, .pay_within = { true, 3600 }, .version = was.version };

	(void)unused;
	assert_err(db_tx(db, update, &form), OK);
	struct shop_rules is = now();
	assert_int_equal(is.changes.n, was.changes.n + 1);
	assert_string_equal(is.changes.at[0].rule, "pay_within");
	assert_false(is.changes.at[0].before_value.has);
	assert_int_equal(is.changes.at[0].after_value.is, 3600);
	assert_string_equal(is.changes.at[0].staff_name, "Owner");
	form = (struct shop_rules){ .freight_fee = was.freight_fee, .version = is.version };
	assert_err(db_tx(db, update, &form), OK);
	is = now();
	assert_int_equal(is.changes.at[0].before_value.is, 3600);
	assert_false(is.changes.at[0].after_value.has);
}

static void a_process_learns_of_a_change_within_a_second_and_not_by_each_request(void **unused)
{
	struct rules_in_force mine = { .file = &file };
	struct shop_rules form = { .freight_fee = { true, { 100 } }, .version = now().version };
	int64_t ms = 5000;

	(void)unused;
	assert_err(db_tx(db, update, &form), OK);
	assert_err(shop_rules_keep(&mine, db, ms), OK);
	assert_int_equal(mine.now.rules.freight_fee.fen, 100);
	form = (struct shop_rules){ .version = form.version + 1 };
	assert_err(db_tx(db, update, &form), OK);
	db_request_begins(db);
	assert_err(shop_rules_keep(&mine, db, ms + SHOP_RULES_FRESH_MS - 1), OK);
	assert_int_equal(db_statements(db), 0);
	assert_int_equal(mine.now.rules.freight_fee.fen, 100);
	assert_err(shop_rules_keep(&mine, db, ms + SHOP_RULES_FRESH_MS), OK);
	assert_int_equal(mine.now.rules.freight_fee.fen, 800); /* as the file says, again */
}

static void what_cannot_be_read_leaves_the_last_known_rules(void **unused)
{
	struct rules_in_force mine = { .file = &file };
	struct shop_rules form = { .freight_fee = { true, { 300 } }, .version = now().version };

	(void)unused;
	assert_err(db_tx(db, update, &form), OK);
	assert_err(shop_rules_keep(&mine, db, 1), OK);
	database_ask(SCHEMA, "RENAME TABLE shop_rule TO away");
	assert_non_null(shop_rules_keep(&mine, db, 1 + SHOP_RULES_FRESH_MS));
	database_ask(SCHEMA, "RENAME TABLE away TO shop_rule");
	assert_int_equal(mine.now.rules.freight_fee.fen, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_set_goes_over_the_file_and_the_rest_stays),
		cmocka_unit_test(every_rule_of_the_panel_is_one_of_the_file),
		cmocka_unit_test(a_stale_form_changes_nothing),
		cmocka_unit_test(each_change_is_kept_and_what_stays_is_none),
		cmocka_unit_test(a_process_learns_of_a_change_within_a_second_and_not_by_each_request),
		cmocka_unit_test(what_cannot_be_read_leaves_the_last_known_rules),
	};
	database_make(SCHEMA);
	database_ask(SCHEMA,
		"INSERT INTO staff (id, name, display_name, password_hash, state, created_at)"
		" VALUES (1, 'owner', 'Owner', 'x', 'ACTIVE', NOW(3))");
	db = database_open(SCHEMA, &arena);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return failed;
}
