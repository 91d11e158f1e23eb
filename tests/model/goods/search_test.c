/* How titles and keywords become tokens. */
#include "../../test.h"
#include "../../../model/goods/search.h"

static struct arena arena = { .limit = 1 << 20 };

static const char *tokens(const char *title)
{
	const char *out = NULL;

	assert_err(search_tokens(&arena, title, &out), OK);
	return out;
}

static struct search parsed(const char *keyword)
{
	struct search s = { 0 };

	assert_err(search_parse(&arena, keyword, &s), OK);
	return s;
}

static void neighbours_are_one_token(void **state)
{
	(void)state;
	assert_string_equal(tokens("新年"), "k34ino");
	assert_string_equal(tokens("新年礼"), "k34ino inony4");
	assert_string_equal(tokens("新"), "");
	assert_string_equal(tokens("新 年，礼"), "");
	assert_string_equal(tokens(""), "");
}

static void latin_words_are_prefixed_and_small(void **state)
{
	(void)state;
	assert_string_equal(tokens("iPhone 15-Pro"), "lwiphone lw15 lwpro");
	assert_string_equal(tokens("ＡＢ新年T"), "lwab k34ino lwt");
}

static void characters_beyond_three_digits_have_four(void **state)
{
	(void)state;
	assert_string_equal(tokens("年😀"), "inoz2r5s");
	assert_string_equal(tokens("😀😁"), "z2r5sz2r5t");
}

static void a_keyword_asks_for_every_token(void **state)
{
	const struct search s = parsed("新年礼 iph");
	(void)state;

	assert_string_equal(s.match, "+k34ino +inony4 +lwiph*");
	assert_string_equal(s.like, "%新年礼%iph%");
}

static void a_single_character_is_left_to_like(void **state)
{
	(void)state;
	assert_null(parsed("新").match);
	assert_string_equal(parsed("新").like, "%新%");
	assert_null(parsed("A").match);
	assert_null(parsed("😀").match);
	assert_null(parsed("   ").like);
	assert_null(parsed(NULL).like);
}

static void signs_of_like_and_of_match_say_nothing(void **state)
{
	const struct search s = parsed("50%_!\"+(-新年*");
	(void)state;

	assert_string_equal(s.like, "%50!%!_!!\"+(-新年*%");
	assert_string_equal(s.match, "+lw50* +k34ino");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(neighbours_are_one_token),
		cmocka_unit_test(latin_words_are_prefixed_and_small),
		cmocka_unit_test(characters_beyond_three_digits_have_four),
		cmocka_unit_test(a_keyword_asks_for_every_token),
		cmocka_unit_test(a_single_character_is_left_to_like),
		cmocka_unit_test(signs_of_like_and_of_match_say_nothing),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return failed;
}
