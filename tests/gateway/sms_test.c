#include "../test.h"
#include "server.h"
#include "../../gateway/sms.h"
#include <string.h>

static struct arena arena = { .limit = 4 << 20 };

static void a_code_goes_out_as_json(void **state)
{
	struct server s;
	(void)state;

	server_start(&s, &(struct server_answer){ .status = 200, .body = "{\"message_id\":\"m1\"}" }, 1);
	const struct sms sms = { .url = s.base, .secret = "k", .sign = "微商城" };
	assert_err(sms_send(&sms, &arena, "13800138000", "SMS_1", "12\"34"), OK);
	const char *asked = server_asked(&s);
	assert_int_equal(strncmp(asked, "POST /sms/send HTTP/1.1\r\n", 25), 0);
	assert_non_null(strstr(asked, "\r\nAuthorization: Bearer k\r\n"));
	assert_non_null(strstr(asked, "\r\nContent-Type: application/json\r\n"));
	assert_string_equal(strstr(asked, "\r\n\r\n") + 4,
		"{\"phone\":\"13800138000\",\"sign\":\"微商城\",\"template\":\"SMS_1\",\"params\":{\"code\":\"12\\\"34\"}}");
	assert_err(sms_send(&sms, &arena, "", "SMS_1", "1"), ERR_INVALID);
	assert_err(sms_send(&sms, &arena, "1", "SMS_1", "\xff"), ERR_INVALID);
	server_stop(&s);
	assert_err(sms_send(&sms, &arena, "13800138000", "SMS_1", "1"), ERR_BUSY);
}

static void answers_tell_whether_it_went_out(void **state)
{
	static const struct {
		int status;
		const char *body;
		err want;
	} rows[] = {
		{ 200, "{\"message_id\":\"m\",\"fee\":1}", OK },
		{ 400, "{}", SMS_REFUSED },
		{ 401, "", SMS_REFUSED },
		{ 429, "", ERR_BUSY },
		{ 500, "", ERR_UNKNOWN },
		{ 200, "{}", ERR_UNKNOWN },
		{ 200, "{\"message_id\":\"\"}", ERR_UNKNOWN },
		{ 200, "{\"message_id\":1}", ERR_UNKNOWN },
		{ 204, "", ERR_UNKNOWN },
		{ 200, "ok", ERR_UNKNOWN },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct server s;
		server_start(&s, &(struct server_answer){ .status = rows[i].status, .body = rows[i].body }, 1);
		assert_err(
			sms_send(&(struct sms){ .url = s.base, .secret = "k", .sign = "s" }, &arena, "1", "t", "c"), rows[i].want);
		server_stop(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_goes_out_as_json),
		cmocka_unit_test(answers_tell_whether_it_went_out),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
