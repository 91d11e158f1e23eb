/* configuration.h - the settings in force, of a master that knows no secret.
 *
 * It keeps the file as it was when it last loaded well, in memory that only a descriptor reaches, and reads from it
 * what is no secret. Each child reads the same file, though the operator may be writing a new one, and keeps the
 * secrets of its pool. (A secret given in the environment is in the environment of every process: rather the file.) */
#ifndef CONFIGURATION_H
#define CONFIGURATION_H
#include "../model/settings.h"
#include "board.h"
#include <stdbool.h>

enum { CONFIGURATION_ARENA_MAX = 1 << 20 };

struct configuration {
	const char *path;
	int file;                 /* what the settings were read from, as it was then; -1: nothing yet */
	struct settings settings; /* without secrets */
	unsigned generation;      /* of them; a load more is one more */
	struct arena arena[2];    /* the settings in force, and those before them */
};
/* clang-format off */
#define CONFIGURATION(where) \
	(struct configuration){ .path = (where), .file = -1, \
		.arena = { { .limit = CONFIGURATION_ARENA_MAX }, { .limit = CONFIGURATION_ARENA_MAX } } }
/* clang-format on */

/* False, having said why on stderr, when the file as it is now will not do: then nothing has changed. */
bool configuration_load(struct configuration *);

/* In a child, once: the settings of its pool, and the file closed. NULL, having said why on stderr. */
const struct settings *configuration_of(struct configuration *, enum pool);
#endif
