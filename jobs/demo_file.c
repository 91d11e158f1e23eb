#include "demo_file.h"
#include "../lib/text.h"
#include <stdio.h>
#include <string.h>

static char *trim(char *s)
{
	s += strspn(s, " \t");
	for (char *end = s + strlen(s); end > s && strchr(" \t\r", end[-1]);)
		*--end = '\0';
	return s;
}

size_t demo_split(char *text, char between, const char **out, size_t most)
{
	size_t n = 0;

	for (char *next = text; next && n < most; n++) {
		char *piece = next;
		next = strchr(piece, between);
		if (next)
			*next++ = '\0';
		out[n] = trim(piece);
	}
	return n;
}

static err load(struct demo *d, const char *path, char **out)
{
	size_t chars;

	d->fault = path;
	FILE *file = fopen(path, "r");
	if (!file)
		return ERR_NOT_FOUND;
	char *text = arena_alloc(d->arena, DEMO_FILE_MAX + 1, 1);
	const size_t n = text ? fread(text, 1, DEMO_FILE_MAX + 1, file) : 0;
	const bool whole = text && !ferror(file) && n <= DEMO_FILE_MAX;
	fclose(file);
	if (!text)
		return ERR_NOMEM;
	if (!whole || !text_is_clean(text, n, &chars))
		return ERR_INVALID;
	text[n] = '\0';
	*out = text;
	d->fault = NULL;
	return OK;
}

err demo_read(struct demo *d, const char *name, struct demo_lines *out)
{
	struct demo_lines lines = { ARENA_NEW(d->arena, struct demo_line, DEMO_LINES_MAX), 0 };
	const char *path = demo_text(d, "%s/%s", d->folder, name);
	char *text;

	if (!path || !lines.at)
		return ERR_NOMEM;
	TRY(load(d, path, &text));
	int number = 0;
	for (char *next = text; next && lines.n < DEMO_LINES_MAX; number++) {
		char *line = next;
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line = trim(line);
		if (*line == '\0' || *line == '#')
			continue;
		struct demo_line *l = &lines.at[lines.n++];
		l->number = number + 1;
		l->mark = '\0';
		if (*line == '!' || *line == '@')
			l->mark = *line++;
		l->n = demo_split(line, '|', l->field, DEMO_FIELDS_MAX);
	}
	*out = lines;
	return OK;
}
