#include "db_admin.h"
#include "db_private.h"
#include <mysqld_error.h>
#include <string.h>

struct db_admin {
	struct arena *arena;
	MYSQL mysql;
};

static bool is_made(unsigned code)
{
	return code == ER_TABLE_EXISTS_ERROR || code == ER_DUP_FIELDNAME || code == ER_DUP_KEYNAME ||
		code == ER_CANT_DROP_FIELD_OR_KEY || code == ER_BAD_TABLE_ERROR;
}

static err fail(struct db_admin *a, const char **why)
{
	struct text t = { .arena = a->arena };

	text_printf(&t, "error %u: %s%c", mysql_errno(&a->mysql), mysql_error(&a->mysql), '\0');
	*why = t.failed ? "out of memory" : t.at;
	return is_made(mysql_errno(&a->mysql)) ? ERR_DUPLICATE : ERR_DB;
}

err db_admin_open(struct arena *arena, const char *socket, const char *user, struct db_admin **out, const char **why)
{
	const unsigned off = 0;
	struct db_admin *a = ARENA_NEW(arena, struct db_admin, 1);

	if (!a || !mysql_init(&a->mysql)) {
		*why = "out of memory";
		return ERR_NOMEM;
	}
	a->arena = arena;
	mysql_options(&a->mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(&a->mysql, MYSQL_OPT_LOCAL_INFILE, &off);
	if (!mysql_real_connect(&a->mysql, NULL, user, NULL, NULL, 0, socket, 0)) {
		const err e = fail(a, why);
		mysql_close(&a->mysql);
		return e;
	}
	*out = a;
	return OK;
}

void db_admin_close(struct db_admin *a) { mysql_close(&a->mysql); }

err db_admin_exec(struct db_admin *a, const char *sql, const char **why)
{
	return mysql_query(&a->mysql, sql) == 0 ? OK : fail(a, why);
}

static err copy(struct db_admin *a, MYSQL_RES *from, struct db_admin_rows *out)
{
	const size_t n = mysql_num_rows(from), columns = mysql_num_fields(from);
	const char **at = ARENA_NEW(a->arena, const char *, n *columns + 1);

	for (size_t row = 0; at && row < n; row++) {
		MYSQL_ROW values = mysql_fetch_row(from);
		for (size_t i = 0; i < columns; i++) {
			const char *is = values[i] ? values[i] : "";
			if (!(at[row * columns + i] = arena_strndup(a->arena, is, strlen(is))))
				return ERR_NOMEM;
		}
	}
	*out = (struct db_admin_rows){ at, n, columns };
	return at ? OK : ERR_NOMEM;
}

err db_admin_ask(struct db_admin *a, const char *sql, struct db_admin_rows *out, const char **why)
{
	TRY(db_admin_exec(a, sql, why));
	MYSQL_RES *rows = mysql_store_result(&a->mysql);
	if (!rows)
		return fail(a, why);
	const err e = copy(a, rows, out);
	mysql_free_result(rows);
	if (e)
		*why = "out of memory";
	return e;
}

/* NO_BACKSLASH_ESCAPES is never set by this connection, so both must be escaped. */
void db_admin_quote(struct text *t, const char *text)
{
	text_puts(t, "'");
	for (; *text; text++)
		text_printf(t, *text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
	text_puts(t, "'");
}

void db_admin_name(struct text *t, const char *name)
{
	text_puts(t, "`");
	for (; *name; name++)
		text_printf(t, *name == '`' ? "`%c" : "%c", *name);
	text_puts(t, "`");
}
