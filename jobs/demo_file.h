/* demo_file.h - the data files of the demo: lines of fields between bars, "#" before a comment. */
#ifndef DEMO_FILE_H
#define DEMO_FILE_H
#include "demo.h"

enum { DEMO_FIELDS_MAX = 6, DEMO_FILE_MAX = 1 << 20, DEMO_LINES_MAX = 2000 };

/* mark: '!' or '@' when the line began with it, else 0. */
struct demo_line {
	int number;
	char mark;
	const char *field[DEMO_FIELDS_MAX];
	size_t n;
};
struct demo_lines {
	struct demo_line *at;
	size_t n;
};

/* ERR_NOT_FOUND, ERR_INVALID: d->fault says which file. */
err demo_read(struct demo *, const char *name, struct demo_lines *out) MUST_USE;

/* The pieces of a text, without the spaces around them; changes the text. How many: at most `most`. */
size_t demo_split(char *text, char between, const char **out, size_t most);
#endif
