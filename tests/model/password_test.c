/* Passwords: what everybody tries is refused, and nothing is asked of the others but their length. */
#include "../test.h"
#include "../../model/password.h"
#include <string.h>

static void lengths_are_kept(void **state)
{
	char long_one[PASSWORD_BYTES_MAX + 2];
	(void)state;

	for (size_t i = 0; i < sizeof long_one - 1; i++)
		long_one[i] = "correct horse battery staple and so on"[i % 38];
	long_one[sizeof long_one - 1] = '\0';
	assert_err(password_check("hor5e.x", NULL), PASSWORD_WEAK);
	assert_err(password_check("", NULL), PASSWORD_WEAK);
	assert_err(password_check(long_one, NULL), PASSWORD_WEAK);
	long_one[PASSWORD_BYTES_MAX] = '\0';
	assert_err(password_check(long_one, NULL), OK);
}

static void what_everybody_tries_is_refused(void **state)
{
	static const char *const tried[] = { "password", "Password", "password1", "PASSWORD123", "password2024!", "passw0rd",
		"P@ssw0rd", "pa$$word1", "12345678", "123456789", "1234567890", "87654321", "0123456789", "11111111", "88888888",
		"12121212", "123123123", "12341234", "abcdefgh", "abcd1234", "abc12345", "qwertyui", "qwerty123", "asdfghjkl",
		"1qaz2wsx", "1q2w3e4r", "1q2w3e4r5t", "qazwsxedc", "zaq12wsx", "a1b2c3d4", "aaaaaaaa", "a12345678", "aa12345678",
		"aa123456", "qq123456", "12345678a", "admin123", "admin888", "Administrator", "root1234", "iloveyou", "iloveyou520",
		"woaini520", "woaini1314", "5201314520", "5201314a", "welcome1", "letmein!", "test1234", "Micromall1", "sunshine",
		"football", "!@#$%^&*", "147258369", "112233445566", "1234qwer", "qwer1234", "tiger-2024", "2024!!tiger",
		"12345678tiger87654321", "tiger!!!!!!!!" };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(tried); i++)
		if (password_check(tried[i], NULL) != PASSWORD_COMMON)
			fail_msg("%s is taken", tried[i]);
}

static void the_name_of_the_account_is_refused(void **state)
{
	(void)state;
	assert_err(password_check("13912345678", "13912345678"), PASSWORD_COMMON);
	assert_err(password_check("13912345678a", "13912345678"), PASSWORD_COMMON);
	assert_err(password_check("shopkeeper", "ShopKeeper"), PASSWORD_COMMON);
	assert_err(password_check("Keeper2024", "keeper"), PASSWORD_COMMON);
	assert_err(password_check("123456keeper", "keeper"), PASSWORD_COMMON);
	assert_err(password_check("13912345678", "13912345679"), OK);
	assert_err(password_check("keeper of the lighthouse", "keeper"), OK);
	assert_err(password_check("wu likes pears", "wu"), OK);
	assert_err(password_check("shopkeeper", NULL), OK);
}

static void others_are_taken_whatever_they_are_made_of(void **state)
{
	static const char *const fine[] = { "correct horse", "correct horse 电池", "我喜欢喝乌龙茶", "kw7Qz-pd", "tpxvbmre",
		"80391746", "some password", "passwordless tea", "my dragon eats pears", "73915-tiger-48206177", "tiger-48206177",
		"7391502tiger", "n9f3k2ax", "grüne Tasse 7" };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(fine); i++)
		if (password_check(fine[i], "keeper") != OK)
			fail_msg("%s is refused", fine[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths_are_kept),
		cmocka_unit_test(what_everybody_tries_is_refused),
		cmocka_unit_test(the_name_of_the_account_is_refused),
		cmocka_unit_test(others_are_taken_whatever_they_are_made_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
