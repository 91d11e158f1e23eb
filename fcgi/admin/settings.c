/* settings.c - /api/admin/settings and the checklist: what is in force, and what is still to do. */
#include "../reply.h"
#include "../../views/content.h"
#include <string.h>

static err settings_get(struct request *r)
{
	struct setting_list list;

	TRY(settings_list(r->arena, r->settings, &list));
	return reply_list(r, setting_view, &list, NULL);
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
	{ .method = METHOD_GET, .path = "/api/admin/settings", .summary = "The rules in force, as the configuration file has them",
	  .who = WHO_STAFF, .permit = PERMIT_SETTINGS_READ, .gives = &setting_view, .lists = LISTS_CURSOR, .status = 200,
	  .read = settings_get },
	{ .method = METHOD_GET, .path = "/api/admin/checklist", .summary = "What a new shop has done already",
	  .who = WHO_STAFF, .permit = PERMIT_DASHBOARD_READ, .gives = &checklist_view, .status = 200, .read = checklist_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */
