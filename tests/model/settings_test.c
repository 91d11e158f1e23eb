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

static struct settings load(void)
{
	char path[] = "/tmp/settings_test.XXXXXX";
	const char *why = "";
	struct settings s;
	const int fd = mkstemp(path);

	assert_int_equal(write(fd, least, sizeof least - 1), sizeof least - 1);
	close(fd);
	const err e = settings_load(&arena, path, &s, &why);
	unlink(path);
	if (e)
		fail_msg("%s", why);
	return s;
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
}

static void what_is_shown_has_no_secret(void **state)
{
	struct settings s = load();
	struct text t = { .arena = &arena };
	(void)state;

	s.database.password = "a-password-of-the-database";
	settings_write(&t, &s);
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
		cmocka_unit_test(the_least_file_has_the_usual_rules),
		cmocka_unit_test(weak_secrets_are_refused),
		cmocka_unit_test(what_is_shown_has_no_secret),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_reset(&arena);
	return failed;
}
