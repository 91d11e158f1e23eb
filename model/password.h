/* password.h - which passwords are taken: 8 to 72 bytes, and not the name of the account. */
#ifndef PASSWORD_H
#define PASSWORD_H
#include "../lib/err.h"

/* clang-format off */
#define PASSWORD_ERRORS(E) \
	E(PASSWORD_WEAK, 400, "password_weak", "The password is too short, too long, or the account's name")
/* clang-format on */
PASSWORD_ERRORS(ERR_DECLARE)

enum { PASSWORD_BYTES_MIN = 8, PASSWORD_BYTES_MAX = 72 };

/* name: of the account, or its phone; NULL when it has none. */
err password_check(const char *password, const char *name) MUST_USE;
#endif
