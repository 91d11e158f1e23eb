/* settings.h - how the operator set this shop up: sections of the configuration file, as structs.
 *
 * Amounts are fen, times are seconds and end in nothing else: a test makes ten days short here. */
#ifndef SETTINGS_H
#define SETTINGS_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/field.h"

struct database_settings { const char *socket, *user, *password, *schema, *admin_user; };
struct serve_settings {
	const char *run_dir, *user;
	int32_t shop_workers, admin_workers, callback_workers, recycle_after, rss_max_mib;
	bool job_runner;
};
struct shop_settings { const char *name, *public_url, *locale; bool secure_cookies; };
struct wechat_settings { const char *appid, *secret, *api_base, *authorize_base; };
struct wechatpay_settings { const char *mch_id, *api_key, *pay_base, *ca, *cert, *key, *notify_base; bool hmac; };
struct sms_settings { const char *url, *secret, *sign; };
struct rules_settings {
	int64_t pay_within, close_after, poll_after, refund_poll_after, auto_receive_express;
	int64_t sms_code_ttl, sms_code_again, member_session, staff_idle, outbox_max_backoff;
	int32_t unpaid_max, password_cost;
	money freight_fee, freight_free_from;
};
struct limits_settings { int32_t read_per_minute, write_per_minute, sign_in_per_minute, callback_per_minute; };

struct settings {
	struct database_settings database;
	struct serve_settings serve;
	struct shop_settings shop;
	struct wechat_settings wechat;
	struct wechatpay_settings wechatpay;
	struct sms_settings sms;
	struct rules_settings rules;
	struct limits_settings limits;
};
SHAPE_DECLARE(settings_shape, struct settings);

/* ERR_INVALID: *why says file, line, section and key. The environment, MICROMALL_<SECTION>_<KEY>, wins over the file. */
err settings_load(struct arena *, const char *path, struct settings *out, const char **why) MUST_USE;
/* What makes it unfit to serve: a secret that is weak or missing; NULL when nothing does. */
const char *settings_fault(const struct settings *);
#endif
