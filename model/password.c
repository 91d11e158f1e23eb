#include "password.h"
#include <string.h>
#include <strings.h>

PASSWORD_ERRORS(ERR_DEFINE)

err password_check(const char *password, const char *name)
{
	const size_t n = strlen(password);

	if (n < PASSWORD_BYTES_MIN || n > PASSWORD_BYTES_MAX || (name && strcasecmp(password, name) == 0))
		return PASSWORD_WEAK;
	return OK;
}
