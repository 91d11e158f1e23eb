/* Refunds: one row whatever the clicks, never more than was paid, done only when the channel says so. */
#include "../../money.h"
#include <stdio.h>
#include <string.h>

enum { CLICKS = 50 };

static const struct act by_test = { "member:7", "test" };
static int64_t clicked;
static const char *clicked_number;

static err whole_order(struct tx *tx, void *out) { return refund_order(tx, clicked, "不要了", by_test, out); }

static int click(int worker)
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open("refund_test", &own);
	struct refund r;
	const err e = db_tx(line, whole_order, &r);

	(void)worker;
	db_close(line);
	return e == OK ? 1 : e == ORDER_STATE ? 0 : 100;
}

static void fifty_clicks_are_one_refund(void **state)
{
	const struct order o = money_order();
	(void)state;

	clicked = o.id;
	money_paid(o.id);
	assert_int_equal(database_race(CLICKS, click), 1);
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM refund WHERE order_id = %lld AND amount = %d", (long long)o.id, MONEY_PAY), 1);
	assert_int_equal(money_order_now(o.id).state, ORDER_REFUNDING);
	money_books_are_right();
}

struct making {
	struct refund_wish wish;
	struct refund made;
};

static err make(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return refund_create(tx, &m->wish, &m->made);
}

static struct making part(const char *reference, int64_t fen)
{
	return (struct making){ .wish = { .reference = reference,
					.channel = "WECHATPAY",
					.payment_number = clicked_number,
					.transaction_id = "T",
					.order = clicked,
					.total = { MONEY_PAY },
					.amount = { fen },
					.reason = "test" } };
}

static int click_part(int worker)
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open("refund_test", &own);
	struct making m = part("one and the same", 1);
	const err e = db_tx(line, make, &m);

	(void)worker;
	db_close(line);
	return e == OK;
}

static void one_reference_is_one_refund_and_parts_never_pass_the_whole(void **state)
{
	const struct order o = money_order();
	struct making m;
	char reference[32];
	(void)state;

	clicked = o.id;
	clicked_number = money_paid(o.id).number;
	assert_int_equal(database_race(CLICKS, click_part), CLICKS); /* each was given the same one */
	assert_int_equal(money_payment_now(clicked_number).refunded_amount.fen, 1);
	m = part("too much", MONEY_PAY);
	assert_err(money_tx(make, &m), REFUND_TOO_MUCH);
	for (int i = 2; i <= 50; i++) {
		snprintf(reference, sizeof reference, "part %d", i);
		m = part(reference, 1);
		assert_err(money_tx(make, &m), OK);
		assert_true(strlen(m.made.number) == 20 && m.made.number[0] == 'R');
	}
	m = part("part 51", 1);
	assert_err(money_tx(make, &m), REFUND_TOO_MUCH);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE payment_number = '%s'", clicked_number), 50);
	money_ask("DELETE FROM refund WHERE payment_number = '%s'", clicked_number);
	money_ask("UPDATE payment SET refunded_amount = 0, refund_count = 0 WHERE number = '%s'", clicked_number);
}

static err done(struct tx *tx, void *number) { return refund_done(tx, number); }

static err abnormal(struct tx *tx, void *number) { return refund_abnormal(tx, number, "CHANGE"); }

static void a_refund_that_succeeded_ends_its_order_once(void **state)
{
	const struct order o = money_order();
	struct refund r;
	(void)state;

	clicked = o.id;
	money_paid(o.id);
	assert_err(money_tx(whole_order, &r), OK);
	assert_err(money_tx(done, (void *)(uintptr_t)r.number), OK);
	assert_err(money_tx(done, (void *)(uintptr_t)r.number), REFUND_STATE);
	const struct order end = money_order_now(o.id);
	assert_true(end.state == ORDER_REFUNDED && end.refunded_amount.fen == MONEY_PAY);
	money_books_are_right();
}

static void what_the_channel_cannot_do_waits_for_a_person(void **state)
{
	const struct order o = money_order();
	struct refund r;
	(void)state;

	clicked = o.id;
	money_paid(o.id);
	assert_err(money_tx(whole_order, &r), OK);
	assert_err(money_tx(abnormal, (void *)(uintptr_t)r.number), OK);
	assert_err(money_tx(abnormal, (void *)(uintptr_t)r.number), REFUND_STATE);
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM payment_exception WHERE kind = 'REFUND_FAILED' AND state = 'OPEN' AND refund_id = %lld",
			(long long)r.id),
		1);
	assert_int_equal(money_order_now(o.id).state, ORDER_REFUNDING);
	money_books_are_right();
	assert_err(money_tx(done, (void *)(uintptr_t)r.number), OK); /* by hand in the console, and confirmed */
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM payment_exception WHERE kind = 'REFUND_FAILED' AND state = 'RESOLVED' AND refund_id = %lld",
			(long long)r.id),
		1);
	money_books_are_right();
}

struct retry {
	int64_t exception;
	int32_t version;
};

static err retry(struct tx *tx, void *arg)
{
	const struct retry *again = arg;

	return refund_retry(tx, again->exception, again->version, (staff_id){ 5 });
}

static int64_t on_the_desk(const struct refund *r, const char *state)
{
	return money_ask(
		"SELECT COUNT(*) FROM payment_exception WHERE kind = 'REFUND_FAILED' AND state = '%s' AND refund_id = %lld", state,
		(long long)r->id);
}

static void what_the_channel_could_not_do_is_tried_again_under_its_number(void **state)
{
	const struct order o = money_order();
	struct refund r, now;
	(void)state;

	clicked = o.id;
	money_paid(o.id);
	assert_err(money_tx(whole_order, &r), OK);
	assert_err(money_tx(abnormal, (void *)(uintptr_t)r.number), OK);
	struct retry again = { money_ask("SELECT id FROM payment_exception WHERE refund_id = %lld", (long long)r.id), 2 },
		     nothing = { 999999, 1 };
	assert_err(money_tx(retry, &nothing), ERR_NOT_FOUND);
	assert_err(money_tx(retry, &again), ERR_CONFLICT);
	money_ask("UPDATE refund SET tries = 9, refusals = 9 WHERE id = %lld", (long long)r.id);
	again.version = 1;
	assert_err(money_tx(retry, &again), OK);
	again.version = 2;
	assert_err(money_tx(retry, &again), REFUND_STATE); /* on its way already */
	assert_err(refund_by_number(money_world.db, r.number, &now), OK);
	assert_true(now.state == REFUND_WAITING && now.tries == 0 && now.refusals == 0 && now.next_try_at.has);
	assert_int_equal(on_the_desk(&r, "REFUNDING"), 1);
	money_books_are_right();
	assert_err(money_tx(abnormal, (void *)(uintptr_t)r.number), OK); /* still not: for a person once more */
	assert_int_equal(on_the_desk(&r, "OPEN"), 1);
	money_books_are_right();
	again.version = 3;
	assert_err(money_tx(retry, &again), OK);
	assert_err(money_tx(done, (void *)(uintptr_t)r.number), OK);
	assert_int_equal(on_the_desk(&r, "REFUNDED"), 1);
	assert_int_equal(money_ask("SELECT staff_id FROM payment_exception WHERE refund_id = %lld", (long long)r.id), 5);
	again.version = 5;
	assert_err(money_tx(retry, &again), REFUND_STATE);
	money_books_are_right();
}

static err console(struct tx *tx, void *refund_id)
{
	return exception_console_refund(tx, "WECHATPAY", refund_id, "P1", (money){ 250 });
}

static err resolve(struct tx *tx, void *arg)
{
	const struct exception *x = arg;

	return refund_resolve(tx, x->id, x->version, "查明：客服手工退款", (staff_id){ 1 });
}

/* A refund of an order that lies before a person; his row of the desk. */
static struct exception given_up(struct refund *out)
{
	const struct order o = money_order();
	struct exception x;

	clicked = o.id;
	money_paid(o.id);
	assert_err(money_tx(whole_order, out), OK);
	assert_err(money_tx(abnormal, (void *)(uintptr_t)out->number), OK);
	assert_err(exception_by_id(money_world.db,
			   money_ask("SELECT id FROM payment_exception WHERE refund_id = %lld", (long long)out->id), &x),
		OK);
	return x;
}

static enum refund_state refund_is(const struct refund *r)
{
	struct refund now;

	assert_err(refund_by_number(money_world.db, r->number, &now), OK);
	return now.state;
}

static int64_t balance(const char *account)
{
	return money_ask(
		"SELECT COALESCE(SUM(e.amount), 0) FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.kind = '%s'",
		account);
}

static void what_staff_paid_another_way_ends_the_order_and_is_not_refunded_besides(void **state)
{
	struct refund r;
	struct exception x = given_up(&r), stale = x;
	const int64_t payable = balance("REFUND_PAYABLE"), cash = balance("WECHATPAY_CASH"), paid = balance("HAND_PAID");
	(void)state;

	stale.version = 9;
	assert_err(money_tx(resolve, &stale), ERR_CONFLICT);
	assert_err(money_tx(resolve, &x), OK);
	const struct order end = money_order_now(clicked);
	assert_true(end.state == ORDER_REFUNDED && end.refunded_amount.fen == MONEY_PAY);
	assert_int_equal(refund_is(&r), REFUND_BY_HAND);
	assert_int_equal(on_the_desk(&r, "RESOLVED"), 1);
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM order_log WHERE order_id = %lld AND event = 'refunded' AND actor = 'staff:1' AND note = '%s'",
			(long long)clicked, r.number),
		1);
	assert_int_equal(balance("REFUND_PAYABLE") - payable, MONEY_PAY);
	assert_int_equal(balance("HAND_PAID") - paid, -MONEY_PAY);
	assert_int_equal(balance("WECHATPAY_CASH"), cash);
	money_books_are_right();
	struct retry again = { x.id, 2 };
	x.version = 2;
	assert_err(money_tx(resolve, &x), EXCEPTION_NOT_OPEN);
	assert_err(money_tx(retry, &again), REFUND_STATE);
	assert_int_equal(refund_is(&r), REFUND_BY_HAND);
}

static void what_the_channel_pays_after_all_lies_before_a_person_again(void **state)
{
	struct refund r;
	struct exception x = given_up(&r);
	(void)state;

	assert_err(money_tx(resolve, &x), OK);
	for (int i = 0; i < 2; i++)
		assert_err(money_tx(done, (void *)(uintptr_t)r.number), OK);
	assert_int_equal(refund_is(&r), REFUND_BY_HAND);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE kind = 'CONSOLE_REFUND' AND state = 'OPEN'"
				   " AND amount = %d AND reference = '%s'",
				 MONEY_PAY, r.number),
		1);
	money_books_are_right();
}

/* The same refund done by the channel and by a person, both at once. */
static int done_or_by_hand(int worker)
{
	struct arena own = { .limit = 1 << 20 };
	struct db *line = database_open("refund_test", &own);
	struct exception x = { .id = money_ask("SELECT MAX(id) FROM payment_exception WHERE kind = 'REFUND_FAILED'"),
		.version = 1 };
	const err e = worker % 2 ? db_tx(line, done, (void *)(uintptr_t)clicked_number) : db_tx(line, resolve, &x);

	db_close(line);
	return e == OK || e == REFUND_STATE || e == EXCEPTION_NOT_OPEN || e == ERR_CONFLICT ? 0 : 100;
}

static void the_channel_and_a_person_settle_it_once(void **state)
{
	struct refund r;
	(void)state;

	given_up(&r);
	clicked_number = r.number;
	assert_int_equal(database_race(8, done_or_by_hand), 0);
	assert_int_equal(money_order_now(clicked).state, ORDER_REFUNDED);
	money_books_are_right();
}

static void money_that_paid_nothing_can_be_settled_by_hand_too(void **state)
{
	char number[24];
	struct exception_list list;
	struct refund r;
	int64_t total;
	(void)state;

	assert_int_equal(money_receive("TH", "P0000000000000000009", 300, "CNY").kind, EXCEPTION_UNKNOWN_NUMBER);
	snprintf(number, sizeof number, "R%019lld",
		(long long)money_ask("SELECT SUBSTR(number, 2) FROM refund WHERE transaction_id = 'TH'"));
	assert_err(money_tx(abnormal, number), OK);
	assert_err(refund_by_number(money_world.db, number, &r), OK);
	assert_err(exception_page(money_world.db, "OPEN", "REFUND_FAILED", 1, 20, &list, &total), OK);
	assert_int_equal(list.at[0].refund_id.is, r.id);
	assert_err(money_tx(resolve, &list.at[0]), OK);
	assert_int_equal(refund_is(&r), REFUND_BY_HAND);
	assert_int_equal(
		money_ask(
			"SELECT COUNT(*) FROM payment_exception WHERE kind = 'UNKNOWN_NUMBER' AND state = 'REFUNDED' AND refund_id = %lld",
			(long long)r.id),
		1);
	money_books_are_right();
}

static void a_refund_of_the_console_is_booked_once_and_explained_by_a_person(void **state)
{
	struct exception_list list;
	int64_t total;
	(void)state;

	assert_err(money_tx(console, "50000001"), OK);
	assert_err(money_tx(console, "50000001"), OK);
	money_books_are_right();
	assert_err(exception_page(money_world.db, "OPEN", "CONSOLE_REFUND", 1, 20, &list, &total), OK);
	assert_true(list.n > 0 && strcmp(list.at[0].reference, "50000001") == 0 && list.at[0].amount.fen == 250);
	struct exception stale = list.at[0];
	stale.version = 9;
	assert_err(money_tx(resolve, &stale), ERR_CONFLICT);
	assert_err(money_tx(resolve, &list.at[0]), OK);
	assert_err(money_tx(resolve, &list.at[0]), EXCEPTION_NOT_OPEN);
	money_books_are_right();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_clicks_are_one_refund),
		cmocka_unit_test(one_reference_is_one_refund_and_parts_never_pass_the_whole),
		cmocka_unit_test(a_refund_that_succeeded_ends_its_order_once),
		cmocka_unit_test(what_the_channel_cannot_do_waits_for_a_person),
		cmocka_unit_test(what_the_channel_could_not_do_is_tried_again_under_its_number),
		cmocka_unit_test(what_staff_paid_another_way_ends_the_order_and_is_not_refunded_besides),
		cmocka_unit_test(what_the_channel_pays_after_all_lies_before_a_person_again),
		cmocka_unit_test(the_channel_and_a_person_settle_it_once),
		cmocka_unit_test(money_that_paid_nothing_can_be_settled_by_hand_too),
		cmocka_unit_test(a_refund_of_the_console_is_booked_once_and_explained_by_a_person),
	};
	money_shop("refund_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_leave();
	return failed;
}
