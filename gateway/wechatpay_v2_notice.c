#include "wechatpay_v2_private.h"
#include "../lib/crypto.h"
#include <stdio.h>
#include <string.h>

enum { REPLY_MAX = 256, MESSAGE_MAX = 64 };

static bool says(const struct message *m, const char *name, const char *value)
{
	const char *is = message_find(m, name);

	return is && strcmp(is, value) == 0;
}

static bool is_filled(const char *s) { return s && *s; }

static err read_envelope(struct arena *a, bytes body, struct message *out)
{
	const err e = message_read(a, body, WECHATPAY_NOTICE_MAX, "xml", out);

	return e == ERR_INVALID ? WECHATPAY_MALFORMED : e;
}

static err whose(const struct wechatpay_v2 *w, const char *appid, const char *mch_id)
{
	return is_filled(w->appid) && is_filled(w->mch_id) && strcmp(appid, w->appid) == 0 && strcmp(mch_id, w->mch_id) == 0
		? OK
		: WECHATPAY_FOREIGN;
}

static err read_payment(const struct message *m, struct wechatpay_v2_notice *out)
{
	const char *currency = message_find(m, "fee_type");
	struct wechatpay_v2_notice n = {
		.success = says(m, "result_code", "SUCCESS"),
		.return_code = message_find(m, "return_code"),
		.result_code = message_find(m, "result_code"),
		.err_code = message_find(m, "err_code"),
		.appid = message_find(m, "appid"),
		.mch_id = message_find(m, "mch_id"),
		.out_trade_no = message_find(m, "out_trade_no"),
		.transaction_id = message_find(m, "transaction_id"),
		.openid = message_find(m, "openid"),
		.fee_type = is_filled(currency) ? currency : "CNY",
		.trade_type = message_find(m, "trade_type"),
		.bank_type = message_find(m, "bank_type"),
		.attach = message_find(m, "attach"),
		.time_end = wechatpay_read_time(m, "time_end"),
	};

	if (!n.appid || !n.mch_id || (!n.success && !says(m, "result_code", "FAIL")))
		return WECHATPAY_MALFORMED;
	if (n.success &&
		(!is_filled(n.out_trade_no) || !is_filled(n.transaction_id) || !wechatpay_read_money(m, "total_fee", &n.total) ||
			!wechatpay_read_maybe_money(m, "cash_fee", &n.cash)))
		return WECHATPAY_MALFORMED;
	*out = n;
	return OK;
}

err wechatpay_v2_read_payment(const struct wechatpay_v2 *w, struct arena *a, bytes body, struct wechatpay_v2_notice *out)
{
	struct message m;

	TRY(read_envelope(a, body, &m));
	if (!says(&m, "return_code", "SUCCESS")) /* comes unsigned: whoever may have sent it */
		return WECHATPAY_UNSIGNED;
	TRY(wechatpay_v2_verify(w, a, &m));
	TRY(read_payment(&m, out));
	return whose(w, out->appid, out->mch_id);
}

/* The key is the lower-case hexadecimal MD5 of the API key, as 32 letters (§1.13). */
static err open_envelope(const struct wechatpay_v2 *w, struct arena *a, const char *enclosed, struct message *out)
{
	uint8_t digest[CRYPTO_MD5];
	bytes closed, plain;

	if (wechatpay_v2_fault(w))
		return WECHATPAY_UNSIGNED;
	crypto_md5((bytes){ w->api_key, strlen(w->api_key) }, digest);
	const char *key = crypto_hex(a, (bytes){ digest, sizeof digest }, false);
	if (!key)
		return ERR_NOMEM;
	err e = crypto_base64_decode(a, enclosed, strlen(enclosed), &closed);
	e = e ? e : crypto_aes256_ecb_decrypt(a, (const uint8_t *)key, closed, &plain);
	if (e)
		return e == ERR_INVALID ? WECHATPAY_UNSIGNED : e;
	e = message_read(a, plain, WECHATPAY_NOTICE_MAX, "root", out);
	return e == ERR_INVALID ? WECHATPAY_MALFORMED : e;
}

err wechatpay_v2_read_refund(const struct wechatpay_v2 *w, struct arena *a, bytes body, struct wechatpay_v2_refund_notice *out)
{
	struct message m, inner;

	TRY(read_envelope(a, body, &m));
	const char *enclosed = message_find(&m, "req_info"), *word;
	if (!says(&m, "return_code", "SUCCESS") || !enclosed)
		return WECHATPAY_UNSIGNED;
	TRY(open_envelope(w, a, enclosed, &inner));
	struct wechatpay_v2_refund_notice n = {
		.appid = message_find(&m, "appid"),
		.mch_id = message_find(&m, "mch_id"),
		.transaction_id = message_find(&inner, "transaction_id"),
		.out_trade_no = message_find(&inner, "out_trade_no"),
		.refund_id = message_find(&inner, "refund_id"),
		.out_refund_no = message_find(&inner, "out_refund_no"),
		.receiver = message_find(&inner, "refund_recv_accout"),
		.source = message_find(&inner, "refund_request_source"),
		.success_time = wechatpay_read_time(&inner, "success_time"),
	};
	word = message_find(&inner, "refund_status");
	n.status = word ? (enum wechatpay_refund_status)words_find(&wechatpay_refund_status_words, word)
			: wechatpay_refund_status_unset;
	if (!n.appid || !n.mch_id || !n.transaction_id || !n.refund_id || !is_filled(n.out_refund_no) || !n.status ||
		n.status == WECHATPAY_REFUND_NOT_EXIST || !wechatpay_read_money(&inner, "total_fee", &n.total) ||
		!wechatpay_read_money(&inner, "refund_fee", &n.amount))
		return WECHATPAY_MALFORMED;
	*out = n;
	return whose(w, n.appid, n.mch_id);
}

const char *wechatpay_v2_reply(bool success, const char *message)
{
	static char reply[REPLY_MAX];
	char plain[MESSAGE_MAX + 1];
	size_t n = 0;

	if (!message)
		message = success ? "OK" : "FAIL";
	for (; *message && n < MESSAGE_MAX; message++) /* nothing that could end the CDATA section */
		if (*message == ' ' || (*message >= '0' && *message <= '9') || (*message >= 'A' && *message <= 'Z') ||
			(*message >= 'a' && *message <= 'z'))
			plain[n++] = *message;
	plain[n] = 0;
	snprintf(reply, sizeof reply, "<xml><return_code><![CDATA[%s]]></return_code><return_msg><![CDATA[%s]]></return_msg></xml>",
		success ? "SUCCESS" : "FAIL", plain);
	return reply;
}
