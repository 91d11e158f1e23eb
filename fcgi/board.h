/* board.h - memory that the master and all its workers share: who is busy since when, what was served. */
#ifndef BOARD_H
#define BOARD_H
#include <stdatomic.h>
#include <stdint.h>

#define POOLS_LIST(P) P(POOL_SHOP, "shop") P(POOL_ADMIN, "admin") P(POOL_CALLBACK, "callback") P(POOL_JOBS, "jobs")
#define POOL_ENTRY(id, name) id,
enum pool { POOLS_LIST(POOL_ENTRY) POOLS };
extern const char *const pool_names[POOLS];

/* Why a callback was not believed. A foreign one was: it lies on the exception desk. */
#define REFUSALS_LIST(R) R(REFUSED_SIGNATURE, "signature") R(REFUSED_MALFORMED, "malformed") R(REFUSED_FOREIGN, "foreign_merchant")
#define REFUSAL_ENTRY(id, name) id,
enum refusal { REFUSALS_LIST(REFUSAL_ENTRY) REFUSALS };
extern const char *const refusal_names[REFUSALS];

enum { SLOTS_MAX = 256, STATUS_CLASSES = 6 }; /* a class: the first digit of a status */

/* One process of a pool. Written by that process alone; the master clears it before each start. */
struct board_slot {
	_Atomic int64_t
		busy_since;  /* clock_ms() when the request at hand began; 0: idle. Of the job runner: its last sign of life */
	_Atomic int ready;   /* it takes requests */
	_Atomic int calling; /* 1 + its pool while it waits for the world; 0: it does not */
};

struct board {
	struct board_slot slot[SLOTS_MAX];
	_Atomic int64_t database_rests_until; /* the breaker of db.h, for all of them */
	/* Since the master started. */
	_Atomic uint64_t requests[POOLS][STATUS_CLASSES]; /* answered */
	_Atomic uint64_t statements[POOLS];               /* that requests sent to the database */
	_Atomic uint64_t refused[REFUSALS];
	_Atomic uint64_t starts[POOLS], deaths[POOLS]; /* processes; of these, how many ended badly and untold */
	_Atomic int processes[POOLS];                  /* now */
};

struct board *board_make(void);       /* NULL when there is no memory; children inherit it */
const struct board *board_view(void); /* this process's, for metrics; NULL when it serves nobody */
void board_refused(enum refusal);     /* one more */
#endif
