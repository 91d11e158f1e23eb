#include "url.h"
#include <string.h>

void url_escape(struct text *t, const char *s)
{
	static const char plain[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~";

	for (; *s; s++) {
		if (strchr(plain, *s))
			text_add(t, s, 1);
		else
			text_printf(t, "%%%02X", (unsigned)(unsigned char)*s);
	}
}
