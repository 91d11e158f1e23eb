#include "crash.h"

#ifdef CRASH_POINTS
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long at, met;

void crash_begin(void)
{
	const char *name = getenv("CRASH_FILE");
	FILE *f = name ? fopen(name, "re") : NULL;

	at = met = 0;
	if (f && fscanf(f, "%ld", &at) != 1)
		at = 0;
	if (f)
		fclose(f);
}

void crash_point(void)
{
	if (at > 0 && ++met == at)
		kill(getpid(), SIGKILL);
}
#else
typedef int crash_is_off; /* ISO C wants something in a file */
#endif
