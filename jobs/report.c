#include "report.h"
#include "../model/report/summary.h"
#include "../model/report/visit.h"

static err make_body(struct tx *tx, void *arg)
{
	const struct summary_day *day = arg;

	return summary_make(tx, day->day);
}

static err rank_body(struct tx *tx, void *unused)
{
	(void)unused;
	return summary_rank(tx);
}

/* A day a transaction; what is not done in this run is still due in the next. */
err daily_summary(struct job_run *run)
{
	struct summary_days due;

	TRY(summary_list_due(run->world.db, JOB_ITEMS_MAX, &due));
	for (size_t i = 0; i < due.n && job_clock_ms() < run->deadline_ms; i++) {
		const struct arena_mark before = arena_mark(run->world.arena);
		TRY(db_tx(run->world.db, make_body, &due.at[i]));
		arena_rewind(run->world.arena, before);
		run->items++;
	}
	return db_tx(run->world.db, rank_body, NULL);
}

struct cleaning {
	int64_t kept_s;
	int32_t gone;
};

static err clean_body(struct tx *tx, void *arg)
{
	struct cleaning *c = arg;

	return visit_clean(tx, c->kept_s, VISITS_CLEANED_AT_ONCE, &c->gone);
}

/* In short transactions until there is no more, or the time is over. */
err visit_clean_old(struct job_run *run)
{
	struct cleaning c = { run->world.settings->rules.visit_kept, VISITS_CLEANED_AT_ONCE };

	while (c.gone == VISITS_CLEANED_AT_ONCE && job_clock_ms() < run->deadline_ms) {
		TRY(db_tx(run->world.db, clean_body, &c));
		run->items += c.gone;
	}
	return OK;
}
