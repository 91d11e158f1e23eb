/* rekey.h - what is sealed under an old key, sealed anew under the current one (lib/seal.h).
 *
 * May run while the shop is open, be cut off, and run again: a row is written only as it was read, and whoever
 * writes one meanwhile wins, as what he wrote is sealed under a current key or found by the next run. The index is
 * made anew with it. Answers kept for an Idempotency-Key are not touched: they go by themselves within days. */
#ifndef REKEY_H
#define REKEY_H
#include "db.h"

struct rekey_table {
	const char *name;
	const struct query *select, *update, *left;
};
extern const struct rekey_table rekey_tables[]; /* ends with name NULL */

/* The next rows of the table behind id *after, in one transaction: *done are sealed anew, *more may follow. ERR_DB with
 * db_error() when one does not open: its key is not in the configuration. */
err rekey_some(struct db *, const struct rekey_table *, int64_t *after, int32_t *done, bool *more) MUST_USE;
/* Rows of the table of which any column is sealed under another key than the current one. */
err rekey_left(struct db *, const struct rekey_table *, int64_t *out) MUST_USE;
/* Answers that still need an old key. */
err rekey_answers_left(struct db *, int64_t *out) MUST_USE;
#endif
