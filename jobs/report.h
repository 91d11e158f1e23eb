/* report.h - the jobs that keep the reports: days that are over, the ranking, old views. */
#ifndef JOBS_REPORT_H
#define JOBS_REPORT_H
#include "schedule.h"

/* SUM_UP_S: one statement over a day's views; less than serve.stuck_after is by itself, and ten million views take. */
enum { VISITS_CLEANED_AT_ONCE = 1000, SUM_UP_S = 20 };

err daily_summary(struct job_run *) MUST_USE;
err visit_clean_old(struct job_run *) MUST_USE;
#endif
