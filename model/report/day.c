#include "day.h"

enum { SHANGHAI_MS = 8 * 3600000 };

struct span day_of(moment at)
{
	const int64_t from = at.ms - (at.ms + SHANGHAI_MS) % DAY_MS;

	return (struct span){ { from }, { from + DAY_MS } };
}

struct span day_back(struct span day, int n)
{
	return (struct span){ { day.from.ms - (int64_t)n * DAY_MS }, { day.until.ms - (int64_t)n * DAY_MS } };
}

struct span day_before_until(moment now)
{
	const struct span day = day_back(day_of(now), 1);

	return (struct span){ day.from, { now.ms - DAY_MS } };
}

bool day_is_final(struct span day, moment now) { return now.ms >= day.until.ms + DAY_LATE_MS; }
