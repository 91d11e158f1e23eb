/* cursor.h - where a list goes on: the sort key and the id of the last entry shown.
 *
 * Opaque to clients: they send back what they were given. */
#ifndef CURSOR_H
#define CURSOR_H
#include "arena.h"
#include <stdbool.h>
#include <stdint.h>

enum { CURSOR_TEXT = 40 }; /* characters at most */
struct cursor {
	int64_t key, id;
};

/* NULL or "" is the begin: *out is left as the caller set it. False for what we never gave out. */
bool cursor_parse(const char *, struct cursor *out);
char *cursor_print(struct arena *, struct cursor); /* NULL: no memory */
#endif
