/* command_check.h - micromall check: a line for each rule of the books, and where one does not hold. */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H
#include "../model/settings.h"

/* 0: every rule holds; 1: one does not, or could not be looked at. */
int command_check(const struct settings *, int argc, char **argv);
#endif
