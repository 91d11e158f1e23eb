#include "wechatpay_v2_private.h"
#include "../lib/must.h"
#include <string.h>

enum { HTTP_OK = 200, ANSWER_MAX = 65536 };

err wechatpay_request_new(const struct wechatpay_v2 *w, struct arena *a, struct wechatpay_request *out)
{
	struct wechatpay_request r = {
		.config = w, .arena = a, .message = { ARENA_NEW(a, struct message_field, MESSAGE_FIELDS_MAX), 0 }
	};
	const char *nonce = wechatpay_nonce(a);

	if (wechatpay_v2_fault(w))
		return WECHATPAY_UNSET;
	if (!r.message.at || !nonce)
		return ERR_NOMEM;
	wechatpay_put(&r, "appid", w->appid);
	wechatpay_put(&r, "mch_id", w->mch_id);
	wechatpay_put(&r, "nonce_str", nonce);
	wechatpay_put(&r, "sign_type", w->hmac ? "HMAC-SHA256" : "MD5");
	*out = r;
	return OK;
}

void wechatpay_put(struct wechatpay_request *r, const char *name, const char *value)
{
	size_t chars;

	if (!value || !*value)
		return;
	if (!text_is_clean(value, strlen(value), &chars) || strchr(value, '\r'))
		r->invalid = true;
	must(r->message.n < MESSAGE_FIELDS_MAX);
	r->message.at[r->message.n++] = (struct message_field){ name, value };
}

void wechatpay_put_money(struct wechatpay_request *r, const char *name, money amount)
{
	struct text t = { .arena = r->arena };

	text_printf(&t, "%lld%c", (long long)amount.fen, 0);
	r->failed |= t.failed;
	wechatpay_put(r, name, t.failed ? NULL : t.at);
}

void wechatpay_put_cut(struct wechatpay_request *r, const char *name, const char *value, size_t max)
{
	size_t n = value ? strlen(value) : 0;

	if (n > max)
		for (n = max; n > 0 && ((unsigned char)value[n] & 0xC0) == 0x80; n--)
			;
	char *cut = arena_strndup(r->arena, value, n);
	r->failed |= !cut;
	for (char *c = cut; c && *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	wechatpay_put(r, name, cut);
}

err wechatpay_post(struct wechatpay_request *r, const char *path, struct http_call call, bytes *out)
{
	const struct wechatpay_v2 *w = r->config;
	struct text url = { .arena = r->arena }, body = { .arena = r->arena };
	struct http_answer answer;
	const char *sign;

	if (r->failed || r->invalid)
		return r->failed ? ERR_NOMEM : ERR_INVALID;
	TRY(wechatpay_v2_sign(w, r->arena, &r->message, w->hmac, &sign));
	wechatpay_put(r, "sign", sign);
	text_printf(&url, "%s%s%c", w->base_url, path, 0);
	message_write(&body, "xml", &r->message);
	if (url.failed || body.failed)
		return ERR_NOMEM;
	call.method = "POST";
	call.url = url.at;
	call.content_type = "text/xml; charset=utf-8";
	call.body = (bytes){ body.at, body.n };
	call.ca = w->ca;
	if (r->certified) {
		call.cert = w->cert;
		call.key = w->key;
	}
	TRY(http_send(r->arena, &call, &answer));
	if (answer.status != HTTP_OK)
		return ERR_UNKNOWN;
	*out = answer.body;
	return OK;
}

static const char *said(const struct message *m, const char *name)
{
	const char *value = message_find(m, name);

	return value ? value : "";
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

/* What a validly signed result_code FAIL means: not every no is certain. */
static err refusal(const char *err_code)
{
	static const char *const open[] = { "SYSTEMERROR", "BIZERR_NEED_RETRY", "BANKERROR" };
	static const char *const later[] = { "FREQUENCY_LIMITED", "INVALID_REQ_TOO_MUCH" };

	if (is_one_of(err_code, later, sizeof later / sizeof *later))
		return ERR_BUSY;
	return is_one_of(err_code, open, sizeof open / sizeof *open) ? ERR_UNKNOWN : WECHATPAY_REFUSED;
}

/* The checks in the order of protocols §1.2, from return_code on. */
static err judge(const struct wechatpay_request *r, const struct message *m, struct wechatpay_refusal *why)
{
	if (strcmp(said(m, "return_code"), "SUCCESS") != 0) {
		*why = (struct wechatpay_refusal){ "", said(m, "return_msg") };
		return ERR_UNKNOWN; /* unsigned: it failed, or somebody says so */
	}
	TRY(wechatpay_v2_verify(r->config, r->arena, m));
	if (strcmp(said(m, "appid"), r->config->appid) != 0 || strcmp(said(m, "mch_id"), r->config->mch_id) != 0)
		return WECHATPAY_FOREIGN;
	if (strcmp(said(m, "result_code"), "SUCCESS") == 0)
		return OK;
	if (strcmp(said(m, "result_code"), "FAIL") != 0)
		return WECHATPAY_MALFORMED;
	*why = (struct wechatpay_refusal){ said(m, "err_code"), said(m, "err_code_des") };
	return refusal(why->err_code);
}

err wechatpay_call(struct wechatpay_request *r, const char *path, struct message *out, struct wechatpay_refusal *why)
{
	struct wechatpay_refusal unheard;
	struct message m;
	bytes body;

	why = why ? why : &unheard;
	*why = (struct wechatpay_refusal){ "", "" };
	TRY(wechatpay_post(r, path, (struct http_call){ .answer_max = ANSWER_MAX }, &body));
	const err read = message_read(r->arena, body, ANSWER_MAX, "xml", &m);
	if (read) /* it was sent: no memory is no knowledge */
		return read == ERR_NOMEM ? ERR_UNKNOWN : WECHATPAY_MALFORMED;
	const err judged = judge(r, &m, why);
	if (judged)
		return judged == ERR_NOMEM ? ERR_UNKNOWN : judged;
	*out = m;
	return OK;
}

bool wechatpay_refused_with(err e, const struct wechatpay_refusal *why, const char *err_code)
{
	return e == WECHATPAY_REFUSED && strcmp(why->err_code, err_code) == 0;
}
