/* session.h - who is signed in.
 *
 * A session is a random token of 256 bits that only the client has; here lies its SHA-256. With it
 * goes a second random word, the CSRF token, which a browser's script must repeat on every write.
 * A member or staff who is disabled has no session any more, from the next request on. What was a member's says so
 * until it would have been over, or he is enabled: then it is gone. */
#ifndef SESSION_MODEL_H
#define SESSION_MODEL_H
#include "db.h"

enum { SESSION_TOKEN = 43, SESSION_TEXT = SESSION_TOKEN + 1 }; /* base64url of 32 bytes */

struct session {
	maybe_int64 member_id, staff_id;
	const char *csrf;
	bool stale; /* not marked as seen for a minute */
};
SHAPE_DECLARE(session_row, struct session);

struct session_permission {
	const char *permission;
};
struct session_permissions {
	struct session_permission *at;
	size_t n;
	bool owner;
};
SHAPE_DECLARE(session_permission_row, struct session_permission);

/* 43 random characters and the end. */
void session_random(char out[SESSION_TEXT]);

/* Exactly one of member and staff is not 0. Writes the token and its CSRF word. */
err session_open(struct tx *, member_id, staff_id, int64_t ttl_s, const char *address, char token[SESSION_TEXT],
	char csrf[SESSION_TEXT]) MUST_USE;

/* ERR_NOT_FOUND when there is none, it is over, or its member or staff may not sign in. */
err session_find(struct db *, const char *token, struct session *out) MUST_USE;
/* *barred: it would be a member's, were he not disabled. */
err session_is_barred(struct db *, const char *token, bool *barred) MUST_USE;
/* *fresh: it is this member's, and was opened less than within_s ago; that it was used since makes it no younger. */
err session_is_fresh(struct db *, const char *token, member_id, int64_t within_s, bool *fresh) MUST_USE;
err session_permissions_of(struct db *, staff_id, struct session_permissions *out) MUST_USE;

/* Seen now: lives another ttl_s. */
err session_touch(struct tx *, const char *token, int64_t ttl_s) MUST_USE;
err session_end(struct tx *, const char *token) MUST_USE;
/* All of them; all but the one that asks, after a new password. */
err session_end_all(struct tx *, member_id, staff_id) MUST_USE;
err session_end_others(struct tx *, member_id, staff_id, const char *token) MUST_USE;
#endif
