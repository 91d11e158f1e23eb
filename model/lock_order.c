#include "lock_order.h"

#ifdef LOCK_ORDER
#include "../lib/must.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum place { PLACE_NONE, PLACE_IDEMPOTENCY, PLACE_OWNER, PLACE_ORDER, PLACE_LINE, PLACE_SKU, PLACE_COUNTER, PLACE_PAYMENT };

/* fresh: its inserts count too, for two with one key wait for each other. Else a row that nobody knows yet holds up nobody. */
static const struct {
	const char *table;
	enum place place;
	bool fresh;
} tables[] = {
	{ "idempotency", PLACE_IDEMPOTENCY, true },
	{ "member", PLACE_OWNER, false },
	{ "staff", PLACE_OWNER, false },
	{ "account", PLACE_OWNER, false },
	{ "shop_order", PLACE_ORDER, false },
	{ "payment", PLACE_PAYMENT, false },
	{ "refund", PLACE_PAYMENT, false },
	{ "payment_exception", PLACE_PAYMENT, false },
	{ "order_line", PLACE_LINE, false },
	{ "sku", PLACE_SKU, false },
	{ "product", PLACE_COUNTER, false },
};

static bool is(const char *word, size_t n, const char *wanted) { return strlen(wanted) == n && strncmp(word, wanted, n) == 0; }

/* A bit for the kind of the table at `at`; 0 when it has none. */
static unsigned kind_of(const char *at, bool inserted)
{
	const size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz_0123456789");

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (is(at, n, tables[i].table))
			return inserted && !tables[i].fresh ? 0 : 1u << tables[i].place;
	return 0;
}

/* What a statement locks: a bit for each kind. settled: in which order does not depend on the server. */
struct locks {
	unsigned kinds;
	bool settled;
};

static struct locks locks_of(const char *sql)
{
	const bool inserts = strncmp(sql, "INSERT ", 7) == 0, updates = strncmp(sql, "UPDATE ", 7) == 0,
		   deletes = strncmp(sql, "DELETE ", 7) == 0,
		   asks_to = strstr(sql, "FOR UPDATE") || strstr(sql, "LOCK IN SHARE MODE");
	const char *set = strstr(sql, " SET "), *join = strstr(sql, "JOIN ");
	const bool deep = deletes || (updates && join && join < set);
	struct locks locks = { 0, true };
	int depth = 0;

	for (const char *at = sql; (inserts || updates || deletes || asks_to) && *at;) {
		const size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
		const bool into = inserts && is(at, n, "INTO"), first = updates && at == sql, joins = is(at, n, "JOIN"),
			   reads = joins || is(at, n, "FROM") || is(at, n, "STRAIGHT_JOIN"),
			   counts = deep || (depth == 0 && (updates || asks_to));
		depth += (*at == '(') - (*at == ')');
		at += n ? n : 1;
		if (!into && !first && !(reads && counts))
			continue;
		const unsigned kind = kind_of(at + strspn(at, " "), into);
		locks.settled &= !joins && (!kind || kind >= locks.kinds);
		locks.kinds |= kind;
	}
	return locks;
}

void lock_order_take(struct lock_order *o, const char *query, const char *sql)
{
	const struct locks locks = locks_of(sql);
	const unsigned fresh = locks.kinds & ~o->taken, lowest = fresh & -fresh;
	const bool late = fresh && o->taken > lowest, unsettled = fresh != lowest && !locks.settled;

	if (late || unsettled)
		fprintf(stderr, "lock order: %s locks %s (lock_order.h)\n", query,
			late ? "a kind of row too late" : "rows of several kinds in whatever order");
	must(!late && !unsettled);
	o->taken |= fresh;
}
#endif
