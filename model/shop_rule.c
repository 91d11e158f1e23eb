#include "shop_rule.h"
#include "limit.h"
#include <string.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

static const struct field change_row[] = {
	FIELD(struct shop_rule_change, id),
	FIELD(struct shop_rule_change, rule),
	FIELD(struct shop_rule_change, before_value),
	FIELD(struct shop_rule_change, after_value),
	FIELD(struct shop_rule_change, staff_id),
	FIELD(struct shop_rule_change, staff_name),
	FIELD(struct shop_rule_change, created_at),
};
const struct shape shop_rule_change_row = SHAPE(shop_rule_change_row, change_row);

static const struct field row[] = {
	FIELD(struct shop_rules, pay_within),
	FIELD(struct shop_rules, auto_receive_express),
	FIELD(struct shop_rules, unpaid_max),
	FIELD(struct shop_rules, member_session),
	FIELD(struct shop_rules, staff_idle),
	FIELD(struct shop_rules, visit_kept),
	FIELD(struct shop_rules, freight_fee),
	FIELD(struct shop_rules, freight_free_from),
	FIELD(struct shop_rules, version),
};
const struct shape shop_rules_row = SHAPE(shop_rules_row, row);

/* Nobody closes the shop to buyers, or the panel to himself, by a slip. */
static const struct field form[] = {
	FIELD(struct shop_rules, pay_within, .min = 300, .max = 7 * DAY),
	FIELD(struct shop_rules, auto_receive_express, .min = DAY, .max = 90 * DAY),
	FIELD(struct shop_rules, unpaid_max, .min = 1, .max = UNPAID_MAX_MOST),
	FIELD(struct shop_rules, member_session, .min = HOUR, .max = 365 * DAY),
	FIELD(struct shop_rules, staff_idle, .min = 300, .max = DAY),
	FIELD(struct shop_rules, visit_kept, .min = 3 * DAY, .max = 365 * DAY),
	FIELD(struct shop_rules, freight_fee, .min = 0, .max = RULE_FEN_MAX),
	FIELD(struct shop_rules, freight_free_from, .min = 0, .max = RULE_FEN_MAX),
	FIELD(struct shop_rules, version, .min = 1, .max = INT32_MAX),
};
const struct shape shop_rules_form = SHAPE(shop_rules_form, form);

#define ALL_OF \
	"SELECT pay_within, auto_receive_express, unpaid_max, member_session, staff_idle, visit_kept, freight_fee, freight_free_from," \
	" version FROM shop_rule WHERE id = 1"
DB_QUERY(shop_rule_select, shop_rules_row, ALL_OF);
DB_QUERY(shop_rule_hold, shop_rules_row, ALL_OF " FOR UPDATE");
DB_QUERY(shop_rule_change_select, shop_rule_change_row,
	"SELECT c.id, c.rule, c.before_value, c.after_value, c.staff_id, s.display_name AS staff_name, c.created_at"
	" FROM shop_rule_change c JOIN staff s ON s.id = c.staff_id ORDER BY c.id DESC LIMIT " LIMIT_TEXT(SHOP_RULE_CHANGES_MAX));
DB_COMMAND(shop_rule_update,
	"UPDATE shop_rule SET pay_within = :pay_within, auto_receive_express = :auto_receive_express, unpaid_max = :unpaid_max,"
	" member_session = :member_session, staff_idle = :staff_idle, visit_kept = :visit_kept, freight_fee = :freight_fee,"
	" freight_free_from = :freight_free_from, version = version + 1"
	" WHERE id = 1 AND version = :version");
DB_COMMAND(shop_rule_change_insert,
	"INSERT INTO shop_rule_change (rule, before_value, after_value, staff_id, created_at)"
	" VALUES (:rule, :before, :after, :staff, NOW(3))");

const struct query *const shop_rule_queries[] = { &shop_rule_select_query, &shop_rule_hold_query, &shop_rule_change_select_query,
	&shop_rule_update_query, &shop_rule_change_insert_query, NULL };

err shop_rules_read(struct db *db, struct shop_rules *out)
{
	struct shop_rules found = { 0 };

	TRY(db_one(db, shop_rule_select, &found));
	*out = found;
	return OK;
}

err shop_rules_whole(struct db *db, struct shop_rules *out)
{
	struct shop_rules found;

	TRY(shop_rules_read(db, &found));
	TRY(db_all(db, shop_rule_change_select, &found.changes));
	*out = found;
	return OK;
}

static const struct field *of_file(const struct field *f) { return shape_find(&rules_settings_shape, f->name, strlen(f->name)); }

static maybe_int64 value_of(const struct field *f, const struct shop_rules *rules)
{
	maybe_int64 value = { false, 0 };

	value.has = field_load(f->kind, (const char *)rules + f->offset, &value.is);
	return value;
}

err shop_rules_update(struct tx *tx, const staff_id staff, const struct shop_rules *to)
{
	struct shop_rules was = { 0 };

	TRY(db_one(db_of(tx), shop_rule_hold, &was));
	TRY(db_exec_from(tx, shop_rule_update, shop_rules_form, to));
	if (db_changed(tx) == 0)
		return ERR_CONFLICT;
	for (const struct field *f = row; f < row + sizeof row / sizeof *row; f++) {
		const maybe_int64 before = value_of(f, &was), after = value_of(f, to);
		const char *rule = f->name;
		if (!of_file(f) || (before.has == after.has && (!before.has || before.is == after.is)))
			continue;
		TRY(db_exec(tx, shop_rule_change_insert, rule, before, after, staff));
	}
	return OK;
}

void shop_rules_apply(const struct shop_rules *rules, struct rules_settings *to)
{
	for (const struct field *f = row; f < row + sizeof row / sizeof *row; f++) {
		const struct field *rule = of_file(f);
		const maybe_int64 value = value_of(f, rules);
		if (rule && value.has)
			field_store(rule->kind, (char *)to + rule->offset, value.is);
	}
}

err shop_rules_keep(struct rules_in_force *in_force, struct db *db, int64_t now_ms)
{
	struct shop_rules rules;

	if (in_force->read_at_ms && now_ms - in_force->read_at_ms < SHOP_RULES_FRESH_MS)
		return OK;
	if (!in_force->read_at_ms)
		in_force->now = *in_force->file;
	in_force->read_at_ms = now_ms;
	db_request_begins(db);
	const struct arena_mark before = arena_mark(db_arena(db));
	const err e = shop_rules_read(db, &rules);
	arena_rewind(db_arena(db), before);
	TRY(e);
	in_force->now.rules = in_force->file->rules;
	shop_rules_apply(&rules, &in_force->now.rules);
	return OK;
}
