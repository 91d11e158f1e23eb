/* command_config.h - micromall config: the settings in force, as a configuration file. */
#ifndef COMMAND_CONFIG_H
#define COMMAND_CONFIG_H
#include "../model/settings.h"

/* Rules that staff may set have behind them where they come from. Without a database those of the file are shown, and a
 * line on stderr says why: who has no database yet needs this the most. */
int command_config(const struct settings *, int argc, char **argv);
#endif
