/* A sealed text is opened by its key alone, unchanged; its index finds it again. */
#include "../test.h"
#include "../../lib/seal.h"
#include "../../lib/text.h"
#include <string.h>

#define KEY_A "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_B "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define PHONE "13812346666"
#define BYTES(s) ((bytes){ s, strlen(s) })
enum { STORED = sizeof PHONE - 1 + SEAL_MORE };

static struct seal begin(const char *key, const char *old_keys, const char *index_key)
{
	struct seal s;

	seal_begin(&s, &(struct seal_keys){ key, old_keys, index_key });
	return s;
}

/* Opens a copy, as opening happens in place. */
static bool opens(const struct seal *s, const uint8_t *stored, size_t n)
{
	uint8_t copy[STORED] = { 0 };
	const char *text = "untouched";

	memcpy(copy, stored, n);
	const bool good = seal_open(s, copy, n, &text);
	assert_string_equal(text, good ? PHONE : "untouched");
	return good;
}

static void what_is_sealed_comes_back_and_says_nothing(void **state)
{
	struct seal s = begin("7:" KEY_A, NULL, KEY_B);
	uint8_t one[STORED], two[STORED];
	(void)state;

	seal_close(&s, BYTES(PHONE), one);
	seal_close(&s, BYTES(PHONE), two);
	assert_int_equal(one[0], 7);
	assert_null(memmem(one, sizeof one, "1381", 4));
	assert_memory_not_equal(one + 1, two + 1, sizeof one - 1); /* equal texts look unlike */
	assert_true(opens(&s, one, sizeof one) && opens(&s, two, sizeof two));
	seal_end(&s);
}

static void nothing_at_all_can_be_sealed_too(void **state)
{
	struct seal s = begin("7:" KEY_A, NULL, KEY_B);
	uint8_t stored[SEAL_MORE];
	const char *text = NULL;
	(void)state;

	seal_close(&s, BYTES(""), stored);
	assert_true(seal_open(&s, stored, sizeof stored, &text));
	assert_string_equal(text, "");
	seal_end(&s);
}

static void each_changed_bit_is_noticed(void **state)
{
	struct seal s = begin("1:" KEY_A, "2:" KEY_A ",3:" KEY_A, KEY_B); /* another id of the same key is a change too */
	uint8_t stored[STORED];
	(void)state;

	seal_close(&s, BYTES(PHONE), stored);
	for (size_t bit = 0; bit < 8 * sizeof stored; bit++) {
		stored[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (opens(&s, stored, sizeof stored))
			fail_msg("bit %zu", bit);
		stored[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t n = 0; n < sizeof stored; n++)
		assert_false(opens(&s, stored, n));
	assert_true(opens(&s, stored, sizeof stored));
	seal_end(&s);
}

static void another_key_does_not_open(void **state)
{
	struct seal s = begin("1:" KEY_A, NULL, KEY_B), other = begin("1:" KEY_B, NULL, KEY_B),
		    unknown = begin("2:" KEY_A, NULL, KEY_B);
	uint8_t stored[STORED];
	(void)state;

	seal_close(&s, BYTES(PHONE), stored);
	assert_false(opens(&other, stored, sizeof stored));
	assert_false(opens(&unknown, stored, sizeof stored));
	seal_end(&s);
	seal_end(&other);
	seal_end(&unknown);
}

static void what_an_old_key_sealed_opens_while_it_is_known(void **state)
{
	struct seal old = begin("1:" KEY_A, NULL, KEY_B), now = begin("2:" KEY_B, "9:" KEY_B ", 1:" KEY_A, KEY_A),
		    later = begin("2:" KEY_B, NULL, KEY_A);
	uint8_t before[STORED], after[STORED];
	(void)state;

	seal_close(&old, BYTES(PHONE), before);
	seal_close(&now, BYTES(PHONE), after);
	assert_int_equal(after[0], 2);
	assert_true(opens(&now, before, sizeof before) && opens(&now, after, sizeof after) && opens(&later, after, sizeof after));
	assert_false(opens(&later, before, sizeof before));
	seal_end(&old);
	seal_end(&now);
	seal_end(&later);
}

static void the_index_depends_on_the_text_and_its_own_key_alone(void **state)
{
	struct seal s = begin("1:" KEY_A, NULL, KEY_B), turned = begin("2:" KEY_B, "1:" KEY_A, KEY_B),
		    other = begin("1:" KEY_A, NULL, KEY_A);
	uint8_t a[SEAL_INDEX], b[SEAL_INDEX];
	(void)state;

	seal_index(&s, BYTES(PHONE), a);
	seal_index(&turned, BYTES(PHONE), b);
	assert_memory_equal(a, b, sizeof a);
	seal_index(&s, BYTES("13812346667"), b);
	assert_memory_not_equal(a, b, sizeof a);
	seal_index(&other, BYTES(PHONE), b);
	assert_memory_not_equal(a, b, sizeof a);
	seal_end(&s);
	seal_end(&turned);
	seal_end(&other);
}

static void what_is_no_key_is_said(void **state)
{
	static const char *const bad[] = { NULL, "", KEY_A, "0:" KEY_A, "32:" KEY_A, "a:" KEY_A, ":" KEY_A, "1:" KEY_A "0",
		"1:0" KEY_A, "1: " KEY_A, "001:" KEY_A, "1:change-me",
		"1:g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" };
	static const char *const bad_old[] = { "1:" KEY_B, "2:" KEY_A ",2:" KEY_B, "2", "2:" KEY_A " and", "2:" KEY_A "3:" KEY_A,
		"2:" KEY_A ",3:" KEY_A ",4:" KEY_A ",5:" KEY_A ",6:" KEY_A ",7:" KEY_A ",8:" KEY_A ",9:" KEY_A };
	(void)state;

	assert_null(seal_fault(&(struct seal_keys){ "31:" KEY_A, "", KEY_B }));
	for (size_t i = 0; i < TEST_COUNT(bad); i++)
		if (!seal_fault(&(struct seal_keys){ bad[i], NULL, KEY_B }))
			fail_msg("taken: %s", bad[i]);
	for (size_t i = 0; i < TEST_COUNT(bad_old); i++)
		if (!seal_fault(&(struct seal_keys){ "1:" KEY_A, bad_old[i], KEY_B }))
			fail_msg("taken: %s", bad_old[i]);
	assert_non_null(seal_fault(&(struct seal_keys){ "1:" KEY_A, NULL, NULL }));
	assert_non_null(seal_fault(&(struct seal_keys){ "1:" KEY_A, NULL, "1:" KEY_B }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sealed_comes_back_and_says_nothing),
		cmocka_unit_test(nothing_at_all_can_be_sealed_too),
		cmocka_unit_test(each_changed_bit_is_noticed),
		cmocka_unit_test(another_key_does_not_open),
		cmocka_unit_test(what_an_old_key_sealed_opens_while_it_is_known),
		cmocka_unit_test(the_index_depends_on_the_text_and_its_own_key_alone),
		cmocka_unit_test(what_is_no_key_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
