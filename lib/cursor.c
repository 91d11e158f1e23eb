#include "cursor.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "c1f4.2a": hexadecimal, of 1 to 16 digits each. */
static bool part(const char **at, char end, int64_t *out)
{
	const size_t n = strspn(*at, "0123456789abcdef");

	if (n == 0 || n > 16 || (*at)[n] != end)
		return false;
	*out = (int64_t)strtoull(*at, NULL, 16);
	*at += n + (end != '\0');
	return true;
}

bool cursor_parse(const char *s, struct cursor *out)
{
	struct cursor c;

	if (!s || !*s)
		return true;
	if (*s++ != 'c' || !part(&s, '.', &c.key) || !part(&s, '\0', &c.id))
		return false;
	*out = c;
	return true;
}

char *cursor_print(struct arena *arena, struct cursor c)
{
	char text[CURSOR_TEXT];
	const int n = snprintf(text, sizeof text, "c%" PRIx64 ".%" PRIx64, (uint64_t)c.key, (uint64_t)c.id);

	return arena_strndup(arena, text, (size_t)n);
}
