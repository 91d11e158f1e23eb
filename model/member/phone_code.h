/* phone_code.h - a code sent to a phone, which proves that its owner is here (reliability 49).
 *
 * Six digits, one code a phone: the newest. It lives ttl_s seconds, is right once, and at most
 * PHONE_CODE_TRIES are judged however many come at once. What lies here is an HMAC under a secret
 * of the configuration, as a million codes are soon tried against a plain hash; and the phone's index. */
#ifndef PHONE_CODE_H
#define PHONE_CODE_H
#include "../db.h"

/* clang-format off */
#define PHONE_CODE_ERRORS(E) \
	E(CODE_WRONG,    400, "code_wrong",    "The code is wrong or too old") \
	E(CODE_TOO_SOON, 429, "code_too_soon", "A code was sent a moment ago") \
	E(CODE_USED_UP,  429, "code_used_up",  "As many codes were sent today as may be")
/* clang-format on */
PHONE_CODE_ERRORS(ERR_DECLARE)

enum { PHONE_CODE_DIGITS = 6, PHONE_CODE_TEXT, PHONE_CODE_TRIES = 5, PHONE_CODE_DAILY = 10 };

bool phone_is_mobile(const char *); /* 11 digits of the mainland, 1[3-9]… */

/* Draws a code to be sent; CODE_USED_UP past PHONE_CODE_DAILY on a day of Shanghai, else CODE_TOO_SOON within
 * again_s of the last. A code drawn counts, also when it is not delivered. */
err phone_code_draw(
	struct tx *, const char *secret, const char *phone, int64_t again_s, int64_t ttl_s, char code[PHONE_CODE_TEXT]) MUST_USE;
/* In how many seconds there may be another: 0 is now. */
err phone_code_wait(struct db *, const char *phone, int64_t again_s, int64_t *wait_s) MUST_USE;
/* *right: it was this code, now used up. The try is counted if the transaction commits: let it. */
err phone_code_try(struct tx *, const char *secret, const char *phone, const char *code, bool *right) MUST_USE;
#endif
