/* day.h - the business day: it begins at midnight in Shanghai, where no clock was turned since 1991. */
#ifndef DAY_H
#define DAY_H
#include "../../lib/value.h"

/* Moments from `from` on, before `until`. */
struct span {
	moment from, until;
};

enum { DAY_MS = 86400000 };
#define DAY_HOURS 24

struct span day_of(moment);             /* the day that moment is in */
struct span day_back(struct span, int); /* so many days before */
/* Nothing of that day can come in any more: a view is told DAY_LATE_MS after it at most, and all else at once. */
enum { DAY_LATE_MS = 3600000 };
bool day_is_final(struct span, moment now);
/* The day before, as far as `now` has come in its own. */
struct span day_before_until(moment now);
#endif
