/* authorization.h - a web authorisation of WeChat under way (protocols 5.2).
 *
 * Its state is random, of one browser, and used once: a code that somebody else obtained cannot be
 * slipped to a member. Both words lie here as SHA-256. It is for one thing: somebody signs in (member 0),
 * or a member who is signed in links his WeChat, and then it serves that member alone. */
#ifndef AUTHORIZATION_H
#define AUTHORIZATION_H
#include "../db.h"

enum { RETURN_PATH_MAX = 512 };

/* A path on this site, as a redirect may lead to: "/…", not "//…", printable ASCII, no backslash. */
bool return_path_is_ours(const char *);

err authorization_begin(
	struct tx *, member_id, const char *state, const char *browser, const char *return_path, int64_t ttl_s) MUST_USE;
/* Uses it up. ERR_NOT_FOUND: unknown, of another browser or member, used, or too old. */
err authorization_take(struct tx *, member_id, const char *state, const char *browser, const char **return_path) MUST_USE;
#endif
