/* url.h - addresses being built. */
#ifndef URL_H
#define URL_H
#include "../lib/text.h"

/* Percent-encoded as one value: only letters, digits and "-._~" stay (RFC 3986 §2.3). */
void url_escape(struct text *, const char *);
#endif
