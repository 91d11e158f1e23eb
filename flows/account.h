/* account.h - what somebody signed in does about his own password and phone, and staff about others'.
 *
 * A new password ends every other session of its owner. */
#ifndef ACCOUNT_H
#define ACCOUNT_H
#include "sign_in.h"
#include "../model/staff/staff.h"

/* The old password, or a code to the member's phone, proves who asks; for a first password only the code does.
 * token: of the session that stays. MEMBER_PHONE_MISSING, PASSWORD_WEAK, SIGN_IN_FAILED, SIGN_IN_LOCKED, CODE_WRONG. */
struct password_change {
	const char *old_password, *code, *password;
};
err member_change_password(const struct visitor *, member_id, const char *token, const struct password_change *) MUST_USE;
/* CODE_WRONG; ERR_DUPLICATE: it is another member's. */
err member_bind_phone(const struct visitor *, member_id, const char *phone, const char *code) MUST_USE;

err staff_change_password(
	const struct visitor *, staff_id, const char *token, const char *old_password, const char *password) MUST_USE;
/* As staff_create and staff_reset_password, from the password on. Nobody gives himself one: STAFF_OWN_PASSWORD. */
err staff_add(const struct visitor *, staff_id actor, const struct staff *, const char *password, int64_t *id) MUST_USE;
err staff_give_password(const struct visitor *, staff_id actor, staff_id other, const char *password) MUST_USE;
#endif
