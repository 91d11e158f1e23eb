/* clean.h - what is over and may go: sessions, ways to WeChat not come back from, answers given long ago,
 * carts nobody came back for, counters whose time is over. */
#ifndef CLEAN_H
#define CLEAN_H
#include "db.h"

enum { IDEMPOTENCY_KEPT_H = 48, GUEST_CART_KEPT_D = 30, ATTEMPT_KEPT_D = 1, PHONE_CODE_KEPT_D = 2 };

/* Each deletes `limit` at most, and says how many. */
err clean_sessions(struct tx *, int32_t limit, int32_t *out) MUST_USE;
err clean_authorizations(struct tx *, int32_t limit, int32_t *out) MUST_USE;
err clean_idempotency(struct tx *, int32_t limit, int32_t *out) MUST_USE;
err clean_guest_carts(struct tx *, int32_t limit, int32_t *out) MUST_USE;
/* No window is as long as a day. */
err clean_attempts(struct tx *, int32_t limit, int32_t *out) MUST_USE;
/* A code sent today or yesterday stays: its row counts the codes of the day. */
err clean_phone_codes(struct tx *, int32_t limit, int32_t *out) MUST_USE;

struct clean_cart {
	int64_t id;
};
SHAPE_DECLARE(clean_cart_row, struct clean_cart);
#endif
