/* wechatpay_v2.h - WeChat Pay V2 (微信支付): flat XML, signed with one symmetric key (protocols §1).
 *
 * Calls. OK means answered, validly signed, by our own account. Otherwise:
 *   WECHATPAY_REFUSED  WeChat says no, and nothing was done: the refusal says why
 *   ERR_BUSY           not delivered, or turned away by a rate limit: nothing was done
 *   ERR_INVALID        the arguments; WECHATPAY_UNSET: the configuration. Nothing was sent
 *   ERR_NOMEM          before sending
 *   any other          the outcome is open: ask by query, or repeat with the same number
 * ERR_UNKNOWN is the plain case of the last; WECHATPAY_UNSIGNED, _MALFORMED and _FOREIGN are
 * answers not to be believed. An answer is judged in the order of §1.2: HTTP status, form,
 * return_code, sign, appid and mch_id, result_code.
 *
 * Texts live in the arena. No call inside db_tx. Needs xml_setup() once. */
#ifndef WECHATPAY_V2_H
#define WECHATPAY_V2_H
#include "../lib/err.h"
#include "../lib/field.h"
#include "../lib/xml.h"

/* clang-format off */
#define WECHATPAY_ERRORS(E) \
	E(WECHATPAY_UNSIGNED,  400, "wechatpay_unsigned",  "The signature is missing or wrong") \
	E(WECHATPAY_MALFORMED, 400, "wechatpay_malformed", "The message is not one of WeChat Pay") \
	E(WECHATPAY_FOREIGN,   400, "wechatpay_foreign",   "The message is of another account or order") \
	E(WECHATPAY_REFUSED,   502, "wechatpay_refused",   "WeChat Pay refuses") \
	E(WECHATPAY_UNSET,     503, "wechatpay_unset",     "WeChat Pay is not set up")
/* clang-format on */
WECHATPAY_ERRORS(ERR_DECLARE)

struct wechatpay_v2 {
	const char *appid, *mch_id, *api_key;
	const char *base_url;        /* "https://api.mch.weixin.qq.com" */
	const char *ca, *cert, *key; /* PEM files: authorities, client certificate and its key; NULL: none */
	bool hmac;                   /* sign with HMAC-SHA256, else with MD5 */
};
const char *wechatpay_v2_fault(const struct wechatpay_v2 *); /* what is wrong with it; NULL: nothing */

/* What WeChat said, for the log; set when a call fails with WECHATPAY_REFUSED, ERR_BUSY or
 * ERR_UNKNOWN, "" for what was not said. Always the last argument, may be NULL. */
struct wechatpay_refusal {
	const char *err_code, *text;
};

#define WECHATPAY_TRADES(W) W(WECHATPAY_JSAPI, "JSAPI") W(WECHATPAY_NATIVE, "NATIVE") W(WECHATPAY_MWEB, "MWEB")
WORDS_DECLARE(wechatpay_trade, WECHATPAY_TRADES);

/* ---- signature (§1.1) ---- */

/* The upper-case hexadecimal sign of all fields but empty ones and `sign`. ERR_NOMEM. */
err wechatpay_v2_sign(const struct wechatpay_v2 *, struct arena *, const struct message *, bool hmac, const char **out) MUST_USE;

/* OK, WECHATPAY_UNSIGNED, or ERR_NOMEM. sign_type names the algorithm, exactly "MD5" or
 * "HMAC-SHA256"; where it is absent the length of the sign does. */
err wechatpay_v2_verify(const struct wechatpay_v2 *, struct arena *, const struct message *) MUST_USE;

/* ---- paying (§1.3, §1.6, §1.7) ---- */

struct wechatpay_v2_order {
	const char *body;                   /* what the payer reads; cut to 127 bytes between characters */
	const char *out_trade_no;           /* our number: 1 to 32 of [0-9A-Za-z_*-] */
	money total;                        /* > 0 */
	const char *client_ip, *notify_url; /* the URL without a query string */
	enum wechatpay_trade trade;
	const char *openid;             /* JSAPI: of the payer under this appid */
	const char *product_id;         /* NATIVE */
	const char *wap_url, *wap_name; /* MWEB */
	moment expires_at;              /* 0: WeChat's own 2 h; else at least 5 min ahead */
	const char *attach;             /* comes back in the notice; NULL: nothing; cut to 127 bytes */
};
struct wechatpay_v2_prepay {
	const char *prepay_id, *code_url, *mweb_url;
}; /* the latter NATIVE, MWEB */

/* Repeat with identical parameters for a fresh prepay_id. ORDERPAID, ORDERCLOSED: see the refusal. */
err wechatpay_v2_unified_order(const struct wechatpay_v2 *, struct arena *, const struct wechatpay_v2_order *,
	struct wechatpay_v2_prepay *out, struct wechatpay_refusal *) MUST_USE;

/* clang-format off */
#define WECHATPAY_STATES(W) \
	W(WECHATPAY_STATE_SUCCESS, "SUCCESS") W(WECHATPAY_STATE_REFUND, "REFUND") W(WECHATPAY_STATE_NOTPAY, "NOTPAY") \
	W(WECHATPAY_STATE_CLOSED, "CLOSED") W(WECHATPAY_STATE_REVOKED, "REVOKED") W(WECHATPAY_STATE_USERPAYING, "USERPAYING") \
	W(WECHATPAY_STATE_PAYERROR, "PAYERROR") W(WECHATPAY_STATE_NOT_EXIST, "NOT_EXIST")
/* clang-format on */
WORDS_DECLARE(wechatpay_state, WECHATPAY_STATES);

struct wechatpay_v2_state {
	enum wechatpay_state state;
	const char *out_trade_no;
	/* Sure only in SUCCESS and REFUND (paid, refunded since); else NULL, 0, or absent. */
	const char *transaction_id, *openid, *fee_type; /* fee_type: "CNY" where not said */
	money total;                                    /* what the order cost: compare this */
	maybe_money cash_fee;
	maybe_moment time_end;
};
/* NOT_EXIST is an answer, not a fault. An answer about another number: WECHATPAY_FOREIGN. */
err wechatpay_v2_query(const struct wechatpay_v2 *, struct arena *, const char *out_trade_no, struct wechatpay_v2_state *out,
	struct wechatpay_refusal *) MUST_USE;

enum wechatpay_v2_closed { wechatpay_v2_closed_unset, WECHATPAY_CLOSED, WECHATPAY_CLOSED_PAID, WECHATPAY_CLOSED_NOT_EXIST };
/* CLOSED: nobody can pay it any more. PAID: too late, query it. Not before 5 min after placing. */
err wechatpay_v2_close(const struct wechatpay_v2 *, struct arena *, const char *out_trade_no, enum wechatpay_v2_closed *out,
	struct wechatpay_refusal *) MUST_USE;

/* What the page or the mini program passes to WeChat, under WeChat's names (§1.4). */
struct wechatpay_v2_jsapi {
	const char *appId, *timeStamp, *nonceStr, *package, *signType, *paySign;
};
err wechatpay_v2_jsapi_params(
	const struct wechatpay_v2 *, struct arena *, const char *prepay_id, moment now, struct wechatpay_v2_jsapi *out) MUST_USE;

/* ---- refunds (§1.9, §1.10): over TLS these need the client certificate ---- */

struct wechatpay_v2_refund {
	const char *transaction_id, *out_trade_no; /* one of the two; NULL the other */
	const char *out_refund_no;                 /* our number: 1 to 64 of [0-9A-Za-z_*-]; repeated: still one refund */
	money total, amount;                       /* of the order; to be refunded, 0 < amount <= total */
	const char *reason, *notify_url;           /* NULL: none; the reason is cut to 80 bytes */
};
struct wechatpay_v2_refunded {
	const char *refund_id, *out_refund_no;
	money amount;
};
/* OK is accepted, not done: the notice or refund_query tells. */
err wechatpay_v2_refund(const struct wechatpay_v2 *, struct arena *, const struct wechatpay_v2_refund *,
	struct wechatpay_v2_refunded *out, struct wechatpay_refusal *) MUST_USE;

/* CHANGE (退款异常) needs a human. */
/* clang-format off */
#define WECHATPAY_REFUND_STATUSES(W) \
	W(WECHATPAY_REFUND_PROCESSING, "PROCESSING") W(WECHATPAY_REFUND_SUCCESS, "SUCCESS") W(WECHATPAY_REFUND_CHANGE, "CHANGE") \
	W(WECHATPAY_REFUND_CLOSED, "REFUNDCLOSE") W(WECHATPAY_REFUND_NOT_EXIST, "NOT_EXIST")
/* clang-format on */
WORDS_DECLARE(wechatpay_refund_status, WECHATPAY_REFUND_STATUSES);

struct wechatpay_v2_refund_state {
	enum wechatpay_refund_status status;
	const char *refund_id, *out_refund_no, *receiver; /* receiver (退款入账账户): NULL where not said */
	money amount;
};
err wechatpay_v2_refund_query(const struct wechatpay_v2 *, struct arena *, const char *out_refund_no,
	struct wechatpay_v2_refund_state *out, struct wechatpay_refusal *) MUST_USE;

/* ---- bills (§1.11) ---- */

/* The text as it comes, of a day as yyyyMMdd; n = 0 on a day without trade. ERR_BUSY while WeChat
 * still makes it (before 10:00). Needs an arena of several times WECHATPAY_BILL_MAX at worst. */
enum { WECHATPAY_BILL_MAX = 32 << 20, WECHATPAY_BILL_MS = 60000 };
err wechatpay_v2_bill(
	const struct wechatpay_v2 *, struct arena *, const char *yyyymmdd, bytes *out, struct wechatpay_refusal *) MUST_USE;

/* A line of it. A REFUND line names its payment too, and has no amount of its own but what went back. */
/* clang-format off */
#define WECHATPAY_BILL_STATES(W) \
	W(WECHATPAY_BILL_SUCCESS, "SUCCESS") W(WECHATPAY_BILL_REFUND, "REFUND") W(WECHATPAY_BILL_REVOKED, "REVOKED")
/* clang-format on */
WORDS_DECLARE(wechatpay_bill_state, WECHATPAY_BILL_STATES);
struct wechatpay_v2_bill_line {
	enum wechatpay_bill_state state;
	maybe_moment at;
	const char *transaction_id, *out_trade_no, *currency;
	const char *refund_id, *out_refund_no; /* "0": of none */
	money amount, refunded;                /* what was ordered and asked back, coupons and all */
};
struct wechatpay_v2_bill_lines {
	struct wechatpay_v2_bill_line *at;
	size_t n;
};
/* The text of wechatpay_v2_bill, whose columns are known by their names; none for an empty one. WECHATPAY_MALFORMED
 * also when it does not come to its own last line, as one that was cut off. ERR_NOMEM. */
err wechatpay_v2_bill_read(struct arena *, bytes bill, struct wechatpay_v2_bill_lines *out) MUST_USE;

/* ---- notices (§1.12, §1.13) ---- */

/* Validly signed is not yet right: the caller compares number, money and currency with its order. */
struct wechatpay_v2_notice {
	bool success; /* result_code: only then are the fields below sure */
	const char *return_code, *result_code, *err_code, *appid, *mch_id;
	const char *out_trade_no, *transaction_id, *openid, *fee_type, *trade_type, *bank_type, *attach;
	money total;
	maybe_money cash;
	maybe_moment time_end; /* absent also when it is no date: money is not lost over that */
};
/* OK also for result_code FAIL: answer success to WeChat, change nothing. WECHATPAY_UNSIGNED,
 * _MALFORMED, ERR_TOO_LARGE, ERR_NOMEM. WECHATPAY_FOREIGN: the signature is ours but appid or mch_id
 * is not; then alone *out IS filled, since the caller has to record what came. */
enum { WECHATPAY_NOTICE_MAX = 32768 };
err wechatpay_v2_read_payment(const struct wechatpay_v2 *, struct arena *, bytes body, struct wechatpay_v2_notice *out) MUST_USE;

struct wechatpay_v2_refund_notice {
	const char *appid, *mch_id;
	const char *transaction_id, *out_trade_no, *refund_id, *out_refund_no, *receiver, *source;
	enum wechatpay_refund_status status;
	money total, amount;
	maybe_moment success_time;
};
/* Not signed, only encrypted without integrity: a hint. Compare it with the refund and confirm by
 * refund_query before anything becomes final. WECHATPAY_UNSIGNED when it does not decrypt; _FOREIGN
 * fills *out as above. source "VENDOR_PLATFORM" (made by hand) has an out_refund_no unknown to us. */
err wechatpay_v2_read_refund(
	const struct wechatpay_v2 *, struct arena *, bytes body, struct wechatpay_v2_refund_notice *out) MUST_USE;

/* The body that answers a notice. The message is for WeChat's log: letters and blanks; NULL: "OK"
 * or "FAIL". Lives until the next call. */
const char *wechatpay_v2_reply(bool success, const char *message);
#endif
