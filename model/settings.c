#include "settings.h"
#include "../lib/config.h"
#include <string.h>
#include <strings.h>

enum {
	WORD_MAX = 64, PATH_MAX_CHARS = 4096, URL_MAX = 512, SECRET_MAX = 128, SECRET_MIN = 16, API_KEY = 32,
	POOL_MAX = 32, DAY = 86400, YEAR = 366 * DAY, SOCKET_PATH_MAX = 107, FEN_MAX = 100000000,
};

#define WORD(T, m, ...)     FIELD(T, m, .min = 1, .max = WORD_MAX, __VA_ARGS__)
#define PLACE(T, m, ...)    FIELD(T, m, .min = 1, .max = PATH_MAX_CHARS, __VA_ARGS__)
#define URL(T, m)           FIELD(T, m, .min = 8, .max = URL_MAX)
#define SECRET(T, m)        FIELD(T, m, .max = SECRET_MAX)
#define COUNT(T, m, least, most, usual) FIELD(T, m, .min = least, .max = most, .optional = true, .absent = usual)
#define SECONDS(m, usual)   COUNT(struct settings_rules, m, 1, YEAR, usual)
#define SWITCH(T, m, usual) FIELD(T, m, .max = 1, .optional = true, .absent = usual)

static const struct field database[] = {
	FIELD(struct settings_database, socket, .min = 1, .max = SOCKET_PATH_MAX),
	WORD(struct settings_database, user),
	FIELD(struct settings_database, password, .max = SECRET_MAX, .optional = true),
	WORD(struct settings_database, schema),
	WORD(struct settings_database, admin_user, .optional = true),
};
const struct shape settings_database_shape = SHAPE(settings_database_shape, database);

static const struct field serve[] = {
	PLACE(struct settings_serve, run_dir),
	WORD(struct settings_serve, user, .optional = true),
	COUNT(struct settings_serve, shop_workers, 1, POOL_MAX, 4),
	COUNT(struct settings_serve, admin_workers, 1, POOL_MAX, 2),
	COUNT(struct settings_serve, callback_workers, 1, POOL_MAX, 2),
	COUNT(struct settings_serve, recycle_after, 1, 100000000, 10000),
	COUNT(struct settings_serve, rss_max_mib, 16, 65536, 128),
	SWITCH(struct settings_serve, job_runner, true),
};
const struct shape settings_serve_shape = SHAPE(settings_serve_shape, serve);

static const struct field shop[] = {
	WORD(struct settings_shop, name),
	URL(struct settings_shop, public_url),
	WORD(struct settings_shop, locale),
	SWITCH(struct settings_shop, secure_cookies, true),
};
const struct shape settings_shop_shape = SHAPE(settings_shop_shape, shop);

static const struct field wechat[] = {
	WORD(struct settings_wechat, appid),
	SECRET(struct settings_wechat, secret),
	URL(struct settings_wechat, api_base),
	URL(struct settings_wechat, authorize_base),
};
const struct shape settings_wechat_shape = SHAPE(settings_wechat_shape, wechat);

static const struct field wechatpay[] = {
	WORD(struct settings_wechatpay, mch_id),
	SECRET(struct settings_wechatpay, api_key),
	URL(struct settings_wechatpay, pay_base),
	PLACE(struct settings_wechatpay, ca, .optional = true),
	PLACE(struct settings_wechatpay, cert),
	PLACE(struct settings_wechatpay, key),
	URL(struct settings_wechatpay, notify_base),
	SWITCH(struct settings_wechatpay, hmac, true),
};
const struct shape settings_wechatpay_shape = SHAPE(settings_wechatpay_shape, wechatpay);

static const struct field sms[] = {
	URL(struct settings_sms, url),
	SECRET(struct settings_sms, secret),
	WORD(struct settings_sms, sign),
};
const struct shape settings_sms_shape = SHAPE(settings_sms_shape, sms);

static const struct field rules[] = {
	SECONDS(pay_within, 1800),
	SECONDS(close_after, 300),
	SECONDS(poll_after, 30),
	SECONDS(refund_poll_after, 60),
	SECONDS(auto_receive_express, 10 * DAY),
	SECONDS(sms_code_ttl, 300),
	SECONDS(member_session, 30 * DAY),
	SECONDS(staff_idle, 1800),
	SECONDS(outbox_max_backoff, 3600),
	COUNT(struct settings_rules, unpaid_max, 1, 1000, 5),
	COUNT(struct settings_rules, password_cost, 1, 11, 7),
	COUNT(struct settings_rules, freight_fee, 0, FEN_MAX, 800),
	COUNT(struct settings_rules, freight_free_from, 0, FEN_MAX, 9900),
};
const struct shape settings_rules_shape = SHAPE(settings_rules_shape, rules);

static const struct field sections[] = {
	FIELD_OBJECT(struct settings, database, settings_database_shape),
	FIELD_OBJECT(struct settings, serve, settings_serve_shape),
	FIELD_OBJECT(struct settings, shop, settings_shop_shape),
	FIELD_OBJECT(struct settings, wechat, settings_wechat_shape),
	FIELD_OBJECT(struct settings, wechatpay, settings_wechatpay_shape),
	FIELD_OBJECT(struct settings, sms, settings_sms_shape),
	FIELD_OBJECT(struct settings, rules, settings_rules_shape),
};
const struct shape settings_shape = SHAPE(settings_shape, sections);

err settings_load(struct arena *arena, const char *path, struct settings *out, const char **why)
{
	struct settings s;

	TRY(config_load(arena, &settings_shape, path, &s, why));
	if (!s.database.admin_user)
		s.database.admin_user = "root";
	*out = s;
	return OK;
}

static bool is_guessable(const char *secret)
{
	size_t n = strlen(secret);

	return strcasestr(secret, "change") || strcasestr(secret, "example") || strspn(secret, (char[]){ secret[0], '\0' }) == n;
}

static bool is_ascii(const char *s)
{
	while (*s > ' ' && *s < 127)
		s++;
	return *s == '\0';
}

const char *settings_fault(const struct settings *s)
{
	const char *key = s->wechatpay.api_key;

	return strlen(key) != API_KEY || !is_ascii(key) ? "wechatpay.api_key: must be 32 ASCII characters"
	     : is_guessable(key) ? "wechatpay.api_key: anybody would guess it"
	     : strlen(s->wechat.secret) < SECRET_MIN ? "wechat.secret: shorter than 16 characters"
	     : is_guessable(s->wechat.secret) ? "wechat.secret: anybody would guess it"
	     : strlen(s->sms.secret) < SECRET_MIN ? "sms.secret: shorter than 16 characters"
	     : is_guessable(s->sms.secret) ? "sms.secret: anybody would guess it" : NULL;
}

void settings_write(struct text *to, const struct settings *s)
{
	static const char *const secret[] = { "database.password", "wechat.secret", "wechatpay.api_key", "sms.secret", NULL };

	config_write(to, &settings_shape, s, secret);
}
