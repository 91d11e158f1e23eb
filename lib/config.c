#include "config.h"
#include "decode.h"
#include "must.h"
#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTIONS_MAX = 24, VARIABLE_MAX = 96, LINE_MAX_BYTES = 4096 };

/* What the file says, section by section, in the order of the shape. */
struct reading {
	struct arena *arena;
	const struct shape *shape;
	const char *path;
	FILE *file;
	void *out;
	int line;
	char whole[LINE_MAX_BYTES]; /* the line, of which the parser gets what it has room for */
	const char *value;          /* of this line, when the parser did not get it */
	bool too_long;
	struct text why;
	struct section {
		struct pairs pairs;
		int line[PAIRS_MAX];
	} section[SECTIONS_MAX];
};

/* Line 0 is no line of the file. */
static void complain(struct reading *r, int line, const char *section, const char *key, const char *what)
{
	if (line)
		text_printf(&r->why, "%s:%d: ", r->path, line);
	else
		text_printf(&r->why, "%s: ", r->path);
	text_printf(&r->why, "%s%s%s: %s\n", section, *key ? "." : "", key, what);
}

/* Past the end of a line that the last fgets did not read whole. */
static bool skip_rest(struct reading *r)
{
	const size_t n = strlen(r->whole);
	const bool whole = n < sizeof r->whole - 1 || r->whole[n - 1] == '\n' || feof(r->file);
	int c = whole ? '\n' : 0;

	while (c != '\n' && c != EOF)
		c = fgetc(r->file);
	return !whole;
}

/* The parser has room for 200 bytes, and takes the rest of a longer line for another: it gets the key alone, and
 * take() the value from here, without the comment behind it, as the parser gives the others. */
static void shorten(struct reading *r, char *to, size_t n)
{
	char *equals = strpbrk(r->whole, "=:");
	const bool comment = strchr(";#", r->whole[strspn(r->whole, " \t")]) != NULL;

	snprintf(to, n, comment ? "\n" : "no key\n");
	if (comment || !equals || (size_t)(equals - r->whole) + sizeof "=\n" > n)
		return;
	snprintf(to, n, "%.*s=\n", (int)(equals - r->whole), r->whole);
	char *value = equals + 1 + strspn(equals + 1, " \t"), *end = value;
	while (*end && !(*end == ';' && isspace((unsigned char)end[-1])))
		end++;
	while (end > value && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	r->value = value;
}

static char *next_line(char *to, int n, void *reading)
{
	struct reading *r = reading;

	r->value = NULL;
	if (!fgets(r->whole, sizeof r->whole, r->file))
		return NULL;
	r->line++;
	r->too_long = skip_rest(r);
	if (strlen(r->whole) < (size_t)n)
		return memcpy(to, r->whole, strlen(r->whole) + 1);
	shorten(r, to, (size_t)n);
	return to;
}

static int take(void *reading, const char *section, const char *key, const char *value)
{
	struct reading *r = reading;
	const struct field *f = shape_find(r->shape, section, strlen(section));

	if (!f) {
		complain(r, r->line, section, key, "there is no such section");
		return 1;
	}
	struct section *s = &r->section[f - r->shape->fields];
	if (s->pairs.n == PAIRS_MAX || r->too_long) {
		complain(r, r->line, section, key, r->too_long ? "the line is too long" : "too many keys");
		return 1;
	}
	value = r->value ? r->value : value;
	s->line[s->pairs.n] = r->line;
	s->pairs.at[s->pairs.n++] =
		(struct pair){ arena_strndup(r->arena, key, strlen(key)), arena_strndup(r->arena, value, strlen(value)) };
	return 1;
}

static const char *environment(const char *section, const char *key)
{
	char name[VARIABLE_MAX];

	snprintf(name, sizeof name, "MICROMALL_%s_%s", section, key);
	for (char *c = name; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return getenv(name);
}

static void override(struct section *s, const struct shape *shape, const char *section)
{
	for (const struct field *f = shape->fields; f < shape->fields + shape->count; f++) {
		const char *value = environment(section, f->name);
		size_t i = 0;

		if (!value)
			continue;
		while (i < s->pairs.n && strcmp(s->pairs.at[i].name, f->name) != 0)
			i++;
		if (i == PAIRS_MAX)
			continue;
		s->pairs.n += i == s->pairs.n;
		s->pairs.at[i] = (struct pair){ f->name, value };
		s->line[i] = 0;
	}
}

static const char *sentence(const struct complaint *c, char *to, size_t n)
{
	static const char *const says[] = {
		[SAY_REQUIRED] = "is required",
		[SAY_UNKNOWN] = "there is no such key",
		[SAY_REPEATED] = "is given twice",
		[SAY_TYPE] = "is not a number, or not true or false",
		[SAY_TOO_SMALL] = "is less than %lld",
		[SAY_TOO_LARGE] = "is more than %lld",
		[SAY_TOO_SHORT] = "is shorter than %lld characters",
		[SAY_TOO_LONG] = "is longer than %lld characters",
		[SAY_TEXT] = "is not clean UTF-8",
		[SAY_WORD] = "is not one of the words it may be",
	};
	const char *say = c->code < sizeof says / sizeof *says && says[c->code] ? says[c->code] : "is not valid";
	const char *number = strstr(say, "%lld");

	if (!number)
		return say;
	snprintf(to, n, "%.*s%lld%s", (int)(number - say), say, (long long)c->bound.is, number + 4);
	return to;
}

/* The last line that names the key: of two, that is the one too many. */
static int line_of(const struct section *s, const char *key)
{
	for (size_t i = s->pairs.n; i-- > 0;)
		if (strcmp(s->pairs.at[i].name, key) == 0)
			return s->line[i];
	return 0;
}

static void decode_section(struct reading *r, const struct field *f, void *out)
{
	struct section *s = &r->section[f - r->shape->fields];
	struct problem problem = { .n = 0 };
	char room[80];

	override(s, f->child, f->name);
	const err e = decode_pairs(r->arena, f->child, &s->pairs, (char *)out + f->offset, &problem);
	for (size_t i = 0; i < problem.n; i++)
		complain(r, line_of(s, problem.at[i].field), f->name, problem.at[i].field,
			sentence(&problem.at[i], room, sizeof room));
	if (e && !problem.n)
		complain(r, 0, f->name, "", e->title);
}

static void parse(struct reading *r)
{
	const int bad = ini_parse_stream(next_line, r, take, r);

	if (bad)
		text_printf(&r->why, "%s:%d: neither [section] nor key = value\n", r->path, bad > 0 ? bad : 0);
	for (const struct field *f = r->shape->fields; !bad && f < r->shape->fields + r->shape->count; f++)
		decode_section(r, f, (char *)r->out);
}

err config_read(struct arena *arena, const struct shape *shape, FILE *file, const char *path, void *out, const char **why)
{
	struct reading *r = ARENA_NEW(arena, struct reading, 1);
	void *made = arena_alloc(arena, 1, shape->size);
	char *buffer = arena_alloc(arena, 1, BUFSIZ);

	must(shape->count <= SECTIONS_MAX);
	if (!r || !made || !buffer)
		return ERR_NOMEM;
	*r = (struct reading){ .arena = arena, .shape = shape, .path = path, .file = file, .out = made, .why = { .arena = arena } };
	setvbuf(file, buffer, _IOFBF, BUFSIZ);
	parse(r);
	if (r->why.n == 0) {
		memcpy(out, made, shape->size);
		return OK;
	}
	*why = arena_strndup(arena, r->why.at, r->why.n - 1);
	return *why ? ERR_INVALID : ERR_NOMEM;
}

err config_load(struct arena *arena, const struct shape *shape, const char *path, void *out, const char **why)
{
	struct text t = { .arena = arena };
	FILE *file = fopen(path, "re");

	if (file) {
		const err e = config_read(arena, shape, file, path, out, why);
		fclose(file);
		return e;
	}
	text_printf(&t, "%s: %s%c", path, strerror(errno), '\0');
	*why = t.at;
	return t.failed ? ERR_NOMEM : ERR_INVALID;
}

static bool is_name(const char *name, const char *section, const char *key)
{
	const size_t n = strlen(section);

	return strncmp(name, section, n) == 0 && name[n] == '.' && strcmp(name + n + 1, key) == 0;
}

static bool is_secret(const char *section, const char *key, const char *const secret[])
{
	for (; *secret; secret++)
		if (is_name(*secret, section, key))
			return true;
	return false;
}

static void write_note(struct text *t, const char *section, const char *key, const struct config_note notes[])
{
	for (; notes && notes->key; notes++)
		if (is_name(notes->key, section, key))
			text_printf(t, " ; %s", notes->says);
}

/* False: there is no such value. */
static bool write_value(struct text *t, const struct field *f, const void *at, bool secret)
{
	int64_t n = 0;

	if (f->kind == KIND_TEXT) {
		const char *is = *(const char *const *)at;
		if (is)
			text_printf(t, "%s = %s", f->name, secret ? "********" : is);
		return is != NULL;
	}
	if (!field_load(f->kind, at, &n))
		return false;
	if (f->kind == KIND_BOOL || f->kind == KIND_ENUM)
		text_printf(t, "%s = %s", f->name, f->kind == KIND_BOOL ? (n ? "true" : "false") : f->words->at[n]);
	else
		text_printf(t, "%s = %lld", f->name, (long long)n);
	return true;
}

void config_write(
	struct text *t, const struct shape *shape, const void *from, const char *const secret[], const struct config_note notes[])
{
	for (const struct field *s = shape->fields; s < shape->fields + shape->count; s++) {
		const char *section = (const char *)from + s->offset;

		text_printf(t, "%s[%s]\n", s == shape->fields ? "" : "\n", s->name);
		for (const struct field *f = s->child->fields; f < s->child->fields + s->child->count; f++) {
			if (!write_value(t, f, section + f->offset, is_secret(s->name, f->name, secret)))
				continue;
			write_note(t, s->name, f->name, notes);
			text_puts(t, "\n");
		}
	}
}
