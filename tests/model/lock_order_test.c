/* A transaction that takes its locks in another order than everybody's does not live. */
#include "../test.h"
#include "../../model/lock_order.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether the statements, one after the other, get by. */
static bool passes(const char *const sql[])
{
	int status = 0;
	const pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		struct lock_order o = { 0 };
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		for (; *sql; sql++)
			lock_order_take(&o, "test", *sql);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) != 0);
	return WIFEXITED(status);
}

#define IDEMPOTENCY "INSERT INTO idempotency (scope) VALUES (:scope)"
#define DONE "UPDATE idempotency SET state = 'done'"
#define MEMBER "SELECT id FROM member WHERE id = :id FOR UPDATE"
#define ORDER "UPDATE shop_order SET state = 'PAID'"
#define SKU "UPDATE sku FORCE INDEX (PRIMARY) SET stock = stock - 1"

static void everybodys_order_passes(void **state)
{
	(void)state;

	assert_true(passes((const char *[]){ IDEMPOTENCY, MEMBER, ORDER, SKU, "UPDATE payment SET state = 'CLOSED'", DONE, NULL }));
}

static void another_order_does_not(void **state)
{
	(void)state;
#ifdef LOCK_ORDER
	assert_false(passes((const char *[]){ SKU, ORDER, NULL }));
	assert_false(passes((const char *[]){ ORDER, MEMBER, NULL }));
	assert_false(passes((const char *[]){ ORDER, IDEMPOTENCY, NULL }));
	assert_false(passes((const char *[]){ "DELETE FROM payment_exception", "UPDATE product SET in_stock = 1", NULL }));
	assert_false(
		passes((const char *[]){ SKU, "UPDATE cart_line l JOIN shop_order o ON o.id = l.order_id SET l.n = 1", NULL }));
	assert_false(passes(
		(const char *[]){ SKU, "SELECT l.id FROM log l STRAIGHT_JOIN member m ON m.id = l.member FOR UPDATE", NULL }));
	assert_false(
		passes((const char *[]){ SKU, "SELECT l.id FROM log l JOIN member m ON m.id = l.m LOCK IN SHARE MODE", NULL }));
	assert_false(passes((const char *[]){ SKU, "DELETE l FROM log l JOIN shop_order o ON o.id = l.order_id", NULL }));
	assert_false(passes((const char *[]){ SKU, "DELETE FROM log WHERE id = (SELECT id FROM member WHERE phone = 1)", NULL }));
	assert_false(passes((const char *[]){ SKU, "INSERT INTO log (id) SELECT id FROM member WHERE id = 1 FOR UPDATE", NULL }));
#else
	skip();
#endif
}

static void nor_do_two_kinds_in_whatever_order(void **state)
{
	(void)state;
#ifdef LOCK_ORDER
	assert_false(passes((const char *[]){ "UPDATE sku s JOIN product p ON p.id = s.product_id SET s.stock = 0", NULL }));
	assert_false(
		passes((const char *[]){ "SELECT o.id FROM shop_order o JOIN member m ON m.id = o.member_id FOR UPDATE", NULL }));
	assert_false(passes((const char *[]){
		"DELETE l FROM log l JOIN sku s ON s.id = l.sku_id JOIN product p ON p.id = s.product_id", NULL }));
	assert_false(
		passes((const char *[]){ "UPDATE product p STRAIGHT_JOIN sku s ON p.id = s.product_id SET s.stock = 0", NULL }));
	assert_false(passes((const char *[]){
		SKU, "UPDATE (SELECT id FROM order_line) l STRAIGHT_JOIN product p ON p.id = l.id SET n = 1", NULL }));
#else
	skip();
#endif
}

static void what_holds_up_nobody_may_come_late(void **state)
{
	(void)state;

	assert_true(passes((const char *[]){ SKU, "SELECT id FROM member WHERE id = :id", "INSERT INTO shop_order (id) VALUES (1)",
		"INSERT INTO order_log (id) VALUES (1)", NULL }));
	assert_true(passes((const char *[]){ ORDER, SKU, ORDER, NULL })); /* it has it already */
	assert_true(passes((const char *[]){ SKU,
		"INSERT INTO log (id) SELECT m.id FROM member m JOIN shop_order o ON o.member_id = m.id",
		"UPDATE product SET in_stock = EXISTS (SELECT 1 FROM sku WHERE stock > 0)",
		"SELECT p.id FROM product p WHERE EXISTS (SELECT 1 FROM shop_order o WHERE o.id = p.id) FOR UPDATE", NULL }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybodys_order_passes),
		cmocka_unit_test(another_order_does_not),
		cmocka_unit_test(nor_do_two_kinds_in_whatever_order),
		cmocka_unit_test(what_holds_up_nobody_may_come_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
