/* Parts sum to the whole, to the fen, whatever the numbers: reliability row 11. LONG=1 runs ten million. */
#include "../test.h"
#include "../../lib/money.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

static uint64_t draw(uint64_t below)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (state >> 20) % below;
}

static int64_t sum_of(const money *m, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += m[i].fen;
	return sum;
}

static void check_split(void)
{
	money weight[12], part[12];
	const size_t n = 1 + draw(12);
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += weight[i].fen = (int64_t)draw(draw(3) ? 100000 : 3);
	const money total = { (int64_t)draw(sum ? (uint64_t)sum + 1 : 1000) };
	money_split(total, weight, n, part);
	assert_int_equal(sum_of(part, n), sum ? total.fen : 0);
	for (size_t i = 0; i < n; i++)
		assert_true(part[i].fen >= 0 && part[i].fen <= weight[i].fen); /* a line never pays less than nothing */
}

static void check_refund(void)
{
	const money pay = { (int64_t)draw(10000000) };
	const int32_t quantity = 1 + (int32_t)draw(40);
	int64_t back = 0;

	for (int32_t before = 0, more; before < quantity; before += more) {
		more = 1 + (int32_t)draw((uint64_t)(quantity - before));
		const money part = money_refund(pay, quantity, before, more);
		assert_true(part.fen >= 0);
		back += part.fen;
	}
	assert_int_equal(back, pay.fen);
}

static void random_carts_and_refunds_sum_to_the_fen(void **unused)
{
	const char *seed = getenv("SEED"), *is_long = getenv("LONG");
	const long rounds = is_long && *is_long ? 10000000 : 200000;
	(void)unused;

	state = seed ? strtoull(seed, NULL, 10) : (uint64_t)arc4random() << 16;
	printf("row 11: %ld random carts, SEED=%" PRIu64 "\n", rounds, state);
	for (long i = 0; i < rounds; i++) {
		check_split();
		check_refund();
	}
}

static void the_left_over_fen_goes_to_the_largest_fraction_then_the_lower_line(void **unused)
{
	money part[3];
	(void)unused;

	money_split((money){ 100 }, (money[]){ { 1 }, { 1 }, { 1 } }, 3, part);
	assert_true(part[0].fen == 34 && part[1].fen == 33 && part[2].fen == 33);
	money_split((money){ 10 }, (money[]){ { 1 }, { 2 }, { 3 } }, 3, part); /* 1.67 3.33 5 */
	assert_true(part[0].fen == 2 && part[1].fen == 3 && part[2].fen == 5);
	money_split((money){ INT64_MAX }, (money[]){ { INT64_MAX / 2 }, { INT64_MAX / 2 } }, 2, part);
	assert_true(part[0].fen - part[1].fen == 1);
}

static void what_does_not_fit_is_refused(void **unused)
{
	money out = { 7 };
	(void)unused;

	assert_false(money_add((money){ INT64_MAX }, (money){ 1 }, &out));
	assert_false(money_times((money){ INT64_MAX / 2 }, 3, &out));
	assert_int_equal(out.fen, 7);
	assert_true(money_times((money){ 1990 }, 9999, &out));
	assert_int_equal(out.fen, 1990 * 9999);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_carts_and_refunds_sum_to_the_fen),
		cmocka_unit_test(the_left_over_fen_goes_to_the_largest_fraction_then_the_lower_line),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
