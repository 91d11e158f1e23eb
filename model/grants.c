#include "grants.h"
#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 200, LINE_MAX = 128, PRIVILEGES = 4 };
static const char *const privileges[PRIVILEGES] = { "SELECT", "INSERT", "UPDATE", "DELETE" };

/* One line of grants.txt. */
struct exception {
	char word[16], table[65];
};
struct exceptions {
	struct exception at[LINES_MAX];
	size_t n;
};

static err refuse(struct arena *arena, const char *folder, const char *line, const char **why)
{
	struct text t = { .arena = arena };

	text_printf(&t, "%s/grants.txt: %s%c", folder, line, '\0');
	*why = t.failed ? "out of memory" : t.at;
	return ERR_INVALID;
}

/* Without the file there are none. */
static err read_exceptions(struct arena *arena, const char *folder, struct exceptions *out, const char **why)
{
	char path[4096], line[LINE_MAX];
	err e = OK;

	snprintf(path, sizeof path, "%s/grants.txt", folder);
	FILE *f = fopen(path, "re");
	while (f && !e && fgets(line, sizeof line, f)) {
		struct exception x;
		if (line[strspn(line, " \t\n")] == '\0' || line[0] == '#')
			continue;
		if (out->n == LINES_MAX || sscanf(line, "%15s %64s", x.word, x.table) != 2 ||
			(strcmp(x.word, "DELETE") != 0 && strcmp(x.word, "INSERT-ONLY") != 0))
			e = refuse(arena, folder, line, why);
		else
			out->at[out->n++] = x;
	}
	if (f)
		fclose(f);
	return e;
}

static bool has(const struct exceptions *x, const char *word, const char *table)
{
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->at[i].word, word) == 0 && strcmp(x->at[i].table, table) == 0)
			return true;
	return false;
}

static bool wanted(const struct exceptions *x, const char *table, size_t privilege)
{
	const bool journal = strcmp(table, "migration") == 0;

	switch (privilege) {
	case 0: return true;
	case 1: return !journal;
	case 2: return !journal && !has(x, "INSERT-ONLY", table);
	default: return !journal && has(x, "DELETE", table);
	}
}

static void grantee(struct text *t, const char *user)
{
	db_admin_quote(t, user);
	text_puts(t, "@'localhost'");
}

static err make_user(struct arena *arena, struct db_admin *a, const struct database_settings *d, const char **why)
{
	struct text t = { .arena = arena };

	for (int i = 0; i < 2; i++) {
		if (i == 1 && !d->password)
			break;
		t = (struct text){ .arena = arena };
		text_puts(&t, i ? "ALTER USER " : "CREATE USER IF NOT EXISTS ");
		grantee(&t, d->user);
		if (d->password) {
			text_puts(&t, " IDENTIFIED BY ");
			db_admin_quote(&t, d->password);
		}
		text_add(&t, "", 1);
		if (t.failed)
			return ERR_NOMEM;
		TRY(db_admin_exec(a, t.at, why));
	}
	return OK;
}

static err change(struct arena *arena, struct db_admin *a, const struct database_settings *d, bool grant, const char *list,
	const char *table, const char **why)
{
	struct text t = { .arena = arena };

	text_printf(&t, "%s %s ON ", grant ? "GRANT" : "REVOKE", list);
	db_admin_name(&t, d->schema);
	text_puts(&t, ".");
	if (*table)
		db_admin_name(&t, table);
	else
		text_puts(&t, "*");
	text_puts(&t, grant ? " TO " : " FROM ");
	grantee(&t, d->user);
	text_add(&t, "", 1);
	return t.failed ? ERR_NOMEM : db_admin_exec(a, t.at, why);
}

/* Grants lists what is to change, "SELECT, INSERT"; "" when nothing is. */
static void difference(const struct exceptions *x, const char *table, const char *held, bool grant, char list[64])
{
	size_t n = 0;

	list[0] = '\0';
	for (size_t i = 0; i < PRIVILEGES; i++)
		if (wanted(x, table, i) == grant && (strstr(held, privileges[i]) != NULL) != grant)
			n += (size_t)snprintf(list + n, 64 - n, "%s%s", n ? ", " : "", privileges[i]);
}

/* Tables with what the user holds on each, as "INSERT,SELECT". */
static err census(
	struct arena *arena, struct db_admin *a, const struct database_settings *d, struct db_admin_rows *out, const char **why)
{
	struct text t = { .arena = arena }, who = { .arena = arena };

	grantee(&who, d->user);
	text_add(&who, "", 1);
	if (who.failed)
		return ERR_NOMEM;
	text_puts(&t,
		"SELECT t.TABLE_NAME, GROUP_CONCAT(p.PRIVILEGE_TYPE) FROM information_schema.TABLES t"
		" LEFT JOIN information_schema.TABLE_PRIVILEGES p ON p.TABLE_SCHEMA = t.TABLE_SCHEMA"
		" AND p.TABLE_NAME = t.TABLE_NAME AND p.GRANTEE = ");
	db_admin_quote(&t, who.at);
	text_puts(&t, " WHERE t.TABLE_SCHEMA = ");
	db_admin_quote(&t, d->schema);
	text_puts(&t, " GROUP BY t.TABLE_NAME ORDER BY t.TABLE_NAME");
	text_add(&t, "", 1);
	return t.failed ? ERR_NOMEM : db_admin_ask(a, t.at, out, why);
}

/* What was once granted on the whole schema would go round every line of grants.txt. */
static err revoke_schema_wide(struct arena *arena, struct db_admin *a, const struct database_settings *d, const char **why)
{
	struct text t = { .arena = arena }, who = { .arena = arena };
	struct db_admin_rows rows;

	grantee(&who, d->user);
	text_add(&who, "", 1);
	if (who.failed)
		return ERR_NOMEM;
	text_puts(&t,
		"SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE PRIVILEGE_TYPE <> 'USAGE' AND GRANTEE = ");
	db_admin_quote(&t, who.at);
	text_puts(&t, " AND TABLE_SCHEMA = ");
	db_admin_quote(&t, d->schema);
	text_add(&t, "", 1);
	if (t.failed)
		return ERR_NOMEM;
	TRY(db_admin_ask(a, t.at, &rows, why));
	return rows.n ? change(arena, a, d, false, "ALL PRIVILEGES", "", why) : OK;
}

static err check_names(
	struct arena *arena, const struct exceptions *x, const struct db_admin_rows *tables, const char *folder, const char **why)
{
	for (size_t i = 0; i < x->n; i++) {
		bool found = false;
		for (size_t row = 0; row < tables->n; row++)
			found |= strcmp(tables->at[2 * row], x->at[i].table) == 0;
		if (!found)
			return refuse(arena, folder, x->at[i].table, why);
	}
	return OK;
}

err grants_set(struct arena *arena, struct db_admin *a, const struct database_settings *d, const char *folder, const char **why)
{
	struct exceptions *x = ARENA_NEW(arena, struct exceptions, 1);
	struct db_admin_rows tables;
	char list[64];

	if (!x)
		return ERR_NOMEM;
	TRY(read_exceptions(arena, folder, x, why));
	TRY(make_user(arena, a, d, why));
	TRY(census(arena, a, d, &tables, why));
	TRY(check_names(arena, x, &tables, folder, why));
	for (size_t i = 0; i < tables.n; i++)
		for (int grant = 1; grant >= 0; grant--) {
			const char *table = tables.at[2 * i];
			difference(x, table, tables.at[2 * i + 1], grant, list);
			if (*list)
				TRY(change(arena, a, d, grant, list, table, why));
		}
	return revoke_schema_wide(arena, a, d, why);
}
