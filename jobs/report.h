/* report.h - the jobs that keep the reports: days that are over, the ranking, old views. */
#ifndef JOBS_REPORT_H
#define JOBS_REPORT_H
#include "schedule.h"

enum { VISITS_CLEANED_AT_ONCE = 1000 };

err daily_summary(struct job_run *) MUST_USE;
err visit_clean_old(struct job_run *) MUST_USE;
#endif
