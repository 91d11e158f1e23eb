/* account.h - what somebody signed in does about his own password, phone and WeChat, and staff about others'.
 *
 * A new password, a new phone, and a WeChat unlinked end every other session of their owner. An open session alone may be
 * somebody else's hand: who has a phone proves besides that it is he. */
#ifndef ACCOUNT_H
#define ACCOUNT_H
#include "sign_in.h"
#include "../model/staff/staff.h"

/* clang-format off */
#define ACCOUNT_ERRORS(E) \
	E(OLD_CODE_WRONG, 400, "old_code_wrong", "The code to the present phone is wrong or too old")
/* clang-format on */
ACCOUNT_ERRORS(ERR_DECLARE)

/* The old password, or a code to the member's phone, proves who asks; for a first password only the code does.
 * token: of the session that stays. MEMBER_PHONE_MISSING, PASSWORD_WEAK, PASSWORD_COMMON, SIGN_IN_FAILED, SIGN_IN_LOCKED, CODE_WRONG. */
struct password_change {
	const char *old_password, *code, *password;
};
err member_change_password(const struct visitor *, member_id, const char *token, const struct password_change *) MUST_USE;
/* That it is he, for who has a phone: the old password, or a code to the present phone. Either may be NULL. */
struct own_proof {
	const char *old_password, *old_code;
};

/* A code to the new phone, and the proof: with the phone goes the account. token: of the session that stays.
 * OLD_CODE_WRONG, SIGN_IN_FAILED, SIGN_IN_LOCKED, CODE_WRONG; ERR_DUPLICATE: it is another member's. */
struct phone_change {
	const char *phone, *code, *old_password, *old_code;
};
err member_bind_phone(const struct visitor *, member_id, const char *token, const struct phone_change *) MUST_USE;
/* Sends a code to the member's own phone: MEMBER_PHONE_MISSING, and what sign_in_code_send says. */
err member_code_send(const struct visitor *, member_id, int64_t *wait_s) MUST_USE;

/* As a sign-in by WeChat goes and comes back, but what it brings is linked to this member, who must be the one that began
 * it, and whose session (the visitor's token) must last. Beside what that says: MEMBER_WECHAT_TAKEN, MEMBER_WECHAT_LINKED.
 *
 * It begins with the proof (OLD_CODE_WRONG, SIGN_IN_FAILED, SIGN_IN_LOCKED), as what is linked is a way into the account
 * that stays. Where none is given a session younger than PROOF_FRESH_S stands for it: it was opened by just that, a moment
 * ago, by a buyer who is on his way to pay. Not so for another phone, which takes the account from whose it is. */
enum { PROOF_FRESH_S = 300 };
err member_link_start(const struct visitor *, member_id, const struct own_proof *, const char *browser, const char *return_path,
	const char **url) MUST_USE;
/* code: NULL when he said no at WeChat's, and nothing is linked. *return_path, also when it fails after SIGN_IN_STATE could
 * be said: what he was about is not lost to him. */
err member_link_finish(const struct visitor *, member_id, const char *browser, const char *state, const char *code,
	const char **return_path) MUST_USE;

err staff_change_password(
	const struct visitor *, staff_id, const char *token, const char *old_password, const char *password) MUST_USE;
/* As staff_create and staff_reset_password, from the password on. Nobody gives himself one: STAFF_OWN_PASSWORD. */
err staff_add(const struct visitor *, staff_id actor, const struct staff *, const char *password, int64_t *id) MUST_USE;
err staff_give_password(const struct visitor *, staff_id actor, staff_id other, const char *password) MUST_USE;
#endif
