#include "report.h"
#include "../lib/monotonic.h"
#include "../model/report/summary.h"
#include <time.h>

static err hour_body(struct tx *tx, void *hour) { return summary_make_hour(tx, *(const moment *)hour); }

static err day_body(struct tx *tx, void *summary) { return summary_write(tx, summary); }

static err rank_body(struct tx *tx, void *unused)
{
	(void)unused;
	return summary_rank(tx);
}

/* Each hour in a transaction of its own. */
static err sum_up_hours(struct job_run *run, moment day)
{
	struct summary_hours hours;

	TRY(summary_list_hours(run->world.db, day, &hours));
	for (size_t i = 0; i < hours.n; i++) {
		job_alive();
		moment hour = { day.ms + hours.at[i].n * HOUR_MS };
		TRY(db_tx(run->world.db, hour_body, &hour));
	}
	return OK;
}

static err sum_up_day(struct job_run *run, struct db *slow, moment day)
{
	struct summary summary;

	TRY(sum_up_hours(run, day));
	job_alive();
	TRY(summary_read_figures(slow, day, &summary));
	job_alive();
	TRY(summary_read_pages(slow, day, &summary));
	job_alive();
	TRY(summary_read_sources(slow, day, &summary));
	job_alive();
	return db_tx(run->world.db, day_body, &summary);
}

/* A day's last step is what makes it final; what is not done in this run is still due in the next. */
static err sum_up_days(struct job_run *run, struct db *slow)
{
	struct summary_days due;

	TRY(summary_list_due(run->world.db, JOB_ITEMS_MAX, &due));
	for (size_t i = 0; i < due.n && clock_ms() < run->deadline_ms; i++) {
		const struct arena_mark before = arena_mark(run->world.arena);
		TRY(sum_up_day(run, slow, due.at[i].day));
		arena_rewind(run->world.arena, before);
		run->items++;
	}
	return OK;
}

err daily_summary(struct job_run *run)
{
	const moment now = { (int64_t)time(NULL) * 1000 };
	struct db *slow;

	TRY(db_open_slow(run->world.db, SUM_UP_S, run->world.arena, &slow));
	const err e = sum_up_days(run, slow);
	db_close(slow);
	TRY(e);
	TRY(sum_up_hours(run, day_of(now).from));
	return db_tx(run->world.db, rank_body, NULL);
}

struct cleaning {
	int64_t kept_s;
	int32_t gone;
};

static err clean_body(struct tx *tx, void *arg)
{
	struct cleaning *c = arg;

	return summary_clean_visits(tx, c->kept_s, VISITS_CLEANED_AT_ONCE, &c->gone);
}

err visit_clean_old(struct job_run *run)
{
	struct cleaning c = { .kept_s = run->world.settings->rules.visit_kept };

	return job_clean(run, clean_body, &c, &c.gone, VISITS_CLEANED_AT_ONCE);
}
