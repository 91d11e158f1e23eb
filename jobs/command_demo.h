/* command_demo.h - micromall demo [FOLDER] */
#ifndef COMMAND_DEMO_H
#define COMMAND_DEMO_H
#include "../model/settings.h"

/* 0 when the shop was filled, 1 when not, 2 when called wrongly. */
int command_demo(const struct settings *, int argc, char **argv);
#endif
