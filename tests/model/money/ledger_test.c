/* The books: they sum to zero, post each event once, and never overdraw what is guarded. */
#include "../../money.h"
#include "../../../lib/number.h"
#include "../../../model/money/ledger.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static err post(struct tx *tx, void *posting) { return ledger_post(tx, posting); }

static err book(const char *reference, struct ledger_entry a, struct ledger_entry b)
{
	return money_tx(post, (&(struct ledger_posting){ .kind = "test", .reference = reference, .entries = { a, b } }));
}

static void a_transaction_posts_once(void **state)
{
	(void)state;

	assert_err(book("a", (struct ledger_entry){ ACCOUNT_WECHATPAY_CASH, 0, { 500 } },
			   (struct ledger_entry){ ACCOUNT_SALES, 0, { -500 } }),
		OK);
	assert_err(book("a", (struct ledger_entry){ ACCOUNT_WECHATPAY_CASH, 0, { 500 } },
			   (struct ledger_entry){ ACCOUNT_SALES, 0, { -500 } }),
		ERR_DUPLICATE);
	assert_int_equal(
		money_ask(
			"SELECT SUM(amount) FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.kind = 'WECHATPAY_CASH'"),
		500);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM ledger_entry"), 2);
}

static void what_does_not_sum_to_zero_stops_the_worker(void **state)
{
	int status;
	(void)state;

	if (fork() == 0) {
		struct arena own = { .limit = 1 << 20 };
		money_world.db = database_open("ledger_test", &own);
		(void)!freopen("/dev/null", "w", stderr);
		const err unread = book("b", (struct ledger_entry){ ACCOUNT_WECHATPAY_CASH, 0, { 500 } },
			(struct ledger_entry){ ACCOUNT_SALES, 0, { -499 } });
		(void)unread;
		_exit(0);
	}
	assert_true(wait(&status) > 0 && WIFSIGNALED(status));
	assert_int_equal(money_ask("SELECT COUNT(*) FROM ledger_transaction WHERE reference = 'b'"), 0);
}

static int spend(int worker)
{
	struct arena own = { .limit = 1 << 20 };
	char reference[16];
	int spent = 0;

	money_world.db = database_open("ledger_test", &own);
	for (int i = 0; i < 5; i++) {
		snprintf(reference, sizeof reference, "s%d-%d", worker, i);
		spent += book(reference, (struct ledger_entry){ ACCOUNT_MEMBER_BALANCE, 7, { -30 } },
				 (struct ledger_entry){ ACCOUNT_SALES, 0, { 30 } }) == OK;
	}
	db_close(money_world.db);
	return spent;
}

static void a_guarded_account_never_falls_below_zero(void **state)
{
	(void)state;

	money_ask("INSERT INTO account (kind, owner, unit, balance) VALUES ('MEMBER_BALANCE', 7, 'FEN', 0)");
	assert_err(book("up", (struct ledger_entry){ ACCOUNT_WECHATPAY_CASH, 0, { -100 } },
			   (struct ledger_entry){ ACCOUNT_MEMBER_BALANCE, 7, { 100 } }),
		OK);
	assert_int_equal(database_race(8, spend), 3); /* of 40 that try */
	assert_int_equal(money_ask("SELECT balance FROM account WHERE kind = 'MEMBER_BALANCE'"), 10);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM ledger_transaction WHERE reference LIKE 's%%'"), 3);
	assert_int_equal(money_ask("SELECT COALESCE(SUM(amount), 0) FROM ledger_entry"), 0);
}

static void numbers_are_long_and_never_alike(void **state)
{
	char a[NUMBER_TEXT], b[NUMBER_TEXT];
	(void)state;

	for (int i = 0; i < 1000; i++) {
		number_draw("P", PAYMENT_NUMBER, a);
		number_draw("P", PAYMENT_NUMBER, b);
		assert_true(strlen(a) == 20 && a[0] == 'P' && strspn(a + 1, "0123456789") == 19 && strcmp(a, b) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_transaction_posts_once),
		cmocka_unit_test(what_does_not_sum_to_zero_stops_the_worker),
		cmocka_unit_test(a_guarded_account_never_falls_below_zero),
		cmocka_unit_test(numbers_are_long_and_never_alike),
	};
	money_shop("ledger_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_leave();
	return failed;
}
