/* demo_time.h - the demo's past: what is made while its clock is back was made then. */
#ifndef DEMO_TIME_H
#define DEMO_TIME_H
#include "demo.h"

enum { DEMO_HOUR_MS = 3600000, DEMO_DAY_MS = 24 * DEMO_HOUR_MS, DEMO_DAYS = 30, DEMO_GOODS_DAYS = 60 };

/* The clock to that moment, or to now where that is earlier. */
err demo_time_set(struct demo *, moment) MUST_USE;
/* So much later, but never beyond now. */
err demo_time_pass(struct demo *, int64_t ms) MUST_USE;
/* Now again, as it goes on. */
err demo_time_end(struct demo *) MUST_USE;

/* A moment of a day between so many and so few days back, at an hour when people buy; never beyond now. */
moment demo_time_draw(struct demo *, int32_t most, int32_t least);
#endif
