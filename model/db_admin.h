/* db_admin.h - the connection of an administrator: plain statements, as `micromall migrate` needs.
 *
 * No request comes here. Values in a statement are quoted by db_admin_quote, never by hand. */
#ifndef DB_ADMIN_H
#define DB_ADMIN_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/text.h"

struct db_admin;

/* Over the socket, without a schema. ERR_DB with *why. */
err db_admin_open(struct arena *, const char *socket, const char *user, struct db_admin **out, const char **why) MUST_USE;
void db_admin_close(struct db_admin *);

/* One statement without rows. ERR_DB with *why: number and message of the server; ERR_DUPLICATE when what
 * it would make is there already, or what it would drop is gone. */
err db_admin_exec(struct db_admin *, const char *sql, const char **why) MUST_USE;

/* Rows of text, a NULL as "": at[row * columns + column]. */
struct db_admin_rows {
	const char *const *at;
	size_t n, columns;
};
err db_admin_ask(struct db_admin *, const char *sql, struct db_admin_rows *out, const char **why) MUST_USE;

/* 'text', and `name`, as they may stand in a statement. */
void db_admin_quote(struct text *, const char *text);
void db_admin_name(struct text *, const char *name);
#endif
