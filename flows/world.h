/* world.h - what a flow works with: how the shop is set up, its database, and room for answers. */
#ifndef WORLD_H
#define WORLD_H
#include "../gateway/wechatpay_v2.h"
#include "../model/db.h"
#include "../model/settings.h"

struct world {
	const struct settings *settings;
	struct db *db;
	struct arena *arena;
	const char *sent_back; /* in the shop's language, why money comes back that no order takes */
};

/* WeChat Pay as this shop uses it; once it was asked for, XML can be read. */
struct wechatpay_v2 world_wechatpay(const struct world *);

/* notify_base and a path below it; NULL: no memory. */
const char *world_notify_url(const struct world *, const char *path);
#endif
