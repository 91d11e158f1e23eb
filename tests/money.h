/* money.h - a shop with something to pay, and a channel that answers by a script. */
#ifndef TESTS_MONEY_H
#define TESTS_MONEY_H
#include "test.h"
#include "database.h"
#include "gateway/server.h"
#include "../flows/world.h"
#include "../model/money/payment.h"
#include "../model/money/receipt.h"
#include "../model/money/refund.h"
#include "../model/order/order.h"

/* A fresh schema: members 7 and 8 (both known to WeChat), SKU 1 at 50 yuan, 10000 in stock. The world has no channel yet. */
struct world *money_shop(const char *schema);
void money_leave(void);

/* An unpaid order of member 7: one of SKU 1, freight 8 yuan, 58 yuan in all. */
struct order money_order(void);
enum { MONEY_PAY = 5800, MONEY_FREIGHT = 800 };
/* Its attempt to pay, PENDING. */
struct payment money_attempt(int64_t order, enum payment_trade);
/* Paid through an attempt: transaction "T" and the order's id. */
struct payment money_paid(int64_t order);

struct order money_order_now(int64_t id);
struct payment money_payment_now(const char *number);
/* The first column of the first row. */
int64_t money_ask(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct receipt_result money_receive(const char *transaction_id, const char *number, int64_t fen, const char *currency);
/* The same on another connection; the outcome, or -1. */
int money_receive_on(struct db *, const char *transaction_id, const char *number, int64_t fen);

/* One transaction around a call with an argument. */
#define money_tx(body, arg) db_tx(money_world.db, (body), (arg))
extern struct world money_world;

/* Every rule of `micromall check` holds, but those named; prints what does not. */
void money_books_are_right(void);

/* An answer of WeChat, signed: "name=value" each, ended by NULL. */
const char *money_answer(bool good, const char *const *more);
#define ANSWER(good, ...) money_answer(good, (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })
/* "name=value" with a value of ours. */
const char *money_part(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The channel answers these in turn. */
void money_channel(const char *const *bodies, size_t n);
#define CHANNEL(...) \
	money_channel((const char *const[]){ __VA_ARGS__ }, sizeof(const char *const[]){ __VA_ARGS__ } / sizeof(char *))
/* Asked about an attempt: paid for, or in that state. */
const char *money_says_paid(const char *number, const char *transaction_id, int64_t fen);
const char *money_says(const char *number, const char *trade_state);
void money_channel_gone(void); /* answers 500 to everything */
void money_channel_over(void);
/* The n-th thing asked since the channel began (they are read in turn): a field of it. */
const char *money_asked(const char *field);
#endif
