/* The operator's file: defaults, and the secrets nobody may serve with. */
#include "../test.h"
#include "../../model/settings.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEY_BUT_ONE "123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define KEY "0" KEY_BUT_ONE
static const char least[] =
	"[database]\nsocket = /run/db\nuser = mall\nschema = mall\n[serve]\nrun_dir = /run/micromall\n"
	"[shop]\nname = 商城\npublic_url = https://shop.test\nlocale = zh-CN\n"
	"[wechat]\nappid = wx1\nsecret = 0123456789abcdef\napi_base = https://a.test\nauthorize_base = https://b.test\n"
	"[wechatpay]\nmch_id = 19\napi_key = 0123456789abcdef0123456789abcdef\npay_base = https://p.test\ncert = /c.pem\nkey = /k.pem\n"
	"notify_base = https://shop.test\n[sms]\nurl = https://s.test\nsecret = abcdef0123456789\nsign = 商城\n"
	"[data]\nkey = 1:" KEY "\nindex_key = f" KEY_BUT_ONE "\n";
static struct arena arena = { .limit = 1 << 20 };

/* The least file with more behind it. */
static err load_with(const char *more, struct settings *out, const char **why)
{
	char path[] = "/tmp/settings_test.XXXXXX";
	const int fd = mkstemp(path);

	assert_int_equal(write(fd, least, sizeof least - 1), sizeof least - 1);
	assert_int_equal(write(fd, more, strlen(more)), strlen(more));
	close(fd);
	const err e = settings_load(&arena, path, out, why);
	unlink(path);
	return e;
}

static struct settings load(void)
{
	const char *why = "";
	struct settings s;

	if (load_with("", &s, &why))
		fail_msg("%s", why);
	return s;
}

static void what_could_not_be_kept_is_refused(void **state)
{
	const char *why = "";
	struct settings s;
	(void)state;

	assert_err(load_with("[rules]\nunpaid_max = 20\n", &s, &why), OK);
	assert_int_equal(s.rules.unpaid_max, 20);
	assert_err(load_with("[rules]\nunpaid_max = 21\n", &s, &why), ERR_INVALID);
	assert_non_null(strstr(why, "rules.unpaid_max"));
	assert_non_null(strstr(why, "20"));
}

/* A line of more than 200 bytes. */
static void three_old_keys_stand_in_one_line(void **state)
{
	static const char keys[] = "2:1" KEY_BUT_ONE ",3:2" KEY_BUT_ONE ",4:3" KEY_BUT_ONE;
	const char *why = "";
	struct settings s;
	(void)state;

	assert_err(load_with("old_keys = 2:1" KEY_BUT_ONE ",3:2" KEY_BUT_ONE ",4:3" KEY_BUT_ONE "\n[rules]\nunpaid_max = 3\n", &s,
			   &why),
		OK);
	assert_string_equal(s.data.old_keys, keys);
	assert_int_equal(s.rules.unpaid_max, 3);
}

static void views_are_kept_until_their_day_is_summed_up(void **state)
{
	const char *why = "";
	struct settings s;
	(void)state;

	assert_err(load_with("[rules]\nvisit_kept = 176399\n", &s, &why), ERR_INVALID);
	assert_non_null(strstr(why, "rules.visit_kept"));
	assert_err(load_with("[rules]\nvisit_kept = 176400\n", &s, &why), OK);
}

static void the_least_file_has_the_usual_rules(void **state)
{
	const struct settings s = load();
	(void)state;

	assert_string_equal(s.database.admin_user, "root");
	assert_int_equal(s.serve.shop_workers, 4);
	assert_int_equal(s.serve.recycle_after, 10000);
	assert_true(s.serve.job_runner);
	assert_true(s.shop.secure_cookies);
	assert_int_equal(s.rules.pay_within, 1800);
	assert_int_equal(s.rules.auto_receive_express, 10 * 86400);
	assert_int_equal(s.rules.extend_receipt, 3 * 86400);
	assert_int_equal(s.rules.freight_fee.fen, 800);
	assert_int_equal(s.rules.password_cost, 7);
	assert_null(settings_fault(&s));
}

static void weak_secrets_are_refused(void **state)
{
	const struct settings good = load();
	static const char *const keys[] = {
		"",
		"short",
		"0123456789abcdef0123456789abcdef0",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"please-change-me-please-change-m",
		"0123456789abcdef 123456789abcdef",
		"0123456789abcdef0123456789abc\xe4\xb8\xad",
	};
	struct settings s = good;
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(keys); i++) {
		s.wechatpay.api_key = keys[i];
		if (!settings_fault(&s))
			fail_msg("accepted: %s", keys[i]);
	}
	s = good;
	s.wechat.secret = "0123456789abcde";
	assert_non_null(settings_fault(&s));
	s = good;
	s.sms.secret = "changeit-changeit";
	assert_non_null(settings_fault(&s));
	s = good;
	s.data.key = "1:0000000000000000000000000000000000000000000000000000000000000000";
	assert_non_null(settings_fault(&s));
	s = good;
	s.data.index_key = "0000000000000000000000000000000000000000000000000000000000000000";
	assert_non_null(settings_fault(&s));
	s.data.index_key = KEY; /* as the other */
	assert_non_null(settings_fault(&s));
	s = good;
	s.data.old_keys = "4:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff, 2:f" KEY_BUT_ONE;
	assert_non_null(strstr(settings_fault(&s), "data.index_key")); /* as one before */
	s.data.old_keys = "4:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	assert_null(settings_fault(&s));
}

static void what_is_shown_has_no_secret(void **state)
{
	struct settings s = load();
	struct text t = { .arena = &arena };
	(void)state;

	s.database.password = "a-password-of-the-database";
	settings_write(&t, &s, NULL);
	text_add(&t, "", 1);
	assert_null(strstr(t.at, "0123456789"));
	assert_null(strstr(t.at, "abcdef0123"));
	assert_null(strstr(t.at, "a-password"));
	assert_non_null(strstr(t.at, "mch_id = 19\n"));
	assert_non_null(strstr(t.at, "freight_fee = 800\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_old_keys_stand_in_one_line),
		cmocka_unit_test(views_are_kept_until_their_day_is_summed_up),
		cmocka_unit_test(the_least_file_has_the_usual_rules),
		cmocka_unit_test(what_could_not_be_kept_is_refused),
		cmocka_unit_test(weak_secrets_are_refused),
		cmocka_unit_test(what_is_shown_has_no_secret),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_reset(&arena);
	return failed;
}
