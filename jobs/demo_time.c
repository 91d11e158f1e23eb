#include "demo_time.h"
#include "../model/clock.h"
#include "../model/report/day.h"

/* Of a hundred buyers so many come in each hour, from midnight on. */
static const uint8_t hours[] = { 1, 1, 0, 0, 0, 0, 1, 2, 3, 5, 6, 5, 7, 5, 4, 4, 4, 4, 5, 7, 11, 12, 9, 4 };

static err set_body(struct tx *tx, void *at) { return clock_set(tx, *(const moment *)at); }

err demo_time_set(struct demo *d, moment at)
{
	d->clock = at.ms < d->now.ms ? at : d->now;
	return db_tx(d->db, set_body, &d->clock);
}

err demo_time_pass(struct demo *d, int64_t ms) { return demo_time_set(d, (moment){ d->clock.ms + ms }); }

err demo_time_end(struct demo *d)
{
	moment none = { 0 };

	return db_tx(d->db, set_body, &none);
}

static int64_t draw_of_day(struct demo *d)
{
	int32_t left = (int32_t)demo_chance(d, 100);
	int64_t hour = 0;

	while (hour < 23 && left >= hours[hour])
		left -= hours[hour++];
	return hour * DEMO_HOUR_MS + demo_chance(d, DEMO_HOUR_MS);
}

moment demo_time_draw(struct demo *d, int32_t most, int32_t least)
{
	const int back = least + (int)demo_chance(d, (uint32_t)(most - least + 1));
	const struct span day = day_back(day_of(d->now), back);
	const int64_t gone = back ? draw_of_day(d) : draw_of_day(d) * (d->now.ms - day.from.ms) / DEMO_DAY_MS;

	return (moment){ day.from.ms + gone };
}
