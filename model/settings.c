#include "settings.h"
#include "report/day.h"
#include "../lib/config.h"

enum {
	WORD_MAX = 64,
	PATH_MAX_CHARS = 4096,
	URL_MAX = 512,
	SECRET_MAX = 128,
	OLD_KEYS_MAX = 1024,
	POOL_MAX = 32,
	DAY = 86400,
	YEAR = 366 * DAY,
	SOCKET_PATH_MAX = 107,
	VISIT_KEPT_LEAST = 2 * DAY + DAY_LATE_MS / 1000, /* once it is final there is a day left to sum it up */
	RATE_MAX = 100000000,
};

#define WORD(T, m, ...) FIELD(T, m, .min = 1, .max = WORD_MAX, __VA_ARGS__)
#define PLACE(T, m, ...) FIELD(T, m, .min = 1, .max = PATH_MAX_CHARS, __VA_ARGS__)
#define URL(T, m) FIELD(T, m, .min = 8, .max = URL_MAX)
#define SECRET(T, m) FIELD(T, m, .max = SECRET_MAX)
#define COUNT(T, m, least, most, usual) FIELD(T, m, .min = least, .max = most, .optional = true, .absent = usual)
#define SECONDS(m, usual) COUNT(struct rules_settings, m, 1, YEAR, usual)
#define SWITCH(T, m, usual) FIELD(T, m, .max = 1, .optional = true, .absent = usual)

static const struct field database[] = {
	FIELD(struct database_settings, socket, .min = 1, .max = SOCKET_PATH_MAX),
	WORD(struct database_settings, user),
	FIELD(struct database_settings, password, .max = SECRET_MAX, .optional = true),
	WORD(struct database_settings, schema),
	WORD(struct database_settings, admin_user, .optional = true),
};
const struct shape database_settings_shape = SHAPE(database_settings_shape, database);

static const struct field serve[] = {
	PLACE(struct serve_settings, run_dir),
	WORD(struct serve_settings, user, .optional = true),
	PLACE(struct serve_settings, media_dir, .optional = true),
	COUNT(struct serve_settings, shop_workers, 1, POOL_MAX, 4),
	COUNT(struct serve_settings, admin_workers, 1, POOL_MAX, 2),
	COUNT(struct serve_settings, callback_workers, 1, POOL_MAX, 2),
	COUNT(struct serve_settings, recycle_after, 1, 100000000, 10000),
	COUNT(struct serve_settings, rss_max_mib, 16, 65536, 128),
	COUNT(struct serve_settings, stuck_after, 2, 3600, 30),
	SWITCH(struct serve_settings, job_runner, true),
};
const struct shape serve_settings_shape = SHAPE(serve_settings_shape, serve);

static const struct field shop[] = {
	WORD(struct shop_settings, name),
	URL(struct shop_settings, public_url),
	WORD(struct shop_settings, locale),
	SWITCH(struct shop_settings, secure_cookies, true),
};
const struct shape shop_settings_shape = SHAPE(shop_settings_shape, shop);

static const struct field wechat[] = {
	WORD(struct wechat_settings, appid),
	SECRET(struct wechat_settings, secret),
	URL(struct wechat_settings, api_base),
	URL(struct wechat_settings, authorize_base),
};
const struct shape wechat_settings_shape = SHAPE(wechat_settings_shape, wechat);

static const struct field wechatpay[] = {
	WORD(struct wechatpay_settings, mch_id),
	SECRET(struct wechatpay_settings, api_key),
	URL(struct wechatpay_settings, pay_base),
	PLACE(struct wechatpay_settings, ca, .optional = true),
	PLACE(struct wechatpay_settings, cert),
	PLACE(struct wechatpay_settings, key),
	URL(struct wechatpay_settings, notify_base),
	SWITCH(struct wechatpay_settings, hmac, true),
};
const struct shape wechatpay_settings_shape = SHAPE(wechatpay_settings_shape, wechatpay);

static const struct field sms[] = {
	URL(struct sms_settings, url),
	SECRET(struct sms_settings, secret),
	WORD(struct sms_settings, sign),
};
const struct shape sms_settings_shape = SHAPE(sms_settings_shape, sms);

static const struct field data[] = {
	SECRET(struct seal_keys, key),
	FIELD(struct seal_keys, old_keys, .max = OLD_KEYS_MAX, .optional = true),
	SECRET(struct seal_keys, index_key),
};
const struct shape data_settings_shape = SHAPE(data_settings_shape, data);

static const struct field rules[] = {
	SECONDS(pay_within, 1800),
	SECONDS(close_after, 300),
	SECONDS(poll_after, 30),
	SECONDS(refund_poll_after, 60),
	SECONDS(auto_receive_express, 10 * DAY),
	SECONDS(extend_receipt, 3 * DAY),
	SECONDS(sms_code_ttl, 300),
	SECONDS(sms_code_again, 60),
	SECONDS(member_session, 30 * DAY),
	SECONDS(staff_idle, 1800),
	SECONDS(refund_max_backoff, 3600),
	COUNT(struct rules_settings, visit_kept, VISIT_KEPT_LEAST, YEAR, 180 * DAY),
	COUNT(struct rules_settings, unpaid_max, 1, UNPAID_MAX_MOST, 5),
	COUNT(struct rules_settings, password_cost, 1, 11, 7),
	COUNT(struct rules_settings, freight_fee, 0, RULE_FEN_MAX, 800),
	COUNT(struct rules_settings, freight_free_from, 0, RULE_FEN_MAX, 9900),
};
const struct shape rules_settings_shape = SHAPE(rules_settings_shape, rules);

static const struct field limits[] = {
	COUNT(struct limits_settings, read_per_minute, 1, RATE_MAX, 1200),
	COUNT(struct limits_settings, write_per_minute, 1, RATE_MAX, 300),
	COUNT(struct limits_settings, sign_in_per_minute, 1, RATE_MAX, 30),
	COUNT(struct limits_settings, callback_per_minute, 1, RATE_MAX, 6000),
	COUNT(struct limits_settings, visit_per_minute, 1, RATE_MAX, 600),
};
const struct shape limits_settings_shape = SHAPE(limits_settings_shape, limits);

static const struct field media[] = {
	PLACE(struct media_settings, incoming_dir, .optional = true),
	COUNT(struct media_settings, grace, 1, YEAR, DAY),
	COUNT(struct media_settings, orphan_after, 1, YEAR, 3600),
};
const struct shape media_settings_shape = SHAPE(media_settings_shape, media);

static const struct field sections[] = {
	FIELD_OBJECT(struct settings, database, database_settings_shape),
	FIELD_OBJECT(struct settings, serve, serve_settings_shape),
	FIELD_OBJECT(struct settings, shop, shop_settings_shape),
	FIELD_OBJECT(struct settings, wechat, wechat_settings_shape),
	FIELD_OBJECT(struct settings, wechatpay, wechatpay_settings_shape),
	FIELD_OBJECT(struct settings, sms, sms_settings_shape),
	FIELD_OBJECT(struct settings, data, data_settings_shape),
	FIELD_OBJECT(struct settings, rules, rules_settings_shape),
	FIELD_OBJECT(struct settings, limits, limits_settings_shape),
	FIELD_OBJECT(struct settings, media, media_settings_shape),
};
const struct shape settings_shape = SHAPE(settings_shape, sections);

/* What one setting says when it says nothing; and keys that are none would let nobody start. */
static err finish(struct settings *s, const char **why)
{
	const char *fault = seal_fault(&s->data);

	if (!s->database.admin_user)
		s->database.admin_user = "root";
	if (fault)
		*why = fault;
	return fault ? ERR_INVALID : OK;
}

err settings_load(struct arena *arena, const char *path, struct settings *out, const char **why)
{
	TRY(config_load(arena, &settings_shape, path, out, why));
	return finish(out, why);
}

err settings_read(struct arena *arena, FILE *from, const char *path, struct settings *out, const char **why)
{
	TRY(config_read(arena, &settings_shape, from, path, out, why));
	return finish(out, why);
}

struct db_config settings_database(const struct settings *s)
{
	const struct database_settings *d = &s->database;

	return (struct db_config){
		.socket = d->socket, .user = d->user, .schema = d->schema, .password = d->password, .keys = s->data
	};
}
