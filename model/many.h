/* many.h - one act on many things: which, and what became of each.
 *
 * A refusal of one is a result and no failure: the others are done all the same, in the one
 * transaction of the request. So whatever is done to one leaves nothing behind when it is refused. */
#ifndef MANY_H
#define MANY_H
#include "db.h"

struct picked {
	int64_t id;
};
struct picks {
	struct picked *at;
	size_t n;
};
SHAPE_DECLARE(picked_entry, struct picked);

struct outcome {
	int64_t id;
	err refused; /* OK: it is done */
};
struct outcomes {
	struct outcome *at;
	size_t n;
};

/* Room for the outcome of each, ascending by id, which is the lock order of everybody. */
err outcomes_of(struct arena *, const struct picks *, struct outcomes *out) MUST_USE;
bool picks_are_distinct(const struct picks *);
/* A fault that is a result: the thing is not there, or not as it must be. Others are failures. */
bool outcome_is_refusal(err);
#endif
