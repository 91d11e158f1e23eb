/* limit.h - of some things a shop has so many and no more: who adds one counts them first, and alone.
 *
 * Under READ COMMITTED two who count at once both count the same. So whoever adds takes one row first that is always
 * there, the shop's own; adding these things is rare enough that all of them share it. Source: reliability R5. */
#ifndef LIMIT_H
#define LIMIT_H
#include "db.h"

/* From here to the end of the transaction nobody else counts: before the first lock of anything else. */
err limit_hold(struct tx *) MUST_USE;

/* A number that is a macro, as SQL has it: "LIMIT " LIMIT_TEXT(BANNERS_MAX). */
#define LIMIT_TEXT(number) LIMIT_TEXT_(number)
#define LIMIT_TEXT_(number) #number

/* What a list of staff says of its length: so many, or COUNTED_MAX for as many and more. Nobody leafs that far, and every
 * page would pay for the counting. */
#define COUNTED_MAX 10000
struct counted {
	int64_t total;
};
SHAPE_DECLARE(counted_row, struct counted);
#define COUNTED(from) "SELECT COUNT(*) AS total FROM (SELECT 1" from " LIMIT " LIMIT_TEXT(COUNTED_MAX) ") t"
#endif
