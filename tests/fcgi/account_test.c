/* Sessions of members as a browser meets them: sign-in, CSRF, sign-out, disabling. */
#include "../test.h"
#include "../database.h"
#include "../gateway/server.h"
#include "../people_ask.h"
#include "../../fcgi/dispatch.h"
#include "../../lib/crypto.h"
#include "../../model/member/member.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "account_test"
#define PHONE "13812346666"
#define PASSWORD "right password"
#define SIGN_IN .path = "/api/shop/sign-in/password", .body = "{\"phone\":\"" PHONE "\",\"password\":\"" PASSWORD "\"}"
static struct arena arena = { .limit = 16 << 20 };

/* "mm_member=…" of a reply's first cookie. */
static const char *cookie_of(struct reply r)
{
	assert_int_equal(r.cookies, 1);
	return arena_strndup(&arena, r.cookie[0], strcspn(r.cookie[0], ";"));
}

static err give_password(struct tx *tx, void *arg)
{
	const member_id member = { database_ask(SCHEMA, "SELECT id FROM member WHERE phone_index = INDEXED('" PHONE "')") };

	return member_set_password(tx, member, NULL, *(const char *const *)arg);
}

static void a_member_with_a_password(void)
{
	const char *hash;

	people_member(PHONE);
	assert_err(crypto_password_hash(&arena, PASSWORD, (unsigned)people_settings.rules.password_cost, &hash), OK);
	assert_err(db_tx(people_db(), give_password, &hash), OK);
}

static void every_route_is_whole(void **state)
{
	(void)state;
	for (const struct route *const *table = routes; *table; table++)
		for (const struct route *r = *table; r->method != METHOD_NONE; r++)
			if (route_fault(r))
				fail_msg("%s: %s", r->path, route_fault(r));
}

static void signing_in_gives_a_cookie_and_shows_no_more_than_it_should(void **state)
{
	const struct reply r = POST(SIGN_IN);
	(void)state;

	assert_says(r, 200, "\"phone\":\"138****6666\"");
	assert_non_null(strstr(r.cookie[0], "; HttpOnly; SameSite=Lax; Max-Age=3600"));
	assert_null(strstr(r.body.at, PHONE));
	assert_null(strstr(r.body.at, "$y$"));
	assert_says(ASK(.path = "/api/shop/me", .cookies = cookie_of(r)), 200, people_text(r, "csrf_token"));
	assert_says(ASK(.path = "/api/shop/me", .token = people_text(r, "token")), 200, "\"has_password\":true");
	assert_says(ASK(.path = "/api/shop/me"), 401, "unauthenticated");
	people_settings.shop.secure_cookies = true;
	const struct reply secure = POST(SIGN_IN);
	assert_int_equal(strncmp(secure.cookie[0], "__Host-mm_member=", 17), 0);
	assert_non_null(strstr(secure.cookie[0], "; Secure"));
	people_settings.shop.secure_cookies = false;
}

static void a_session_is_new_at_every_sign_in(void **state)
{
	const struct reply first = POST(SIGN_IN);
	const char *cookie = cookie_of(first);
	(void)state;

	assert_says(POST(SIGN_IN, .cookies = "mm_member=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 200, "token");
	assert_says(ASK(.path = "/api/shop/me", .cookies = "mm_member=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 401, "");
	const struct reply second = POST(SIGN_IN, .cookies = cookie, .csrf = people_text(first, "csrf_token"));
	assert_says(second, 200, "token");
	assert_string_not_equal(people_text(first, "token"), people_text(second, "token"));
	assert_says(ASK(.path = "/api/shop/me", .cookies = cookie), 401, "");
}

static void wrong_and_unknown_are_one_answer(void **state)
{
	const char *wrong = "{\"phone\":\"" PHONE "\",\"password\":\"wrong\"}",
		   *unknown = "{\"phone\":\"13700000000\",\"password\":\"wrong\"}";
	(void)state;

	assert_says(POST(.path = "/api/shop/sign-in/password", .body = wrong), 401, "sign_in_failed");
	const struct reply r = POST(.path = "/api/shop/sign-in/password", .body = unknown);
	assert_says(r, 401, "sign_in_failed");
	assert_int_equal(r.cookies, 0);
	for (int i = 0; i < 4; i++)
		assert_says(POST(.path = "/api/shop/sign-in/password", .body = unknown), 401, "sign_in_failed");
	assert_says(POST(.path = "/api/shop/sign-in/password", .body = unknown), 429, "sign_in_locked");
	assert_says(
		POST(.path = "/api/shop/sign-in/password", .body = "{\"phone\":\"123\",\"password\":\"wrong\"}"), 400, "too_short");
}

static void a_write_without_the_csrf_word_changes_nothing(void **state)
{
	const struct reply in = POST(SIGN_IN), other = POST(SIGN_IN);
	const char *cookie = cookie_of(in), *csrf = people_text(in, "csrf_token");
	const char *body = "{\"nickname\":\"新名\",\"version\":2}";
	(void)state;

#define RENAME .method = "PUT", .path = "/api/shop/me", .body = body
	assert_says(ASK(RENAME, .cookies = cookie), 403, "\"csrf\"");
	assert_says(ASK(RENAME, .cookies = cookie, .csrf = people_text(other, "csrf_token")), 403, "\"csrf\"");
	assert_says(ASK(RENAME, .cookies = cookie, .csrf = csrf, .origin = "https://evil.com"), 403, "\"csrf\"");
	assert_says(POST(.path = "/api/shop/sign-out", .cookies = cookie), 403, "\"csrf\"");
	assert_says(POST(SIGN_IN, .origin = "https://evil.com"), 403, "\"csrf\"");
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE nickname = '新名'"), 0);
	assert_says(ASK(.path = "/api/shop/me", .cookies = cookie), 200, "member");
	assert_says(ASK(RENAME, .cookies = cookie, .csrf = csrf, .origin = "http://127.0.0.1:8080"), 200, "新名");
	assert_says(ASK(RENAME, .cookies = cookie, .csrf = csrf), 409, "conflict");
}

static void undeclared_fields_are_refused(void **state)
{
	static const char *const columns[] = { "id", "state", "phone", "password_hash", "avatar_url", "created_at", "updated_at",
		"locale" };
	const char *token = people_text(POST(SIGN_IN), "token");
	char body[128];
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(columns); i++) {
		snprintf(body, sizeof body, "{\"nickname\":\"x\",\"version\":3,\"%s\":1}", columns[i]);
		assert_says(ASK(.method = "PUT", .path = "/api/shop/me", .body = body, .token = token), 400, "unknown");
	}
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member WHERE nickname = 'x'"), 0);
}

static void signing_out_ends_it(void **state)
{
	const struct reply in = POST(SIGN_IN);
	const char *cookie = cookie_of(in);
	(void)state;

	const struct reply out = POST(.path = "/api/shop/sign-out", .cookies = cookie, .csrf = people_text(in, "csrf_token"));
	assert_says(out, 204, "");
	assert_non_null(strstr(out.cookie[0], "mm_member=; "));
	assert_non_null(strstr(out.cookie[0], "Max-Age=0"));
	assert_says(ASK(.path = "/api/shop/me", .cookies = cookie), 401, "");
	assert_says(ASK(.path = "/api/shop/me", .token = people_text(in, "token")), 401, "");
}

static void who_is_disabled_is_out_at_once(void **state)
{
	const char *token = people_text(POST(SIGN_IN), "token"), *staff = people_staff("keeper", NULL);
	char path[64];
	(void)state;

	snprintf(path, sizeof path, "/api/admin/members/%lld/disable",
		(long long)database_ask(SCHEMA, "SELECT id FROM member WHERE phone_index = INDEXED('" PHONE "')"));
	assert_says(POST(.path = path, .token = token), 403, "forbidden");
	assert_says(POST(.path = path, .token = staff), 204, "");
	assert_says(ASK(.path = "/api/shop/me", .token = token), 401, "session_barred");
	assert_says(ASK(.path = "/api/shop/me", .token = "0123456789012345678901234567890123456789012"), 401, "unauthenticated");
	assert_says(POST(SIGN_IN), 403, "member_disabled");
	memcpy(strrchr(path, '/'), "/enable", sizeof "/enable");
	assert_says(POST(.path = path, .token = staff), 204, "");
	assert_says(ASK(.path = "/api/shop/me", .token = token), 401, "unauthenticated");
	const char *again = people_text(POST(SIGN_IN), "token");
	assert_says(POST(.path = path, .token = staff), 204, ""); /* who is enabled already goes on */
	assert_says(ASK(.path = "/api/shop/me", .token = again), 200, "member");
	assert_says(POST(.path = "/api/admin/members/999/disable", .token = staff), 404, "not_found");
	assert_says(POST(.path = "/api/admin/members/999/enable", .token = staff), 404, "not_found");
	database_ask(SCHEMA, "UPDATE session SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE staff_id IS NOT NULL");
	assert_says(POST(.path = path, .token = staff), 401, "");
}

static void wechat_is_left_to_with_a_cookie_of_this_browser(void **state)
{
	struct reply r = ASK(.path = "/api/shop/sign-in/wechat", .query = "return=/cart");
	(void)state;

	assert_says(r, 302, "");
	assert_int_equal(strncmp(r.location, "https://open.weixin.qq.com/connect/oauth2/authorize?appid=", 58), 0);
	assert_int_equal(strncmp(r.cookie[0], "mm_browser=", 11), 0);
	assert_says(ASK(.path = "/api/shop/sign-in/wechat", .query = "return=//evil.com"), 400, "return");
	assert_says(ASK(.path = "/api/shop/sign-in/wechat/callback", .query = "code=c&state=abc", .cookies = cookie_of(r)), 400,
		"sign_in_state");
	r = ASK(.path = "/api/shop/sign-in/wechat/callback", .query = "state=abc");
	assert_says(r, 302, "");
	assert_string_equal(r.location, "/");
}

/* Asks for a code and reads it off the message. */
static const char *code_of(const char *phone)
{
	struct server s;
	char form[64];

	server_start(&s, &(struct server_answer){ .status = 200, .body = "{\"message_id\":\"1\"}" }, 1);
	people_settings.sms.url = s.base;
	snprintf(form, sizeof form, "{\"phone\":\"%s\"}", phone);
	const struct reply sent = POST(.path = "/api/shop/sign-in/codes", .body = form),
			   again = POST(.path = "/api/shop/sign-in/codes", .body = form);
	assert_says(sent, 204, "");
	assert_says(again, 429, "code_too_soon");
	assert_in_range(sent.retry_after_s, 1, people_settings.rules.sms_code_again);
	assert_in_range(again.retry_after_s, 1, people_settings.rules.sms_code_again);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_today = 10");
	const struct reply no_more = POST(.path = "/api/shop/sign-in/codes", .body = form);
	assert_says(no_more, 429, "code_used_up");
	assert_in_range(no_more.retry_after_s, 1, 86400);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_today = 1");
	const char *at = strstr(server_asked(&s), "\"code\":\"");
	assert_non_null(at);
	const char *code = arena_strndup(&arena, at + 8, 6);
	server_stop(&s);
	return code;
}

/* The body that proves that the phone is one's own. */
static const char *proof_of(const char *phone)
{
	struct text body = { .arena = &arena };

	text_printf(&body, "{\"phone\":\"%s\",\"code\":\"%s\"}%c", phone, code_of(phone), '\0');
	return body.at;
}

static void a_code_makes_a_member_and_moves_a_phone(void **state)
{
	const char *proof = proof_of("13900000002");
	const struct reply in = POST(.path = "/api/shop/sign-in/phone", .body = proof);
	char body[160];
	(void)state;

	assert_says(in, 200, "\"phone\":\"139****0002\",\"has_password\":false");
	assert_int_equal(in.cookies, 1);
	assert_says(POST(.path = "/api/shop/sign-in/phone", .body = proof), 400, "code_wrong");
	const char *token = people_text(in, "token");
	assert_says(POST(.path = "/api/shop/me/phone", .body = proof_of("13900000003"), .token = token), 400, "old_code_wrong");
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = '2020-01-01'");
	snprintf(body, sizeof body, "{\"phone\":\"13900000003\",\"code\":\"%.6s\",\"old_code\":\"%.6s\"}", code_of("13900000003"),
		code_of("13900000002"));
	assert_says(POST(.path = "/api/shop/me/phone", .body = body, .token = token), 204, "");
	assert_says(ASK(.path = "/api/shop/me", .token = token), 200, "139****0003");
	assert_says(
		POST(.path = "/api/shop/me/password", .body = "{\"code\":\"000000\",\"password\":\"13900000003\"}", .token = token),
		400, "password_common");
	assert_says(POST(.path = "/api/shop/me/password", .body = "{\"password\":\"some password\"}", .token = token), 400,
		"code_wrong");
	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = '2020-01-01'");
	const char *first = code_of("13900000003");
	snprintf(body, sizeof body, "{\"code\":\"%.6s\",\"password\":\"some password\"}", first);
	assert_says(POST(.path = "/api/shop/me/password", .body = body, .token = token), 204, "");
	assert_says(POST(.path = "/api/shop/me/password", .body = "{\"password\":\"another password\"}", .token = token), 401,
		"sign_in_failed");
	assert_says(ASK(.path = "/api/shop/me", .token = token), 200, "\"has_password\":true");
}

static void wechat_sends_back_a_member(void **state)
{
	const struct reply away = ASK(.path = "/api/shop/sign-in/wechat", .query = "return=/cart");
	const char *at = strstr(away.location, "&state=");
	struct server s;
	char query[160];
	(void)state;

	assert_non_null(at);
	snprintf(query, sizeof query, "code=c&state=%.64s", at + 7);
	server_start(&s,
		(struct server_answer[]){ { .status = 200, .body = "{\"access_token\":\"T\",\"openid\":\"o1\"}" },
			{ .status = 200, .body = "{\"openid\":\"o1\",\"nickname\":\"小明\",\"headimgurl\":\"\"}" } },
		2);
	people_settings.wechat.api_base = s.base;
	const struct reply back = ASK(.path = "/api/shop/sign-in/wechat/callback", .query = query, .cookies = cookie_of(away));
	assert_says(back, 302, "");
	assert_string_equal(back.location, "/cart");
	assert_says(ASK(.path = "/api/shop/me", .cookies = cookie_of(back)), 200, "小明");
	assert_says(
		ASK(.path = "/api/shop/sign-in/wechat/callback", .query = query, .cookies = cookie_of(away)), 400, "sign_in_state");
	server_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route_is_whole),
		cmocka_unit_test(signing_in_gives_a_cookie_and_shows_no_more_than_it_should),
		cmocka_unit_test(a_session_is_new_at_every_sign_in),
		cmocka_unit_test(wrong_and_unknown_are_one_answer),
		cmocka_unit_test(a_write_without_the_csrf_word_changes_nothing),
		cmocka_unit_test(undeclared_fields_are_refused),
		cmocka_unit_test(signing_out_ends_it),
		cmocka_unit_test(who_is_disabled_is_out_at_once),
		cmocka_unit_test(wechat_is_left_to_with_a_cookie_of_this_browser),
		cmocka_unit_test(a_code_makes_a_member_and_moves_a_phone),
		cmocka_unit_test(wechat_sends_back_a_member),
	};
	people_begin(SCHEMA, &arena);
	a_member_with_a_password();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
