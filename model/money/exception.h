/* exception.h - the exception desk (异常款): money, or news of money, that fits no order.
 *
 * Money of a receipt that paid nothing is REFUNDING from the start and REFUNDED when it is back; but of another currency
 * it is no amount of ours, 0 here, and said in the note. What needs a person is OPEN until one of the staff says what was done: RESOLVED; or, of a refund
 * that failed, until it is sent again: REFUNDING. */
#ifndef EXCEPTION_H
#define EXCEPTION_H
#include "../db.h"

/* clang-format off */
#define EXCEPTION_KINDS(W) \
	W(EXCEPTION_UNKNOWN_NUMBER,    "UNKNOWN_NUMBER")        /* no attempt of ours */ \
	W(EXCEPTION_WRONG_AMOUNT,      "WRONG_AMOUNT") \
	W(EXCEPTION_WRONG_CURRENCY,    "WRONG_CURRENCY") \
	W(EXCEPTION_SECOND_PAYMENT,    "SECOND_PAYMENT")        /* the order was paid before */ \
	W(EXCEPTION_PAID_AFTER_CANCEL, "PAID_AFTER_CANCEL") \
	W(EXCEPTION_FOREIGN_NOTICE,    "FOREIGN_NOTICE")        /* signed with our key, of another account: not our money */ \
	W(EXCEPTION_CONSOLE_REFUND,    "CONSOLE_REFUND")        /* made by hand in the channel's console */ \
	W(EXCEPTION_REFUND_FAILED,     "REFUND_FAILED")         /* the channel cannot give it back by itself */
/* clang-format on */
WORDS_DECLARE(exception_kind, EXCEPTION_KINDS);

/* clang-format off */
#define EXCEPTION_STATES(W) \
	W(EXCEPTION_OPEN, "OPEN") W(EXCEPTION_REFUNDING, "REFUNDING") W(EXCEPTION_REFUNDED, "REFUNDED") W(EXCEPTION_RESOLVED, "RESOLVED")
/* clang-format on */
WORDS_DECLARE(exception_state, EXCEPTION_STATES);

/* clang-format off */
#define EXCEPTION_ERRORS(E) \
	E(EXCEPTION_NOT_OPEN, 409, "exception_not_open", "There is nothing to resolve here")
/* clang-format on */
EXCEPTION_ERRORS(ERR_DECLARE)

struct exception {
	int64_t id;
	enum exception_kind kind;
	const char *channel, *reference, *payment_number;
	maybe_int64 order_id;
	money amount;
	maybe_int64 refund_id;
	enum exception_state state;
	const char *note;
	maybe_int64 staff_id;
	const char *staff_name; /* NULL: nobody of staff */
	moment created_at;
	maybe_moment resolved_at;
	int32_t version;
};
struct exception_list {
	struct exception *at;
	size_t n;
};
SHAPE_DECLARE(exception_row, struct exception);
#define EXCEPTION_TALLIES_MAX 100 /* kinds by states: fewer */
struct exception_tally {
	enum exception_kind kind;
	enum exception_state state;
	int64_t total;
};
struct exception_tallies {
	struct exception_tally *at;
	size_t n;
};
SHAPE_DECLARE(exception_tally_row, struct exception_tally);

/* What is new on the desk; order and refund 0: none; note NULL: nothing to say yet. ERR_DUPLICATE when it lies there already. */
struct exception_news {
	enum exception_kind kind;
	enum exception_state state;
	const char *channel, *reference, *payment_number;
	int64_t order, refund;
	money amount;
	const char *note;
};
SHAPE_DECLARE(exception_news_shape, struct exception_news);
err exception_add(struct tx *, const struct exception_news *) MUST_USE;
/* The same, but what lies there already stays as it is: for news that may come twice. */
err exception_note(struct tx *, const struct exception_news *) MUST_USE;
/* The same for money on its way back: what told of it before without any money becomes this. */
err exception_money(struct tx *, const struct exception_news *) MUST_USE;

/* Somebody refunded in the channel's console: on the desk, and the cash is less. Once a refund. */
err exception_console_refund(struct tx *, const char *channel, const char *refund_id, const char *payment_number, money) MUST_USE;

/* A REFUND_FAILED whose refund is sent again: OPEN becomes REFUNDING. ERR_CONFLICT for another version or state. */
err exception_retry(struct tx *, int64_t id, int32_t version, staff_id) MUST_USE;
/* It failed again: its REFUND_FAILED is OPEN once more, if it was REFUNDING. */
err exception_reopen(struct tx *, int64_t refund) MUST_USE;
/* The refund went through: what waited for it is REFUNDED; a REFUND_FAILED of it that nobody had sent again, RESOLVED. */
err exception_refunded(struct tx *, int64_t refund) MUST_USE;

/* OPEN becomes RESOLVED, with the words of one of the staff. EXCEPTION_NOT_OPEN; ERR_CONFLICT for
 * another version. A console refund resolved lessens the sales. Callers take refund_resolve, which also ends a refund. */
err exception_resolve(struct tx *, int64_t id, int32_t version, const char *note, staff_id) MUST_USE;

/* How many there are of each kind and state; a kind and state without any is left out. */
err exception_tally(struct db *, struct exception_tallies *out) MUST_USE;
err exception_by_id(struct db *, int64_t id, struct exception *out) MUST_USE;
/* Newest first. NULL: any. */
err exception_page(struct db *, const char *state, const char *kind, int32_t page, int32_t page_size, struct exception_list *out,
	int64_t *total) MUST_USE;
#endif
