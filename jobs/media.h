/* media.h - the jobs of the media library: uploads become pictures, and what is over goes. */
#ifndef JOBS_MEDIA_H
#define JOBS_MEDIA_H
#include "schedule.h"

err media_make_waiting(struct job_run *) MUST_USE;
/* Files of deleted pictures, and files in the private folder that no row waits for. */
err media_sweep(struct job_run *) MUST_USE;
#endif
