/* refund.h - money on its way back: one row a refund, its number written before anybody is asked.
 *
 * WAITING: to be sent. SENT: the channel accepted it, which is not done. SUCCEEDED: it said done.
 * ABNORMAL: it cannot be done there, a person must look (exception desk) and may have it sent again.
 * BY_HAND: that person paid it another way, which ends it as well.
 * The number is the same on every try. The books: a refund of an order is owed from its begin (SALES, FREIGHT to
 * REFUND_PAYABLE) and paid at its success (REFUND_PAYABLE to cash); one of money that paid no order
 * goes from UNAPPLIED to cash at its success. What was paid by hand comes from HAND_PAID instead of cash.
 *
 * Lock order: order and its lines, payment, refund, exception; nobody who holds a refund asks for its order. */
#ifndef REFUND_H
#define REFUND_H
#include "../order/order.h"

#define REFUND_STATES(W) \
	W(REFUND_WAITING, "WAITING") \
	W(REFUND_SENT, "SENT") W(REFUND_SUCCEEDED, "SUCCEEDED") W(REFUND_ABNORMAL, "ABNORMAL") W(REFUND_BY_HAND, "BY_HAND")
WORDS_DECLARE(refund_state, REFUND_STATES);

/* clang-format off */
#define REFUND_ERRORS(E) \
	E(REFUND_TOO_MUCH, 409, "refund_too_much", "More than was paid, or too many refunds of one payment") \
	E(REFUND_STATE,    409, "refund_state",    "The refund is not in a state for that")
/* clang-format on */
REFUND_ERRORS(ERR_DECLARE)

enum { REFUND_NUMBER = 20 }; /* 'R' and 19 digits */
#define REFUNDS_SHOWN 100    /* of one order */

struct refund {
	int64_t id;
	const char *number, *reference, *channel, *payment_number, *transaction_id;
	maybe_int64 order_id;
	money total_amount, amount;
	const char *reason;
	enum refund_state state;
	const char *channel_refund_id;
	int32_t tries, refusals; /* tries: since the state began; refusals: of those the channel judged */
	maybe_moment next_try_at;
	const char *last_error;
	moment created_at;
	maybe_moment sent_at, finished_at;
};
struct refund_list {
	struct refund *at;
	size_t n;
};
SHAPE_DECLARE(refund_row, struct refund);
#define REFUND_COLUMNS \
	"id, number, reference, channel, payment_number, transaction_id, order_id, total_amount, amount, reason, state," \
	" channel_refund_id, tries, refusals, next_try_at, last_error, created_at, sent_at, finished_at"

/* order 0: money that paid no order. */
struct refund_wish {
	const char *reference, *channel, *payment_number, *transaction_id;
	int64_t order;
	money total, amount;
	const char *reason;
};
/* A new refund, due at once; or the one made before under that reference. Of an order: REFUND_TOO_MUCH
 * when the refunds of the payment would pass its amount, or fifty. */
err refund_create(struct tx *, const struct refund_wish *, struct refund *out) MUST_USE;

/* The whole of a paid order goes back: the order becomes REFUNDING, the refund is made, the books
 * owe it. An order that cost nothing is REFUNDED at once, without a refund: *out then has no number. */
err refund_order(struct tx *, int64_t order, const char *reason, struct act, struct refund *out) MUST_USE;

err refund_by_number(struct db *, const char *number, struct refund *out) MUST_USE;
err refund_list_of(struct db *, int64_t order, struct refund_list *out) MUST_USE;

/* Those in that state whose time has come, the longest waiting first. */
err refund_list_due(struct db *, enum refund_state, int32_t limit, struct refund_list *out) MUST_USE;
/* One runner takes it: its next time moves on, doubling from after_s up to max_s. *mine: it was us. */
err refund_claim(struct tx *, const struct refund *, int64_t after_s, int64_t max_s, bool *mine) MUST_USE;

/* WAITING becomes SENT; it is asked after in ask_in_s. */
err refund_sent(struct tx *, const char *number, const char *channel_refund_id, int64_t ask_in_s) MUST_USE;
/* SENT, but the channel knows nothing of it: WAITING again, due now. */
err refund_lost(struct tx *, const char *number) MUST_USE;
/* This try came to nothing, for the log; the next stands as claimed. */
err refund_tried(struct tx *, const char *number, const char *error) MUST_USE;
/* The same, and it was the channel that said no: counted. */
err refund_refused(struct tx *, const char *number, const char *error) MUST_USE;
/* Becomes SUCCEEDED: books, order and exception desk with it. REFUND_STATE when it was so before. One that was paid
 * BY_HAND stays so: then the money went twice, and this one lies on the desk as a refund of the console. */
err refund_done(struct tx *, const char *number) MUST_USE;
/* It needs a person: OPEN on the exception desk, once. REFUND_STATE when it is final already. */
err refund_abnormal(struct tx *, const char *number, const char *error) MUST_USE;
/* A person has it sent again: ABNORMAL becomes WAITING, due now, and the exception REFUNDING.
 * REFUND_STATE when it is no longer that, or settled another way; ERR_CONFLICT for another version. */
err refund_retry(struct tx *, int64_t exception, int32_t version, staff_id) MUST_USE;
/* What staff say of an exception (exception_resolve). Of a REFUND_FAILED it says that they paid another way: the refund is
 * BY_HAND, its order refunded, the books owe it no more. REFUND_STATE when the channel was faster. */
err refund_resolve(struct tx *, int64_t exception, int32_t version, const char *note, staff_id) MUST_USE;
#endif
