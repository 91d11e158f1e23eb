/* sms.h - a code to a phone, by the operator's SMS provider (短信).
 *
 * POST {url}/sms/send, Authorization: Bearer {secret},
 *     {"phone":…,"sign":…,"template":…,"params":{"code":…}}   answered by   200 {"message_id":…} */
#ifndef SMS_H
#define SMS_H
#include "../lib/arena.h"
#include "../lib/err.h"

#define SMS_ERRORS(E) E(SMS_REFUSED, 502, "sms_refused", "The SMS provider refuses")
SMS_ERRORS(ERR_DECLARE)

struct sms {
	const char *url, *secret;
	const char *sign; /* the sender's name in the text (短信签名) */
	const char *ca;   /* PEM file of authorities; NULL: the system's */
};

/* SMS_REFUSED: it says no, nothing is sent. ERR_BUSY: not delivered to it, or it has too much to do.
 * ERR_UNKNOWN: the message may go out. ERR_INVALID for texts that are not clean. Not inside db_tx. */
err sms_send(const struct sms *, struct arena *, const char *phone, const char *template, const char *code) MUST_USE;
#endif
