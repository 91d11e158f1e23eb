/* receipt.h - money that a channel says reached us: recorded once, whatever becomes of it (domain 3).
 *
 * One transaction. The receipt comes first, keyed by the channel's own id: told again, nothing
 * happens. Money that fits its attempt and finds its order waiting pays it; any other is held
 * (UNAPPLIED), put on the exception desk, and given back in full; of another currency it is only put there. Only news that was verified
 * comes here: by signature, or because we asked.
 *
 * Locks, in this order: receipt (new), order, products, payment, then inserts of ledger, refund and
 * exception. Nobody else takes a receipt, and whoever takes a payment took its order before. */
#ifndef RECEIPT_H
#define RECEIPT_H
#include "exception.h"

#define RECEIPT_SOURCES(W) W(RECEIPT_NOTICE, "NOTICE") W(RECEIPT_QUERY, "QUERY")
WORDS_DECLARE(receipt_source, RECEIPT_SOURCES);

struct receipt_news {
	const char *channel, *transaction_id, *payment_number;
	money amount;
	const char *currency, *openid; /* openid NULL: not said */
	enum receipt_source told_by;
	bytes raw;             /* as it came; {NULL}: nothing to keep */
	const char *sent_back; /* what the refund says when no order takes it */
};
SHAPE_DECLARE(receipt_news_shape, struct receipt_news);

enum receipt_outcome { RECEIPT_APPLIED, RECEIPT_UNAPPLIED, RECEIPT_REPEAT };
struct receipt_result {
	enum receipt_outcome outcome;
	enum exception_kind kind; /* of UNAPPLIED */
	int64_t order_id;         /* 0: of none we know */
};

err receipt_record(struct tx *, const struct receipt_news *, struct receipt_result *out) MUST_USE;
#endif
