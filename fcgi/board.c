#include "board.h"
#include <stddef.h>
#include <sys/mman.h>

#define POOL_NAME(id, name) name,
const char *const pool_names[POOLS] = { POOLS_LIST(POOL_NAME) };
#define REFUSAL_NAME(id, name) name,
const char *const refusal_names[REFUSALS] = { REFUSALS_LIST(REFUSAL_NAME) };

static struct board *shared;

struct board *board_make(void)
{
	void *at = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	shared = at == MAP_FAILED ? NULL : at;
	return shared;
}

const struct board *board_view(void) { return shared; }

void board_refused(enum refusal why)
{
	if (shared)
		shared->refused[why]++;
}
