/* settings.h - how an operator sets this mall up: the configuration file as a struct.
 *
 * Never changed while a process runs. The master keeps the file as it was when it last loaded, and
 * every process reads that for itself, so that it holds the secrets of its own work and no others. Every
 * duration is in seconds, so that a test can make ten days short; money is in fen. */
#ifndef SETTINGS_H
#define SETTINGS_H
#include "db.h"
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/field.h"
#include "../lib/seal.h"
#include "../lib/text.h"
#include <stdio.h>

/* admin_user may alter the schema; `micromall migrate` alone signs in as it. */
struct database_settings {
	const char *socket, *user, *password, *schema, *admin_user;
};

/* user: whom the workers become when the master is root; absent, they stay what it is.
 * media_dir: what nginx serves as /media/; absent, nothing makes pictures.
 * recycle_after: how many requests a worker answers before another takes its place. stuck_after: seconds
 * that one of them may be at one thing before it is killed. */
struct serve_settings {
	const char *run_dir, *user, *media_dir;
	int32_t shop_workers, admin_workers, callback_workers, recycle_after, rss_max_mib, stuck_after;
	bool job_runner;
};

/* secure_cookies: false only on loopback without TLS. */
struct shop_settings {
	const char *name, *public_url, *locale;
	bool secure_cookies;
};

struct wechat_settings {
	const char *appid, *secret, *api_base, *authorize_base;
};

/* ca: whom to trust besides the system's; cert and key: PEM files, the merchant's own. */
struct wechatpay_settings {
	const char *mch_id, *api_key, *pay_base, *ca, *cert, *key, *notify_base;
	bool hmac;
};

struct sms_settings {
	const char *url, *secret, *sign;
};

/* unpaid_max: open orders of one member, each in a slot of its own; password_cost: of yescrypt. */
#define UNPAID_MAX_MOST 20
enum { RULE_FEN_MAX = 100000000 };
struct rules_settings {
	int64_t pay_within, close_after, poll_after, refund_poll_after, auto_receive_express, extend_receipt;
	int64_t sms_code_ttl, sms_code_again, member_session, staff_idle, refund_max_backoff, visit_kept;
	int32_t unpaid_max, password_cost;
	money freight_fee, freight_free_from;
};

/* What one address, then one principal, may ask a minute. */
struct limits_settings {
	int32_t read_per_minute, write_per_minute, sign_in_per_minute, callback_per_minute, visit_per_minute;
};

/* incoming_dir: where uploads lie until they are made into pictures, served by nobody; absent, as without
 * media_dir, there are no uploads. grace: how long the files of a deleted picture stay; orphan_after: a file
 * in incoming_dir that no row waits for. */
struct media_settings {
	const char *incoming_dir;
	int64_t grace, orphan_after;
};

struct settings {
	struct database_settings database;
	struct serve_settings serve;
	struct shop_settings shop;
	struct wechat_settings wechat;
	struct wechatpay_settings wechatpay;
	struct sms_settings sms;
	struct seal_keys data;
	struct rules_settings rules;
	struct limits_settings limits;
	struct media_settings media;
};
SHAPE_DECLARE(database_settings_shape, struct database_settings);
SHAPE_DECLARE(serve_settings_shape, struct serve_settings);
SHAPE_DECLARE(shop_settings_shape, struct shop_settings);
SHAPE_DECLARE(wechat_settings_shape, struct wechat_settings);
SHAPE_DECLARE(wechatpay_settings_shape, struct wechatpay_settings);
SHAPE_DECLARE(sms_settings_shape, struct sms_settings);
SHAPE_DECLARE(data_settings_shape, struct seal_keys);
SHAPE_DECLARE(rules_settings_shape, struct rules_settings);
SHAPE_DECLARE(limits_settings_shape, struct limits_settings);
SHAPE_DECLARE(media_settings_shape, struct media_settings);
SHAPE_DECLARE(settings_shape, struct settings);

/* ERR_INVALID with *why: a line per complaint, see config.h. */
err settings_load(struct arena *, const char *path, struct settings *out, const char **why) MUST_USE;
err settings_read(struct arena *, FILE *, const char *path, struct settings *out, const char **why) MUST_USE;

/* Why nobody may serve with these: a secret that is short, made of one character, or left as it was
 * in an example, or one that serves twice. NULL when they will do. */
const char *settings_fault(const struct settings *);

/* One bit per secret; the client's certificate and key are files, of which one knows the place or does not. */
enum secret {
	SECRET_DATABASE = 1,
	SECRET_WECHAT = 2,
	SECRET_WECHATPAY_API = 4,
	SECRET_WECHATPAY_CLIENT = 8,
	SECRET_SMS = 16,
	SECRET_DATA = 32,
};
/* From an open file, which others may read meanwhile: settings that will do (ERR_INVALID and *why otherwise), in which
 * every secret but those to keep is NULL; what was read besides is wiped. `path` is for the complaints. */
err settings_take(struct arena *, int fd, const char *path, unsigned keep, struct settings *out, const char **why) MUST_USE;

/* The settings as a configuration file, secrets as stars; notes as of config_write. */
struct config_note;
void settings_write(struct text *, const struct settings *, const struct config_note *notes);

/* The database it names, for db_open. */
struct db_config settings_database(const struct settings *);
#endif
