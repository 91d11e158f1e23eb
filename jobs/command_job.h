/* command_job.h - micromall job list | job run NAME */
#ifndef COMMAND_JOB_H
#define COMMAND_JOB_H
#include "../model/settings.h"

/* 0 when it went well, 1 when not, 2 for no such command. */
int command_job(const struct settings *, int argc, char **argv);
#endif
