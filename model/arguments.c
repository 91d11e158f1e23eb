/* arguments.c - what a statement is asked with: found by name, bound by kind, sealed on the way. */
#include "db_private.h"
#include "crash.h"
#include "../lib/must.h"
#include <string.h>

/* The last word of an argument's name: what it is called in SQL. */
struct last {
	const char *at;
	size_t n;
	bool used;
};
enum { ARGS_MAX = PARAMS_MAX };

static size_t last_words(const struct db_arg *args, struct last *out)
{
	size_t n = 0;

	for (const struct db_arg *a = args; a->name; a++) {
		const char *from = a->name, *p = a->name;
		for (; *p; p++)
			if (*p == '.' || *p == '>')
				from = p + 1;
		must(n < ARGS_MAX);
		out[n++] = (struct last){ from, (size_t)(p - from), false };
	}
	return n;
}

static void make_hash(const struct seal *s, bytes b, uint8_t *to)
{
	(void)s;
	crypto_sha256(b, to);
}

/* ":phone_index" stands for the index of what ":phone" is, ":token_hash" for the SHA-256 of ":token". */
enum { TWINS = 2, TWIN_SIZE = SEAL_INDEX };
_Static_assert((int)TWIN_SIZE == (int)CRYPTO_SHA256, "one size");
static const struct twin {
	const char *tail;
	size_t n;
	void (*make)(const struct seal *, bytes, uint8_t to[TWIN_SIZE]);
} twins[TWINS] = { { "_index", 6, seal_index }, { "_hash", 5, make_hash } };

struct value {
	struct db_arg arg;
	const struct twin *twin; /* or NULL: as it is */
};

static bool find_named(const struct given *g, const char *name, size_t n, struct last *last, size_t count, struct db_arg *out)
{
	for (size_t k = 0; k < count; k++) {
		if (last[k].n != n || memcmp(last[k].at, name, n) != 0)
			continue;
		last[k].used = true;
		*out = g->args[k];
		return true;
	}
	const struct field *f = g->shape ? shape_find(g->shape, name, n) : NULL;
	if (f)
		*out = (struct db_arg){ f->name, f->kind, f->words, (const char *)g->from + f->offset };
	return f != NULL;
}

static struct value find(const struct statement *s, unsigned i, const struct given *g, struct last *last, size_t count)
{
	const size_t n = s->param[i].n;
	const char *name = s->param[i].at;
	struct value v = { .twin = NULL };

	if (find_named(g, name, n, last, count, &v.arg))
		return v;
	for (const struct twin *t = twins; t < twins + TWINS && !v.twin; t++)
		if (n > t->n && memcmp(name + n - t->n, t->tail, t->n) == 0 && find_named(g, name, n - t->n, last, count, &v.arg))
			v.twin = t;
	must(v.twin && (field_is_text(v.arg.kind) || v.arg.kind == KIND_BYTES)); /* every parameter has an argument */
	return v;
}

static void bind_buffer(MYSQL_BIND *b, struct cell *c, enum enum_field_types type, const void *at, size_t n)
{
	c->length = n;
	*b = (MYSQL_BIND){ .buffer_type = at ? type : MYSQL_TYPE_NULL,
		.buffer = (void *)(uintptr_t)at,
		.buffer_length = n,
		.length = &c->length };
}

static bytes octets_of(const struct db_arg *a)
{
	if (a->kind == KIND_BYTES)
		return *(const bytes *)a->at;
	const char *s = *(const char *const *)a->at;
	return (bytes){ s, s ? strlen(s) : 0 };
}

/* What the database gets to see of it: sealed, or its twin. */
static err bind_hidden(struct db *db, MYSQL_BIND *b, struct cell *c, bytes plain, const struct twin *twin)
{
	const size_t room = twin ? TWIN_SIZE : plain.n + SEAL_MORE;
	uint8_t *to = plain.at ? ARENA_NEW(db->arena, uint8_t, room) : NULL;

	if (plain.at && !to)
		return ERR_NOMEM;
	if (to && twin)
		twin->make(&db->seal, plain, to);
	else if (to)
		seal_close(&db->seal, plain, to);
	bind_buffer(b, c, MYSQL_TYPE_BLOB, to, room);
	return OK;
}

static void bind_plain(MYSQL_BIND *b, struct cell *c, const struct db_arg *a)
{
	if (a->kind == KIND_TEXT || a->kind == KIND_BYTES) {
		const bytes raw = octets_of(a);
		bind_buffer(b, c, a->kind == KIND_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB, raw.at, raw.n);
	} else if (!field_load(a->kind, a->at, &c->number)) {
		bind_buffer(b, c, MYSQL_TYPE_NULL, NULL, 0);
	} else if (a->kind == KIND_ENUM) {
		must(c->number > 0 && c->number < a->words->count);
		bind_buffer(b, c, MYSQL_TYPE_STRING, a->words->at[c->number], strlen(a->words->at[c->number]));
	} else if (a->kind == KIND_MOMENT || a->kind == KIND_MAYBE_MOMENT) {
		const struct civil at = moment_split((moment){ c->number });
		c->time = (MYSQL_TIME){ .year = at.year,
			.month = at.month,
			.day = at.day,
			.hour = at.hour,
			.minute = at.minute,
			.second = at.second,
			.second_part = at.ms * 1000,
			.time_type = MYSQL_TIMESTAMP_DATETIME };
		bind_buffer(b, c, MYSQL_TYPE_DATETIME, &c->time, sizeof c->time);
	} else {
		bind_buffer(b, c, MYSQL_TYPE_LONGLONG, &c->number, sizeof c->number);
	}
}

static err bind(struct db *db, MYSQL_BIND *b, struct cell *c, const struct value *v)
{
	if (v->twin || v->arg.kind == KIND_SEALED)
		return bind_hidden(db, b, c, octets_of(&v->arg), v->twin);
	bind_plain(b, c, &v->arg);
	return OK;
}

static err bind_all(struct db *db, struct statement *s, const struct given *g, MYSQL_BIND *to, struct cell *cell)
{
	struct last last[ARGS_MAX];
	const size_t count = last_words(g->args, last);

	for (unsigned i = 0; i < s->params; i++) {
		const struct value v = find(s, i, g, last, count);
		TRY(bind(db, &to[i], &cell[i], &v));
	}
	for (size_t k = 0; k < count; k++)
		must(last[k].used); /* every argument has a parameter */
	return OK;
}

err statement_execute(struct db *db, struct statement *s, const struct given *g)
{
	MYSQL_BIND to[PARAMS_MAX];
	struct cell cell[PARAMS_MAX];

	TRY(bind_all(db, s, g, to, cell));
	db->statements++;
	if (db->in_tx) {
		lock_order_take(&db->locks, s->query->name, s->query->sql);
		crash_point();
	}
	db_asks(db);
	if ((s->params && mysql_stmt_bind_param(s->handle, to)) || mysql_stmt_execute(s->handle))
		return statement_fail(db, s);
	if (db->in_tx)
		crash_point();
	return OK;
}

err db_exec_args(struct tx *tx, const struct query *q, const struct shape *shape, const void *from, const struct db_arg *args)
{
	struct db *db = tx->db;
	struct statement *s;

	must(!q->row);
	TRY(statement_of(db, q, &s));
	TRY(statement_execute(db, s, &(struct given){ shape, from, args }));
	db->changed = (int64_t)mysql_stmt_affected_rows(s->handle);
	db->last_id = (int64_t)mysql_stmt_insert_id(s->handle);
	return OK;
}
