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

/* The word after `before`, when the statement has that. */
static const char *word_after(const char *sql, const char *before, size_t *n)
{
	const char *at = strstr(sql, before);

	if (!at)
		return NULL;
	at += strlen(before);
	*n = strspn(at, "abcdefghijklmnopqrstuvwxyz_0123456789");
	return at;
}

static enum place place_of(const char *sql)
{
	const bool inserts = strncmp(sql, "INSERT", 6) == 0, updates = strncmp(sql, "UPDATE ", 7) == 0;
	size_t n = 0;

	if (strncmp(sql, "SELECT", 6) == 0 && !strstr(sql, "FOR UPDATE") && !strstr(sql, "LOCK IN SHARE MODE"))
		return PLACE_NONE;
	const char *table = word_after(sql, inserts ? "INTO " : updates ? "UPDATE " : "FROM ", &n);
	for (size_t i = 0; table && i < sizeof tables / sizeof *tables; i++)
		if (strlen(tables[i].table) == n && strncmp(tables[i].table, table, n) == 0)
			return inserts && !tables[i].fresh ? PLACE_NONE : tables[i].place;
	return PLACE_NONE;
}

void lock_order_take(struct lock_order *o, const char *query, const char *sql)
{
	const enum place place = place_of(sql);
	const unsigned bit = 1u << place;

	if (place == PLACE_NONE || o->taken & bit)
		return;
	if (o->taken > bit)
		fprintf(stderr, "lock order: %s locks a kind of row too late (lock_order.h)\n", query);
	must(o->taken < bit);
	o->taken |= bit;
}
#endif
