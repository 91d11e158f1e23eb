#include "wechatpay_v2_private.h"
#include "../lib/crypto.h"
#include <stdio.h>
#include <string.h>

enum { KEY_LENGTH = 32, ID_MAX = 32 };
static const char type_md5[] = "MD5", type_hmac[] = "HMAC-SHA256";

WECHATPAY_ERRORS(ERR_DEFINE)

static bool is_of(const char *s, const char *characters, size_t max)
{
	return s && *s && strlen(s) <= max && strspn(s, characters) == strlen(s);
}

static bool is_key(const char *s)
{
	size_t n = 0;

	while (s && s[n] > ' ' && s[n] < 0x7f)
		n++;
	return s && n == KEY_LENGTH && !s[n];
}

const char *wechatpay_v2_fault(const struct wechatpay_v2 *w)
{
	static const char word[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	if (!is_of(w->appid, word, ID_MAX))
		return "appid must be 1 to 32 letters and digits";
	if (!is_of(w->mch_id, "0123456789", ID_MAX))
		return "mch_id must be 1 to 32 digits";
	if (!is_key(w->api_key))
		return "api_key must be exactly 32 ASCII characters";
	if (!w->base_url || (strncmp(w->base_url, "https://", 8) != 0 && strncmp(w->base_url, "http://", 7) != 0))
		return "base_url must be an HTTP address";
	if (!w->cert != !w->key)
		return "cert and key belong together";
	return NULL;
}

const char *wechatpay_nonce(struct arena *a)
{
	uint8_t random[16];

	crypto_random(random, sizeof random);
	return crypto_hex(a, (bytes){ random, sizeof random }, false);
}

/* By name in byte order, upper case before lower; few enough to be moved one by one. */
static void insert_sorted(struct message *m, struct message_field f)
{
	size_t i = m->n++;

	for (; i > 0 && strcmp(m->at[i - 1].name, f.name) > 0; i--)
		m->at[i] = m->at[i - 1];
	m->at[i] = f;
}

err wechatpay_v2_sign(const struct wechatpay_v2 *w, struct arena *a, const struct message *m, bool hmac, const char **out)
{
	struct message_field fields[MESSAGE_FIELDS_MAX];
	struct message sorted = { fields, 0 };
	struct text t = { .arena = a };
	uint8_t digest[CRYPTO_SHA256];

	for (size_t i = 0; i < m->n; i++)
		if (*m->at[i].value && strcmp(m->at[i].name, "sign") != 0)
			insert_sorted(&sorted, m->at[i]);
	for (size_t i = 0; i < sorted.n; i++) {
		text_puts(&t, fields[i].name); /* verbatim: no escape of any kind */
		text_puts(&t, "=");
		text_puts(&t, fields[i].value);
		text_puts(&t, "&");
	}
	text_puts(&t, "key=");
	text_puts(&t, w->api_key);
	if (t.failed)
		return ERR_NOMEM;
	if (hmac)
		crypto_hmac_sha256((bytes){ w->api_key, strlen(w->api_key) }, (bytes){ t.at, t.n }, digest);
	else
		crypto_md5((bytes){ t.at, t.n }, digest);
	const char *sign = crypto_hex(a, (bytes){ digest, hmac ? CRYPTO_SHA256 : CRYPTO_MD5 }, true);
	if (!sign)
		return ERR_NOMEM;
	*out = sign;
	return OK;
}

/* A key that is not one must not verify anything, the empty one least of all. */
err wechatpay_v2_verify(const struct wechatpay_v2 *w, struct arena *a, const struct message *m)
{
	const char *sign = message_find(m, "sign"), *type = message_find(m, "sign_type"), *want;

	if (!is_key(w->api_key) || !sign)
		return WECHATPAY_UNSIGNED;
	const bool hmac = type ? strcmp(type, type_hmac) == 0 : strlen(sign) == 2 * CRYPTO_SHA256;
	if (type && !hmac && strcmp(type, type_md5) != 0)
		return WECHATPAY_UNSIGNED;
	TRY(wechatpay_v2_sign(w, a, m, hmac, &want));
	return crypto_equal((bytes){ sign, strlen(sign) }, (bytes){ want, strlen(want) }) ? OK : WECHATPAY_UNSIGNED;
}

err wechatpay_v2_jsapi_params(
	const struct wechatpay_v2 *w, struct arena *a, const char *prepay_id, moment now, struct wechatpay_v2_jsapi *out)
{
	struct text package = { .arena = a }, stamp = { .arena = a };
	struct wechatpay_v2_jsapi p = {
		.appId = w->appid, .nonceStr = wechatpay_nonce(a), .signType = w->hmac ? type_hmac : type_md5
	};

	if (wechatpay_v2_fault(w))
		return WECHATPAY_UNSET;
	text_printf(&package, "prepay_id=%s%c", prepay_id, 0);
	text_printf(&stamp, "%lld%c", (long long)(now.ms / 1000), 0);
	if (package.failed || stamp.failed || !p.nonceStr)
		return ERR_NOMEM;
	p.package = package.at;
	p.timeStamp = stamp.at;
	struct message_field fields[] = {
		{ "appId", p.appId },
		{ "timeStamp", p.timeStamp },
		{ "nonceStr", p.nonceStr },
		{ "package", p.package },
		{ "signType", p.signType },
	};
	TRY(wechatpay_v2_sign(w, a, &(struct message){ fields, sizeof fields / sizeof *fields }, w->hmac, &p.paySign));
	*out = p;
	return OK;
}
