/* commands.h - what `micromall COMMAND` may be: a table with a row for each. */
#ifndef COMMANDS_H
#define COMMANDS_H
#include "../model/settings.h"

/* run: settings is NULL unless needs_settings; argv[0] is the command's name. help: NULL for one that only the program itself calls. Gives the exit status. */
struct command {
	const char *name, *help;
	int (*run)(const struct settings *, int argc, char **argv);
	bool needs_settings;
};
extern const struct command commands[]; /* ends in a row without a name */

/* The configuration file, as --config says; commands that read it again find it here. */
extern const char *commands_config;

/* Finds the command in argv, loads the settings if it needs them, runs it. 2: it was called wrongly. */
int commands_run(int argc, char **argv);
#endif
