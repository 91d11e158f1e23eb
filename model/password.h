/* password.h - which passwords are taken: 8 to 72 bytes, and none that somebody who guesses tries first.
 *
 * NIST SP 800-63B §5.1.1.2 asks to compare a new one with those that are commonly used or expected: words of such lists,
 * characters that repeat or follow each other, the name of the account and of the service, and what is derived from
 * them. It asks for no other rules of composition, nor are there any. This is no list of all that ever leaked: within
 * five tries a quarter of an hour (sign_in.h) nobody gets far beyond the first hundreds. */
#ifndef PASSWORD_H
#define PASSWORD_H
#include "../lib/err.h"

/* clang-format off */
#define PASSWORD_ERRORS(E) \
	E(PASSWORD_WEAK,   400, "password_weak",   "The password is too short or too long") \
	E(PASSWORD_COMMON, 400, "password_common", "The password is one that is tried first, or close to the account's name")
/* clang-format on */
PASSWORD_ERRORS(ERR_DECLARE)

enum { PASSWORD_BYTES_MIN = 8, PASSWORD_BYTES_MAX = 72 };

/* name: of the account, or its phone; NULL when it has none. */
err password_check(const char *password, const char *name) MUST_USE;
#endif
