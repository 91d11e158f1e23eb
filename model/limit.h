/* limit.h - of some things a shop has so many and no more: who adds one counts them first, and alone.
 *
 * Under READ COMMITTED two who count at once both count the same. So whoever adds takes one row first that is always
 * there, the shop's own; adding these things is rare enough that all of them share it. Source: reliability R5. */
#ifndef LIMIT_H
#define LIMIT_H
#include "db.h"

/* From here to the end of the transaction nobody else counts: before the first lock of anything else. */
err limit_hold(struct tx *) MUST_USE;
#endif
