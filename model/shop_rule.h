/* shop_rule.h - the rules of the trade that a merchant sets in the panel, over those of the configuration file.
 *
 * One row; a rule it does not have is as the file says. Deadlines are written down with the order they are
 * of, so a change is for what begins later. Every change is kept: who, when, from what to what. */
#ifndef SHOP_RULE_H
#define SHOP_RULE_H
#include "settings.h"

#define SHOP_RULE_CHANGES_MAX 50
struct shop_rule_change {
	int64_t id;
	const char *rule;
	maybe_int64 before_value, after_value; /* none: as the file says */
	staff_id staff_id;
	const char *staff_name;
	moment created_at;
};
struct shop_rule_changes {
	struct shop_rule_change *at;
	size_t n;
};
SHAPE_DECLARE(shop_rule_change_row, struct shop_rule_change);

/* Each is called as in struct rules_settings, in its unit. */
struct shop_rules {
	maybe_int64 pay_within, auto_receive_express, unpaid_max, member_session, staff_idle, visit_kept;
	maybe_money freight_fee, freight_free_from;
	int32_t version;
	struct shop_rule_changes changes; /* the last ones first, where a function says so */
};
SHAPE_DECLARE(shop_rules_row, struct shop_rules);
SHAPE_DECLARE(shop_rules_form, struct shop_rules); /* the bounds of each: narrower than the file's, which tests make short */

err shop_rules_read(struct db *, struct shop_rules *out) MUST_USE;  /* without changes */
err shop_rules_whole(struct db *, struct shop_rules *out) MUST_USE; /* with them */
/* ERR_CONFLICT when another version than the form's is in force. */
err shop_rules_update(struct tx *, staff_id, const struct shop_rules *form) MUST_USE;

/* Those that are set, over these, which are of the file. */
void shop_rules_apply(const struct shop_rules *, struct rules_settings *);

/* A long-lived process's settings with the rules in force, read again when they are older than a second. */
enum { SHOP_RULES_FRESH_MS = 1000 };
struct rules_in_force {
	const struct settings *file;
	struct settings now; /* of the file until they were read */
	int64_t read_at_ms;  /* 0: never */
};
/* For a caller between two requests. On failure the last known rules stay, and it is tried again in a second. */
err shop_rules_keep(struct rules_in_force *, struct db *, int64_t now_ms) MUST_USE;
#endif
