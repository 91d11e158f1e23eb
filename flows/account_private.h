/* account_private.h - what the changes of an account share. */
#ifndef ACCOUNT_PRIVATE_H
#define ACCOUNT_PRIVATE_H
#include "account.h"

/* Whether it is he: SIGN_IN_FAILED, SIGN_IN_LOCKED, OLD_CODE_WRONG. *code_left: by this code to the present phone, which the
 * caller still has to try; NULL when the password has shown it, or there is no phone and nothing to show. */
err own_proof_judge(
	const struct visitor *, const struct member_secret *, const struct own_proof *, const char **code_left) MUST_USE;
#endif
