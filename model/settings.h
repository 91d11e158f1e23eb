/* settings.h - how an operator sets this mall up: the configuration file as a struct.
 *
 * Read once by the master, handed to every worker, never changed while it runs. Every duration
 * is in seconds, so that a test can make ten days short; money is in fen. */
#ifndef SETTINGS_H
#define SETTINGS_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/field.h"
#include "../lib/text.h"

/* admin_user may alter the schema; `micromall migrate` alone signs in as it. */
struct settings_database { const char *socket, *user, *password, *schema, *admin_user; };

/* user: whom the workers become when the master is root; absent, they stay what it is. */
struct settings_serve {
	const char *run_dir, *user;
	int32_t shop_workers, admin_workers, callback_workers;
	int32_t recycle_after;                  /* requests */
	int32_t rss_max_mib;
	bool job_runner;
};

/* secure_cookies: false only on loopback without TLS. */
struct settings_shop { const char *name, *public_url, *locale; bool secure_cookies; };

struct settings_wechat { const char *appid, *secret, *api_base, *authorize_base; };

/* ca: whom to trust besides the system's; cert and key: PEM files, the merchant's own. */
struct settings_wechatpay { const char *mch_id, *api_key, *pay_base, *ca, *cert, *key, *notify_base; bool hmac; };

struct settings_sms { const char *url, *secret, *sign; };

struct settings_rules {
	int32_t pay_within, close_after, poll_after, refund_poll_after, auto_receive_express;
	int32_t sms_code_ttl, member_session, staff_idle, outbox_max_backoff;
	int32_t unpaid_max;                     /* open orders of one member */
	int32_t password_cost;                  /* of yescrypt */
	int64_t freight_fee, freight_free_from; /* fen */
};

struct settings {
	struct settings_database database;
	struct settings_serve serve;
	struct settings_shop shop;
	struct settings_wechat wechat;
	struct settings_wechatpay wechatpay;
	struct settings_sms sms;
	struct settings_rules rules;
};
SHAPE_DECLARE(settings_database_shape, struct settings_database);
SHAPE_DECLARE(settings_serve_shape, struct settings_serve);
SHAPE_DECLARE(settings_shop_shape, struct settings_shop);
SHAPE_DECLARE(settings_wechat_shape, struct settings_wechat);
SHAPE_DECLARE(settings_wechatpay_shape, struct settings_wechatpay);
SHAPE_DECLARE(settings_sms_shape, struct settings_sms);
SHAPE_DECLARE(settings_rules_shape, struct settings_rules);
SHAPE_DECLARE(settings_shape, struct settings);

/* ERR_INVALID with *why: a line per complaint, see config.h. */
err settings_load(struct arena *, const char *path, struct settings *out, const char **why) MUST_USE;

/* Why nobody may serve with these: a secret that is short, made of one character, or left as it was
 * in an example. NULL when they will do. */
const char *settings_fault(const struct settings *);

/* The settings in force as a configuration file, secrets as stars. */
void settings_write(struct text *, const struct settings *);
#endif
