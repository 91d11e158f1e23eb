/* lock_order.h - the order in which a transaction takes its locks, asserted in builds that test.
 *
 *     idempotency → member, account → order → line → SKU → the product's own row → payments, refunds, the exception desk
 *
 * Two transactions that lock the same rows in one order wait for each other; in two orders, one of them dies. With
 * --enable-lock-order (the default with --enable-developer), a statement that locks a row of an earlier kind than one
 * locked before, and of a kind not locked yet, ends the process and says which; so does one that joins rows of several
 * kinds, unless by STRAIGHT_JOIN, for in which order it comes to them only the server knows. SKUs are taken ascending by
 * one statement. Ledger, movements and logs are only ever added to: nobody waits for them, so that the hot rows of stock
 * may come after them. Source: architecture §3, reliability R7.
 *
 * What a statement locks is what InnoDB locks at READ COMMITTED. An UPDATE of one table, and a SELECT … FOR UPDATE: what
 * they name and join, but not what a sub-select reads. A DELETE, and an UPDATE that joins: that, too. An INSERT … SELECT:
 * nothing of what it selects. */
#ifndef LOCK_ORDER_H
#define LOCK_ORDER_H

/* What a transaction has locked so far: a bit per kind. Zero at its beginning. */
struct lock_order {
	unsigned taken;
};

#ifdef LOCK_ORDER
void lock_order_take(struct lock_order *, const char *query, const char *sql);
#else
static inline void lock_order_take(struct lock_order *o, const char *query, const char *sql)
{
	(void)o;
	(void)query;
	(void)sql;
}
#endif
#endif
