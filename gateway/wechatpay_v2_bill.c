#include "wechatpay_v2_private.h"
#include <string.h>

enum { DAY = 8, REFUSAL_MAX = 65536 };

/* A refusal is unsigned XML in place of the text; the code is in the words (§1.11). */
static err read_refusal(struct arena *a, bytes body, bytes *out, struct wechatpay_refusal *why)
{
	struct message m;

	if (message_read(a, body, REFUSAL_MAX, "xml", &m))
		return WECHATPAY_MALFORMED;
	const char *text = message_find(&m, "return_msg"), *code = message_find(&m, "error_code");
	*why = (struct wechatpay_refusal){ code ? code : "", text ? text : "" };
	if (strcmp(why->text, "No Bill Exist") == 0) {
		*out = (bytes){ "", 0 };
		return OK;
	}
	if (strcmp(why->text, "Bill Creating") == 0)
		return ERR_BUSY;
	return strcmp(why->text, "SYSTEMERROR") == 0 || strcmp(why->text, "system error") == 0 ? ERR_UNKNOWN : WECHATPAY_REFUSED;
}

err wechatpay_v2_bill(
	const struct wechatpay_v2 *w, struct arena *a, const char *yyyymmdd, bytes *out, struct wechatpay_refusal *why)
{
	struct wechatpay_refusal said;
	struct wechatpay_request r;
	bytes body;

	if (strlen(yyyymmdd) != DAY || strspn(yyyymmdd, "0123456789") != DAY)
		return ERR_INVALID;
	why = why ? why : &said;
	*why = (struct wechatpay_refusal){ "", "" };
	TRY(wechatpay_request_new(w, a, &r));
	wechatpay_put(&r, "bill_date", yyyymmdd);
	wechatpay_put(&r, "bill_type", "ALL");
	TRY(wechatpay_post(&r, "/pay/downloadbill",
		(struct http_call){ .answer_max = WECHATPAY_BILL_MAX, .total_ms = WECHATPAY_BILL_MS }, &body));
	if (body.n == 0)
		return WECHATPAY_MALFORMED;
	if (body.n >= 4 && memcmp(body.at, "<xml", 4) == 0)
		return read_refusal(a, body, out, why);
	*out = body;
	return OK;
}
