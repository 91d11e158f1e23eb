/* check.h - the proof of the books: rules that always hold, each one query that lists where it does not.
 *
 * Every query reads one consistent state, so a check may run while the shop is open; inside db_snapshot all read the same. */
#ifndef CHECK_H
#define CHECK_H
#include "db.h"

#define CHECK_DIFFERENCES_MAX 100 /* of one rule; there may be more */

struct check_rule {
	const char *name, *promise;
	const struct query *query;
};
extern const struct check_rule check_rules[]; /* ends in { NULL } */

struct check_difference {
	const char *subject;
	int64_t is, want;
};
struct check_differences {
	struct check_difference *at;
	size_t n;
};
SHAPE_DECLARE(check_row, struct check_difference);

/* Where the rule does not hold; none is good. */
err check_run(struct db *, const struct check_rule *, struct check_differences *out) MUST_USE;
#endif
