/* settings.c - /api/admin/settings and the checklist: what is in force, what of it staff set, and what is still to do. */
#include "../reply.h"
#include "../../views/content.h"
#include <string.h>

enum { RULES_BODY_MAX = 2048 };

/* Asked of the database: this worker's own may be a second old, and staff look at what they just wrote. */
static err settings_get(struct request *r)
{
	struct setting_list list;
	struct shop_rules rules;

	TRY(shop_rules_read(r->db, &rules));
	TRY(settings_list(r->arena, r->file_settings, &rules, &list));
	return reply_list(r, setting_view, &list, NULL);
}

static err reply_rules(struct request *r, struct db *db)
{
	struct shop_rules rules;

	TRY(shop_rules_whole(db, &rules));
	return reply_one(r, 200, shop_rules_view, &rules);
}

static err rules_get(struct request *r) { return reply_rules(r, r->db); }

static err rules_put(struct request *r, struct tx *tx)
{
	TRY(shop_rules_update(tx, r->caller.staff, REQUEST_BODY(r, shop_rules_form)));
	return reply_rules(r, db_of(tx));
}

/* A shop that asks anybody else for money plays: it is in its sandbox. */
static bool is_real(const char *pay_base)
{
	static const char own[] = "https://api.mch.weixin.qq.com";

	return strncmp(pay_base, own, sizeof own - 1) == 0;
}

static err checklist_get(struct request *r)
{
	struct checklist list;

	TRY(checklist_read(r->db, &list));
	list.wechatpay = is_real(r->settings->wechatpay.pay_base);
	return reply_one(r, 200, checklist_view, &list);
}

/* clang-format off */
const struct route admin_settings_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/settings", .summary = "The rules in force, and where each comes from",
	  .who = WHO_STAFF, .permit = PERMIT_SETTINGS_READ, .gives = &setting_view, .lists = LISTS_CURSOR, .status = 200,
	  .read = settings_get },
	{ .method = METHOD_GET, .path = "/api/admin/settings/rules", .summary = "The rules that staff set, and who changed them",
	  .who = WHO_STAFF, .permit = PERMIT_SETTINGS_READ, .gives = &shop_rules_view, .status = 200, .read = rules_get },
	{ .method = METHOD_PUT, .path = "/api/admin/settings/rules",
	  .summary = "Set rules; one that is not sent is as the configuration file says", .who = WHO_STAFF,
	  .permit = PERMIT_SETTINGS_WRITE, .takes = TAKES_JSON, .body = &shop_rules_form, .body_max = RULES_BODY_MAX,
	  .gives = &shop_rules_view, .status = 200, .rate = RATE_WRITE, .write = rules_put },
	{ .method = METHOD_GET, .path = "/api/admin/checklist", .summary = "What a new shop has done already",
	  .who = WHO_STAFF, .permit = PERMIT_DASHBOARD_READ, .gives = &checklist_view, .status = 200, .read = checklist_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
