#include "migration.h"
#include "db_admin.h"
#include "grants.h"
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 65536 };

/* The statement at hand: where it is from, and what the journal must say of it. */
struct step {
	struct arena *arena;
	struct db_admin *admin;
	int number, statement, applied;
	const char *name; /* "coupon" of sql/0012_coupon.sql */
	const char *path;
	const char **why;
};

static const char journal[] =
	"CREATE TABLE IF NOT EXISTS migration ("
	" number INT NOT NULL, statement INT NOT NULL, name VARCHAR(64) NOT NULL,"
	" checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, applied_at DATETIME(3) NULL,"
	" PRIMARY KEY (number, statement)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci";

static err complain(const struct step *s, const char *what)
{
	struct text t = { .arena = s->arena };

	text_printf(&t, "%s, statement %d: %s%c", s->path, s->statement, what, '\0');
	*s->why = t.failed ? "out of memory" : t.at;
	return ERR_INVALID;
}

static err run(const struct step *s, struct text *sql)
{
	text_add(sql, "", 1);
	return sql->failed ? ERR_NOMEM : db_admin_exec(s->admin, sql->at, s->why);
}

/* What the journal holds: nothing, begun, or applied. ERR_INVALID when it was applied otherwise. */
static err look_up(const struct step *s, const char *sql, bool *begun, bool *applied)
{
	struct text t = { .arena = s->arena };
	struct db_admin_rows rows;

	text_puts(&t, "SELECT checksum = SHA2(");
	db_admin_quote(&t, sql);
	text_printf(&t, ", 256), applied_at IS NOT NULL FROM migration WHERE number = %d AND statement = %d%c", s->number,
		s->statement, '\0');
	if (t.failed)
		return ERR_NOMEM;
	TRY(db_admin_ask(s->admin, t.at, &rows, s->why));
	*begun = rows.n == 1;
	*applied = rows.n == 1 && strcmp(rows.at[1], "1") == 0;
	return *applied && strcmp(rows.at[0], "1") != 0
		? complain(s, "was applied with another text: write a new migration instead")
		: OK;
}

static err note_begun(const struct step *s, const char *sql)
{
	struct text t = { .arena = s->arena };

	text_printf(&t, "REPLACE INTO migration (number, statement, name, checksum) VALUES (%d, %d, ", s->number, s->statement);
	db_admin_quote(&t, s->name);
	text_puts(&t, ", SHA2(");
	db_admin_quote(&t, sql);
	text_puts(&t, ", 256))");
	return run(s, &t);
}

/* The server refused it, so it was not cut off: the next run must not take it for half done. */
static err forget(const struct step *s)
{
	struct text t = { .arena = s->arena };
	const char *ignored;

	text_printf(&t, "DELETE FROM migration WHERE number = %d AND statement = %d AND applied_at IS NULL%c", s->number,
		s->statement, '\0');
	if (!t.failed && db_admin_exec(s->admin, t.at, &ignored))
		return complain(s, ignored);
	return complain(s, *s->why);
}

/* Rows change together with the journal. A change of the schema commits by itself: begun before and
 * found made already, it is the one that was cut off. */
static err apply(const struct step *s, const char *sql, bool begun)
{
	struct text t = { .arena = s->arena };

	TRY(note_begun(s, sql));
	TRY(db_admin_exec(s->admin, "START TRANSACTION", s->why));
	const err e = db_admin_exec(s->admin, sql, s->why);
	if (e && !(begun && e == ERR_DUPLICATE))
		return begun ? complain(s, *s->why) : forget(s);
	text_printf(&t, "UPDATE migration SET applied_at = UTC_TIMESTAMP(3) WHERE number = %d AND statement = %d", s->number,
		s->statement);
	TRY(run(s, &t));
	return db_admin_exec(s->admin, "COMMIT", s->why);
}

static err take(struct step *s, const char *sql)
{
	const struct arena_mark before = arena_mark(s->arena);
	bool begun, applied;

	s->statement++;
	TRY(look_up(s, sql, &begun, &applied));
	if (applied)
		return OK;
	TRY(apply(s, sql, begun));
	s->applied++;
	arena_rewind(s->arena, before);
	return OK;
}

static bool ends_statement(const char *line)
{
	size_t n = strlen(line);

	while (n && strchr(" \t\r\n", line[n - 1]))
		n--;
	return n && line[n - 1] == ';' && strncmp(line, "--", 2) != 0;
}

/* Comments before a statement are part of it no more than blank lines are. */
static bool is_silent(const char *line) { return strncmp(line, "--", 2) == 0 || line[strspn(line, " \t\r\n")] == '\0'; }

static err take_file(struct step *s, FILE *f)
{
	char *line = arena_alloc(s->arena, LINE_MAX_BYTES, 1);
	struct text sql = { .arena = s->arena };
	err e = OK;

	if (!line)
		return ERR_NOMEM;
	while (!e && fgets(line, LINE_MAX_BYTES, f)) {
		if (sql.n == 0 && is_silent(line))
			continue;
		text_puts(&sql, line);
		if (!ends_statement(line))
			continue;
		text_add(&sql, "", 1);
		e = sql.failed ? ERR_NOMEM : take(s, sql.at);
		sql = (struct text){ .arena = s->arena };
	}
	if (!e && sql.n)
		e = complain(s, "the last statement has no ; at the end of a line");
	return e;
}

/* sql/0012_coupon.sql */
static bool parse_name(struct step *s)
{
	const char *base = strrchr(s->path, '/'), *name = base ? base + 1 : s->path;

	s->number = atoi(name);
	if (strspn(name, "0123456789") != 4 || name[4] != '_')
		return false;
	s->name = arena_strndup(s->arena, name + 5, strlen(name) - 5 - strlen(".sql"));
	return s->name != NULL;
}

static err take_all(struct step *s, const glob_t *files)
{
	int last = -1;

	for (size_t i = 0; i < files->gl_pathc; i++) {
		s->path = files->gl_pathv[i];
		s->statement = 0;
		if (!parse_name(s) || s->number == last)
			return complain(s, "is not called NNNN_name.sql, or its number is taken");
		last = s->number;
		FILE *f = fopen(s->path, "re");
		if (!f)
			return complain(s, strerror(errno));
		const err e = take_file(s, f);
		fclose(f);
		TRY(e);
	}
	return OK;
}

static err make_schema(struct step *s, const char *schema)
{
	struct text make = { .arena = s->arena }, use = { .arena = s->arena };

	text_puts(&make, "CREATE DATABASE IF NOT EXISTS ");
	db_admin_name(&make, schema);
	text_puts(&make, " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci");
	TRY(run(s, &make));
	text_puts(&use, "USE ");
	db_admin_name(&use, schema);
	TRY(run(s, &use));
	return db_admin_exec(s->admin, journal, s->why);
}

err migration_run(struct arena *arena, const struct database_settings *d, const char *folder, int *applied, const char **why)
{
	struct step s = { .arena = arena, .name = "", .path = folder, .why = why };
	struct text pattern = { .arena = arena };
	glob_t files;

	*why = "out of memory";
	text_printf(&pattern, "%s/[0-9]*.sql%c", folder, '\0');
	if (pattern.failed)
		return ERR_NOMEM;
	if (glob(pattern.at, 0, NULL, &files) != 0)
		return complain(&s, "there are no migrations here");
	err e = db_admin_open(arena, d->socket, d->admin_user, &s.admin, why);
	if (!e) {
		e = make_schema(&s, d->schema);
		e = e ? e : take_all(&s, &files);
		e = e ? e : grants_set(arena, s.admin, d, folder, why);
		db_admin_close(s.admin);
	}
	globfree(&files);
	if (!e)
		*applied = s.applied;
	return e;
}
