/* board.h - memory that the master and all its workers share: who is busy since when, what was served. */
#ifndef BOARD_H
#define BOARD_H
#include <stdatomic.h>
#include <stdint.h>

#define POOLS_LIST(P) P(POOL_SHOP, "shop") P(POOL_ADMIN, "admin") P(POOL_CALLBACK, "callback") P(POOL_JOBS, "jobs")
#define POOL_ENTRY(id, name) id,
enum pool { POOLS_LIST(POOL_ENTRY) POOLS };
extern const char *const pool_names[POOLS];

enum { SLOTS_MAX = 256 };

/* One process of a pool. Written by that process alone; the master clears it before each start. */
struct board_slot {
	_Atomic int64_t busy_since; /* board_clock() when the request at hand began; 0: idle */
	_Atomic int ready;          /* it takes requests */
	_Atomic int calling;        /* 1 + its pool while it waits for the world; 0: it does not */
};

struct board {
	struct board_slot slot[SLOTS_MAX];
	_Atomic uint64_t requests[POOLS];     /* answered since the master started */
	_Atomic uint64_t starts[POOLS];       /* processes started */
	_Atomic int64_t database_rests_until; /* the breaker of db.h, for all of them */
};

struct board *board_make(void);       /* NULL when there is no memory; children inherit it */
const struct board *board_view(void); /* this process's, for metrics; NULL when it serves nobody */
int64_t board_clock(void);            /* monotonic milliseconds, the same in every process */
#endif
