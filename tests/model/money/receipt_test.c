/* Money that a channel reports: applied once, or held and given back, in whatever order things come. */
#include "../../money.h"
#include <stdio.h>
#include <string.h>

enum { TOLD = 100, WORKERS = 8, STATEMENTS_MAX_GOOD = 12 };

static void money_that_fits_pays_its_order(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_JSAPI);
	(void)state;

	db_request_begins(money_world.db);
	const struct receipt_result r = money_receive("T1", p.number, MONEY_PAY, "CNY");
	assert_in_range(db_statements(money_world.db), 1, STATEMENTS_MAX_GOOD);
	assert_true(r.outcome == RECEIPT_APPLIED && r.order_id == o.id);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_SUCCEEDED);
	assert_string_equal(money_payment_now(p.number).transaction_id, "T1");
	assert_int_equal(money_receive("T1", p.number, MONEY_PAY, "CNY").outcome, RECEIPT_REPEAT);
	assert_int_equal(
		money_ask(
			"SELECT SUM(e.amount) FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.kind = 'FREIGHT'"),
		-MONEY_FREIGHT);
	money_books_are_right();
}

static err resolve(struct tx *tx, void *arg)
{
	const struct exception *x = arg;

	return refund_resolve(tx, x->id, x->version, "已在商户平台退回", (staff_id){ 1 });
}

static void money_that_fits_nothing_is_held_and_goes_back(void **state)
{
	const struct order o = money_order(), second = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE), q = money_attempt(second.id, TRADE_NATIVE);
	(void)state;

	assert_int_equal(money_receive("E1", "P0000000000000000000", 1, "CNY").kind, EXCEPTION_UNKNOWN_NUMBER);
	assert_int_equal(money_receive("E2", p.number, MONEY_PAY - 1, "CNY").kind, EXCEPTION_WRONG_AMOUNT);
	assert_int_equal(money_receive("E3", p.number, MONEY_PAY, "USD").kind, EXCEPTION_WRONG_CURRENCY);
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	assert_int_equal(money_receive("E4", p.number, MONEY_PAY, "CNY").outcome, RECEIPT_APPLIED);
	assert_int_equal(money_receive("E5", p.number, MONEY_PAY, "CNY").kind, EXCEPTION_SECOND_PAYMENT);
	assert_int_equal(money_receive("E6", q.number, 0, "CNY").outcome, RECEIPT_UNAPPLIED);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE transaction_id = 'E6'"), 0);
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM payment_exception WHERE reference = 'E6' AND state = 'OPEN' AND refund_id IS NULL"),
		1);
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM payment_exception x JOIN refund r ON r.id = x.refund_id AND r.amount = x.amount"
			" AND r.state = 'WAITING' AND r.next_try_at <= NOW(3) AND r.reference = CONCAT('exception:WECHATPAY:', x.reference) WHERE x.state = 'REFUNDING'"),
		3);
	/* The same transaction, now with money: it is held and goes back like any other. */
	assert_int_equal(money_receive("E6", q.number, MONEY_PAY - 1, "CNY").kind, EXCEPTION_WRONG_AMOUNT);
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM payment_exception x JOIN refund r ON r.id = x.refund_id AND r.amount = x.amount"
			  " WHERE x.reference = 'E6' AND x.state = 'REFUNDING' AND x.order_id = %lld",
			(long long)second.id),
		1);
	money_books_are_right();
}

static int64_t entries(void) { return money_ask("SELECT COUNT(*) FROM ledger_entry"); }

/* 5800 cents are not 5800 fen: no entry, no refund, a person. */
static void money_of_another_currency_is_for_a_person(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	const int64_t before = entries();
	struct exception_list list;
	int64_t total;
	(void)state;

	for (int i = 0; i < 2; i++)
		assert_int_equal(money_receive("U1", p.number, MONEY_PAY, "USD").outcome, i ? RECEIPT_REPEAT : RECEIPT_UNAPPLIED);
	assert_int_equal(money_receive("U2", "P0000000000000000000", 7, "USD").kind, EXCEPTION_WRONG_CURRENCY);
	assert_int_equal(entries(), before);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE transaction_id IN ('U1', 'U2')"), 0);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE transaction_id = 'U1' AND currency = 'USD' AND amount = %d"
				   " AND outcome = 'UNAPPLIED'",
				 MONEY_PAY),
		1);
	assert_err(exception_page(money_world.db, "OPEN", "WRONG_CURRENCY", 1, 20, &list, &total), OK);
	assert_true(list.at[1].amount.fen == 0 && list.at[1].order_id.has && list.at[1].order_id.is == o.id);
	assert_string_equal(list.at[1].reference, "U1");
	assert_string_equal(list.at[1].note, "5800 USD");
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	assert_int_equal(money_payment_now(p.number).state, PAYMENT_FAILED);
	money_books_are_right();
	assert_err(money_tx(resolve, &list.at[1]), OK);
	money_books_are_right();
}

/* ---- the order of things ---- */

enum event { PAY, PAY_SECOND, CANCEL, CLOSE, WRONG, EVENTS };
static const struct act by_test = { "system", "test" };
struct doing {
	enum event event;
	int64_t order;
	const char *number;
};

static err cancel(struct tx *tx, int64_t order, enum order_state is, const char *number)
{
	enum order_state now;
	struct refund unread;

	if (is == ORDER_UNPAID)
		return order_end_unpaid(tx, order, EVENT_CANCEL, number != NULL, by_test, &now);
	return is == ORDER_PAID ? refund_order(tx, order, "test", by_test, &unread) : OK;
}

/* As the flows do it: an order is closed here only while it is being cancelled. */
static err apply(struct tx *tx, void *arg)
{
	const struct doing *d = arg;
	struct order o;

	TRY(order_by_id(db_of(tx), d->order, &o));
	if (d->event == CANCEL)
		return cancel(tx, d->order, o.state, d->number);
	if (o.state != ORDER_CANCELLING)
		return OK;
	TRY(order_closed(tx, d->order, by_test));
	const err e = payment_closed(tx, d->number);
	return e == PAYMENT_STATE ? OK : e; /* money that did not fit has ended it */
}

static void happen(enum event event, const struct order *o, const struct payment *p)
{
	const long long id = o->id;

	switch (event) {
	case PAY: money_receive(money_part("A%lld", id), p->number, MONEY_PAY, "CNY"); break;
	case PAY_SECOND: money_receive(money_part("B%lld", id), p->number, MONEY_PAY, "CNY"); break;
	case WRONG: money_receive(money_part("C%lld", id), p->number, MONEY_PAY + 1, "CNY"); break;
	default: assert_err(money_tx(apply, (&(struct doing){ event, o->id, p->number })), OK);
	}
}

static err finish_one(struct tx *tx, void *number) { return refund_done(tx, number); }

static void finish_refunds(void)
{
	struct refund_list due;

	assert_err(refund_list_due(money_world.db, REFUND_WAITING, 1000, &due), OK);
	for (size_t i = 0; i < due.n; i++)
		assert_err(money_tx(finish_one, (void *)(uintptr_t)due.at[i].number), OK);
}

/* Whatever comes first: three sums came, one at most is kept, and only by an order that is paid. */
static void run_order(const int *order_of)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);

	for (int i = 0; i < EVENTS; i++)
		happen((enum event)order_of[i], &o, &p);
	happen(CLOSE, &o, &p); /* the sweep comes again until it is over */
	finish_refunds();
	const struct order end = money_order_now(o.id);
	const int64_t kept = MONEY_PAY * 3 + 1 -
		money_ask("SELECT COALESCE(SUM(amount), 0) FROM refund WHERE state = 'SUCCEEDED'"
			  " AND payment_number = '%s'",
			p.number);
	assert_true(end.state == ORDER_PAID || end.state == ORDER_CANCELLED || end.state == ORDER_REFUNDED);
	assert_int_equal(kept, end.state == ORDER_PAID ? MONEY_PAY : 0);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE payment_number = '%s'", p.number), 3);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE payment_number = '%s' AND outcome = 'APPLIED'", p.number),
		end.state != ORDER_CANCELLED);
}

static int permute(int *order_of, int n)
{
	int ran = 0;

	if (n == EVENTS) {
		run_order(order_of);
		return 1;
	}
	for (int i = n; i < EVENTS; i++) {
		const int a = order_of[n], b = order_of[i];
		order_of[n] = b, order_of[i] = a;
		ran += permute(order_of, n + 1);
		order_of[n] = a, order_of[i] = b;
	}
	return ran;
}

static void in_any_order_money_is_kept_only_for_a_paid_order(void **state)
{
	int order_of[EVENTS] = { PAY, PAY_SECOND, CANCEL, CLOSE, WRONG };
	(void)state;

	finish_refunds();
	assert_int_equal(permute(order_of, 0), 120);
	assert_int_equal(
		money_ask(
			"SELECT COALESCE(SUM(e.amount), 0) FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.kind IN ('UNAPPLIED', 'REFUND_PAYABLE')"),
		0);
	assert_int_equal(
		money_ask(
			"SELECT stock + (SELECT COUNT(*) FROM shop_order WHERE state IN ('UNPAID', 'CANCELLING', 'PAID')) FROM sku WHERE id = 1"),
		10000);
	money_books_are_right();
}

/* ---- told again and again ---- */

static const char *shared_number;

static int tell(int worker)
{
	struct arena own = { .limit = 8 << 20 };
	struct db *line = database_open("receipt_test", &own);
	int applied = 0;

	for (int i = 0; i < TOLD / WORKERS + 1; i++) {
		const int outcome = money_receive_on(line, "D1", shared_number, MONEY_PAY);
		applied += outcome == RECEIPT_APPLIED;
		if (outcome < 0)
			return 100;
	}
	(void)worker;
	db_close(line);
	return applied;
}

static void told_a_hundred_times_at_once_it_is_recorded_once(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	shared_number = p.number;
	assert_int_equal(database_race(WORKERS, tell), 1);
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM ledger_transaction WHERE order_id = %lld", (long long)o.id), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE transaction_id = 'D1'"), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE reference = 'D1'"), 0);
	money_books_are_right();
}

/* Notice against cancel: each of many orders ends paid or cancelled with its money on the way back. */
enum { RACES = 10, ROUNDS = 4 };
static struct {
	int64_t order;
	const char *number;
} races[RACES];

static err cancel_raced(struct tx *tx, void *arg)
{
	const int64_t *order = arg;
	enum order_state now;

	TRY(order_end_unpaid(tx, *order, EVENT_CANCEL, true, by_test, &now));
	return order_closed(tx, *order, by_test);
}

static int collide(int worker)
{
	struct arena own = { .limit = 8 << 20 };
	struct db *line = database_open("receipt_test", &own);
	char transaction[32];
	int broken = 0;

	for (int i = 0; i < RACES; i++) {
		snprintf(transaction, sizeof transaction, "R%lld", (long long)races[i].order);
		const err e = worker % 2 ? db_tx(line, cancel_raced, &races[i].order) : OK;
		broken += worker % 2 ? e && e != ORDER_STATE : money_receive_on(line, transaction, races[i].number, MONEY_PAY) < 0;
	}
	db_close(line);
	return broken;
}

static void race_once(void)
{
	for (int i = 0; i < RACES; i++) {
		const struct order o = money_order();
		races[i].order = o.id;
		races[i].number = money_attempt(o.id, TRADE_NATIVE).number;
	}
	assert_int_equal(database_race(4, collide), 0);
	for (int i = 0; i < RACES; i++) {
		const enum order_state is = money_order_now(races[i].order).state;
		assert_true(is == ORDER_PAID || is == ORDER_CANCELLED);
		assert_int_equal(
			money_ask("SELECT COUNT(*) FROM payment_exception WHERE order_id = %lld AND kind = 'PAID_AFTER_CANCEL'",
				(long long)races[i].order),
			is == ORDER_CANCELLED);
	}
	money_ask(
		"UPDATE payment SET state = 'CLOSED', open_slot = NULL WHERE open_slot = 1 AND order_id IN (SELECT id FROM shop_order WHERE state = 'CANCELLED')");
}

static void a_notice_that_meets_a_cancel_ends_one_way(void **state)
{
	(void)state;

	for (int i = 0; i < ROUNDS; i++)
		race_once();
	money_books_are_right();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_that_fits_pays_its_order),
		cmocka_unit_test(money_that_fits_nothing_is_held_and_goes_back),
		cmocka_unit_test(money_of_another_currency_is_for_a_person),
		cmocka_unit_test(in_any_order_money_is_kept_only_for_a_paid_order),
		cmocka_unit_test(told_a_hundred_times_at_once_it_is_recorded_once),
		cmocka_unit_test(a_notice_that_meets_a_cancel_ends_one_way),
	};
	money_shop("receipt_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_leave();
	return failed;
}
