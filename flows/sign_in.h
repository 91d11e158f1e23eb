/* sign_in.h - how somebody comes to have a session: by WeChat, by a code to a phone, by a password.
 *
 * A try is counted and committed before a password is looked at; hashing and calls to the world stand
 * between transactions. The session is always a new one, and the one the browser came with ends. Who
 * is unknown and who has the password wrong get one answer, after one time. */
#ifndef SIGN_IN_H
#define SIGN_IN_H
#include "../model/member/member.h"
#include "../model/settings.h"

/* clang-format off */
#define SIGN_IN_ERRORS(E) \
	E(SIGN_IN_FAILED,   401, "sign_in_failed",   "Wrong name or password") \
	E(SIGN_IN_LOCKED,   429, "sign_in_locked",   "Too many tries: wait fifteen minutes") \
	E(SIGN_IN_STATE,    400, "sign_in_state",    "This sign-in did not begin here, or is over: begin again") \
	E(SIGN_IN_SNAPSHOT, 403, "sign_in_snapshot", "Open the whole page to sign in")
/* clang-format on */
SIGN_IN_ERRORS(ERR_DECLARE)

enum { SIGN_IN_TRIES = 5, SIGN_IN_WINDOW_S = 900, AUTHORIZATION_TTL_S = 600 };

/* Who asks, and what the flow works with. */
struct visitor {
	struct db *db;
	struct arena *arena;
	const struct settings *settings;
	const char *address;
	const char *token; /* of the session it came with, which ends; or NULL */
	const char *guest; /* its cookie from before sign-in, whose cart comes along; or NULL */
	/* In his language, what he is called when he is new: who brings no name from WeChat; and before the last digits of a phone. */
	const char *called_by_wechat, *called_by_phone;
};

struct signed_member {
	const char *token, *csrf_token;
	struct member member;
};
struct signed_staff {
	const char *token, *csrf_token;
};

/* Where the browser goes. browser: the random word it keeps. ERR_INVALID: return_path leads elsewhere. */
err sign_in_wechat_start(const struct visitor *, const char *browser, const char *return_path, const char **url) MUST_USE;
/* And back. SIGN_IN_STATE, SIGN_IN_SNAPSHOT, MEMBER_BARRED, and what wechat_platform.h says. */
err sign_in_wechat_finish(const struct visitor *, const char *browser, const char *state, const char *code,
	struct signed_member *out, const char **return_path) MUST_USE;

/* Sends a code: CODE_TOO_SOON, CODE_USED_UP, and what sms.h says. *wait_s, with those two as well: in how many seconds
 * there may be another; after a code, if the day has one left. */
err sign_in_code_send(const struct visitor *, const char *phone, int64_t *wait_s) MUST_USE;
/* CODE_WRONG, MEMBER_BARRED. Who is new becomes a member. */
err sign_in_phone(const struct visitor *, const char *phone, const char *code, struct signed_member *out) MUST_USE;

/* SIGN_IN_FAILED, SIGN_IN_LOCKED; MEMBER_BARRED to who has the password right. */
err sign_in_password(const struct visitor *, const char *phone, const char *password, struct signed_member *out) MUST_USE;
err sign_in_staff(const struct visitor *, const char *name, const char *password, struct signed_staff *out) MUST_USE;

/* A try at a password, judged: OK, SIGN_IN_FAILED, SIGN_IN_LOCKED. kind: MEMBER_TRIES or STAFF_TRIES. */
#define MEMBER_TRIES "member_password"
#define STAFF_TRIES "staff_password"
err sign_in_judge(const struct visitor *, const char *kind, const char *subject, const char *password, const char *hash) MUST_USE;
#endif
