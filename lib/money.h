/* money.h - arithmetic on fen that is exact or refuses (domain 1, 4).
 *
 * Nothing rounds silently: sums and products are checked, shares are by largest remainder, and a
 * part of a refund is a difference of two floors, so that any sequence of parts gives the whole. */
#ifndef MONEY_H
#define MONEY_H
#include "value.h"

/* False, and nothing written, when the result leaves int64. */
bool money_add(money, money, money *out);
bool money_times(money, int64_t n, money *out);

enum { MONEY_PARTS_MAX = 200 };
/* Splits total (not negative) over n weights (none negative) by largest remainder; ties go to the
 * lower index. Parts sum to total; all are 0 when the weights are. n is at most MONEY_PARTS_MAX. */
void money_split(money total, const money *weights, size_t n, money *parts);

/* What refunding `more` of a line pays, after `before` of its `quantity` were refunded: the refund
 * algebra of domain 4. 0 <= before, before + more <= quantity. */
money money_refund(money pay, int32_t quantity, int32_t before, int32_t more);
#endif
