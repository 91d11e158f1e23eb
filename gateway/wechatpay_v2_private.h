/* wechatpay_v2_private.h - what the wechatpay_v2*.c share: requests being built, fields being read. */
#ifndef WECHATPAY_V2_PRIVATE_H
#define WECHATPAY_V2_PRIVATE_H
#include "http_client.h"
#include "wechatpay_v2.h"

/* A request: fields are put, then it is sent once. Fails with the arena. */
struct wechatpay_request {
	const struct wechatpay_v2 *config;
	struct arena *arena;
	struct message message;
	bool failed;    /* no memory */
	bool invalid;   /* a value is no clean text */
	bool certified; /* goes out under the client certificate */
};
err wechatpay_request_new(const struct wechatpay_v2 *, struct arena *, struct wechatpay_request *out) MUST_USE;
void wechatpay_put(struct wechatpay_request *, const char *name, const char *value); /* NULL and "": not put */
void wechatpay_put_money(struct wechatpay_request *, const char *name, money);
/* Cut to max bytes between characters; controls become blanks. */
void wechatpay_put_cut(struct wechatpay_request *, const char *name, const char *value, size_t max);

/* Signs and posts; any answer of status 200. */
err wechatpay_post(struct wechatpay_request *, const char *path, struct http_call limits, bytes *out) MUST_USE;
/* Signs, posts, and judges the answer as the header of wechatpay_v2.h says. */
err wechatpay_call(struct wechatpay_request *, const char *path, struct message *out, struct wechatpay_refusal *) MUST_USE;
bool wechatpay_refused_with(err, const struct wechatpay_refusal *, const char *err_code);

const char *wechatpay_nonce(struct arena *);          /* 32 characters; NULL: no memory */
bool wechatpay_number_fits(const char *, size_t max); /* a number of ours: 1 to max of [0-9A-Za-z_*-] */

/* Digits only, within int64; fen. */
bool wechatpay_read_money(const struct message *, const char *name, money *out);
/* Absent is fine, anything but digits is not. */
bool wechatpay_read_maybe_money(const struct message *, const char *name, maybe_money *out);
/* The words of their clock, Beijing time: "yyyyMMddHHmmss" or "yyyy-MM-dd HH:mm:ss"; else absent. */
maybe_moment wechatpay_read_time(const struct message *, const char *name);
enum { WECHATPAY_TIME = 15 };
void wechatpay_print_time(moment, char out[WECHATPAY_TIME]);
#endif
