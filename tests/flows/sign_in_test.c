/* Signing in, against servers that play WeChat and the SMS provider, and several tries at once. */
#include "../test.h"
#include "../database.h"
#include "../gateway/server.h"
#include "../people_ask.h"
#include "../../model/order/cart.h"
#include "../../flows/account.h"
#include "../../model/member/phone_code.h"
#include "../../model/password.h"
#include "../../model/session.h"
#include <string.h>

#define SCHEMA "sign_in_test"
#define PHONE "13812346666"
static struct arena arena = { .limit = 16 << 20 };

#define TOKEN_OF(openid) "{\"access_token\":\"T\",\"openid\":\"" openid "\",\"unionid\":\"u\"}"
#define INFO_OF(openid) "{\"openid\":\"" openid "\",\"nickname\":\"小明\",\"headimgurl\":\"https://img/1\"}"

static struct visitor guest(struct db *db, struct arena *a)
{
	return (struct visitor){ .db = db,
		.arena = a,
		.settings = &people_settings,
		.address = "127.0.0.1",
		.called_by_wechat = "微信用户",
		.called_by_phone = "用户" };
}

/* The state inside the URL that a browser is sent to. */
static const char *state_in(const char *url)
{
	const char *at = strstr(url, "&state=");

	assert_non_null(at);
	at += 7;
	return arena_strndup(&arena, at, strcspn(at, "#"));
}

static const char *begin(const char *browser, const char *path)
{
	const struct visitor v = guest(people_db(), &arena);
	const char *url = "";

	assert_err(sign_in_wechat_start(&v, browser, path, &url), OK);
	assert_non_null(strstr(url, "redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fapi%2Fshop%2Fsign-in%2Fwechat%2Fcallback&"));
	return state_in(url);
}

static err finish(const char *browser, const char *state, struct signed_member *in, const char **path)
{
	const struct visitor v = guest(people_db(), &arena);

	return sign_in_wechat_finish(&v, browser, state, "code", in, path);
}

static void by_wechat_and_back_to_where_one_was(void **unused)
{
	struct server s;
	struct signed_member in, again;
	struct session session;
	const char *path;
	(void)unused;

	server_start(&s,
		(struct server_answer[]){ { .status = 200, .body = TOKEN_OF("o1") }, { .status = 200, .body = INFO_OF("o1") },
			{ .status = 200, .body = TOKEN_OF("o1") }, { .status = 200, .body = INFO_OF("o1") } },
		4);
	people_settings.wechat.api_base = s.base;
	const char *state = begin("browser", "/goods/1?x=2");
	assert_err(finish("browser", state, &in, &path), OK);
	assert_string_equal(path, "/goods/1?x=2");
	assert_string_equal(in.member.nickname, "小明");
	assert_string_equal(in.member.avatar_url, "https://img/1");
	assert_err(session_find(people_db(), in.token, &session), OK);
	assert_int_equal(session.member_id.is, in.member.id);
	assert_err(finish("browser", begin("browser", "/"), &again, &path), OK);
	assert_int_equal(again.member.id, in.member.id);
	assert_string_not_equal(again.token, in.token);
	server_stop(&s);
}

static void who_brings_no_name_is_given_one(void **unused)
{
	struct server s;
	struct signed_member in;
	const char *path;
	(void)unused;

	server_start(&s,
		(struct server_answer[]){ { .status = 200, .body = TOKEN_OF("o7") },
			{ .status = 200, .body = "{\"openid\":\"o7\",\"nickname\":\"\",\"headimgurl\":\"\"}" } },
		2);
	people_settings.wechat.api_base = s.base;
	assert_err(finish("browser", begin("browser", "/"), &in, &path), OK);
	assert_string_equal(in.member.nickname, "微信用户");
	server_stop(&s);
}

static void a_state_is_of_one_browser_and_used_once(void **unused)
{
	struct signed_member in;
	const char *path;
	(void)unused;

	people_settings.wechat.api_base = "http://127.0.0.1:1"; /* nobody: whoever gets here has passed */
	const char *state = begin("mine", "/");
	assert_err(finish("another", state, &in, &path), SIGN_IN_STATE);
	assert_err(finish("", state, &in, &path), SIGN_IN_STATE);
	assert_err(finish("mine", "00", &in, &path), SIGN_IN_STATE);
	assert_err(finish("mine", state, &in, &path), ERR_BUSY);
	assert_err(finish("mine", state, &in, &path), SIGN_IN_STATE);
	state = begin("mine", "/");
	database_ask(SCHEMA, "UPDATE wechat_authorization SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	assert_err(finish("mine", state, &in, &path), SIGN_IN_STATE);
}

static void no_member_is_made_of_a_snapshot(void **unused)
{
	struct server s;
	struct signed_member in;
	const char *path;
	(void)unused;

	const int64_t before = database_ask(SCHEMA, "SELECT COUNT(*) FROM member");
	server_start(&s,
		&(struct server_answer){
			.status = 200, .body = "{\"access_token\":\"T\",\"openid\":\"o9\",\"is_snapshotuser\":1}" },
		1);
	people_settings.wechat.api_base = s.base;
	assert_err(finish("b", begin("b", "/"), &in, &path), SIGN_IN_SNAPSHOT);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member"), before);
	server_stop(&s);
}

static void only_paths_of_this_site_are_gone_back_to(void **unused)
{
	static const char *const foreign[] = { "", "//evil.com", "https://evil.com", "evil", "/\\evil.com", "/a\r\nSet-Cookie: x=1",
		"/a b", "/我" };
	const struct visitor v = guest(people_db(), &arena);
	const char *url;
	(void)unused;

	for (size_t i = 0; i < TEST_COUNT(foreign); i++)
		assert_err(sign_in_wechat_start(&v, "b", foreign[i], &url), ERR_INVALID);
}

/* Sends a code and reads it off the message. */
static const char *code_for(const char *phone)
{
	const struct visitor v = guest(people_db(), &arena);
	struct server s;

	database_ask(SCHEMA, "UPDATE phone_code SET sent_at = '2020-01-01', sent_today = 0");
	server_start(&s, &(struct server_answer){ .status = 200, .body = "{\"message_id\":\"1\"}" }, 1);
	people_settings.sms.url = s.base;
	int64_t wait_s;
	assert_err(sign_in_code_send(&v, phone, &wait_s), OK);
	assert_int_equal(wait_s, people_settings.rules.sms_code_again);
	const char *asked = server_asked(&s), *at = strstr(asked, "\"code\":\"");
	assert_non_null(at);
	assert_non_null(strstr(asked, phone));
	const char *code = arena_strndup(&arena, at + 8, 6);
	server_stop(&s);
	return code;
}

static void by_a_code_to_the_phone(void **unused)
{
	const struct visitor v = guest(people_db(), &arena);
	struct signed_member in;
	(void)unused;

	const char *code = code_for(PHONE);
	int64_t wait_s = 0;
	assert_err(sign_in_code_send(&v, PHONE, &wait_s), CODE_TOO_SOON);
	assert_in_range(wait_s, 1, people_settings.rules.sms_code_again);
	database_ask(SCHEMA, "UPDATE phone_code SET sent_today = 10");
	assert_err(sign_in_code_send(&v, PHONE, &wait_s), CODE_USED_UP);
	assert_in_range(wait_s, 1, 86400);
	assert_err(sign_in_phone(&v, PHONE, strcmp(code, "000000") == 0 ? "000001" : "000000", &in), CODE_WRONG);
	assert_int_equal(database_ask(SCHEMA, "SELECT tries FROM phone_code"), 1);
	assert_err(sign_in_phone(&v, PHONE, code, &in), OK);
	assert_string_equal(in.member.phone.text, PHONE);
	assert_err(sign_in_phone(&v, PHONE, code, &in), CODE_WRONG);
}

static int guess_member(int i)
{
	struct arena own = { .limit = 8 << 20 };
	const struct visitor v = guest(database_open(SCHEMA, &own), &own);
	struct signed_member in;
	(void)i;

	return sign_in_password(&v, PHONE, "wrong password", &in) == SIGN_IN_FAILED;
}

static int guess_nobody(int i)
{
	struct arena own = { .limit = 64 << 20 };
	const struct visitor v = guest(database_open(SCHEMA, &own), &own);
	struct signed_staff in;
	(void)i;

	return sign_in_staff(&v, "nobody", "wrong password", &in) == SIGN_IN_FAILED;
}

static void five_wrong_passwords_also_side_by_side(void **unused)
{
	const struct visitor v = guest(people_db(), &arena);
	struct signed_member in;
	struct member_secret secret;
	(void)unused;

	assert_err(member_secret_by_phone(people_db(), PHONE, &secret), OK);
	const member_id member = { secret.id };
	/* a first one too wants more than a session */
	assert_err(member_change_password(&v, member, "", &(struct password_change){ .password = "right password" }), CODE_WRONG);
	assert_err(member_change_password(
			   &v, member, "", &(struct password_change){ .old_password = "none", .password = "right password" }),
		CODE_WRONG);
	assert_err(
		member_change_password(&v, member, "", &(struct password_change){ .code = "12345x", .password = "right password" }),
		CODE_WRONG);
	const char *code = code_for(PHONE);
	assert_err(member_change_password(&v, member, "", &(struct password_change){ .code = code, .password = PHONE }),
		PASSWORD_COMMON);
	assert_err(member_change_password(&v, member, "", &(struct password_change){ .code = code, .password = "password1" }),
		PASSWORD_COMMON);
	assert_err(member_change_password(&v, member, "", &(struct password_change){ .code = code, .password = "right password" }),
		OK);
	assert_err(sign_in_password(&v, PHONE, "right password", &in), OK);
	assert_int_equal(database_race(8, guess_member), 5);
	assert_err(sign_in_password(&v, PHONE, "right password", &in), SIGN_IN_LOCKED);
	assert_err(member_change_password(&v, member, "",
			   &(struct password_change){ .old_password = "right password", .password = "another one" }),
		SIGN_IN_LOCKED);
	database_ask(SCHEMA, "UPDATE attempt SET since = since - INTERVAL 901 SECOND");
	assert_err(sign_in_password(&v, PHONE, "right password", &in), OK);
	assert_int_equal(database_race(8, guess_nobody), 5);
}

static void a_new_password_wants_the_old_one_or_a_code(void **unused)
{
	const struct visitor v = guest(people_db(), &arena);
	struct signed_member in, other;
	struct session session;
	(void)unused;

	assert_err(sign_in_password(&v, PHONE, "right password", &in), OK);
	assert_err(sign_in_password(&v, PHONE, "right password", &other), OK);
	const member_id member = { in.member.id };
	assert_err(member_change_password(&v, member, in.token, &(struct password_change){ .password = "new password" }),
		SIGN_IN_FAILED);
	assert_err(member_change_password(
			   &v, member, in.token, &(struct password_change){ .code = "12345x", .password = "new password" }),
		CODE_WRONG);
	assert_err(session_find(people_db(), other.token, &session), OK);
	assert_err(member_change_password(
			   &v, member, in.token, &(struct password_change){ .code = code_for(PHONE), .password = "new password" }),
		OK);
	assert_err(session_find(people_db(), in.token, &session), OK);
	assert_err(session_find(people_db(), other.token, &session), ERR_NOT_FOUND);
	assert_err(sign_in_password(&v, PHONE, "right password", &in), SIGN_IN_FAILED);
	assert_err(sign_in_password(&v, PHONE, "new password", &in), OK);
}

static err bind(const struct visitor *v, member_id member, struct phone_change c) { return member_bind_phone(v, member, "", &c); }

static void a_phone_is_bound_by_its_code(void **unused)
{
	const struct visitor v = guest(people_db(), &arena);
	struct member_secret secret;
	struct member member;
	(void)unused;

	const member_id wechat = { database_ask(SCHEMA, "SELECT member_id FROM member_wechat WHERE openid = 'o1'") };
	assert_err(member_change_password(&v, wechat, "", &(struct password_change){ .password = "some password" }),
		MEMBER_PHONE_MISSING);
	assert_err(bind(&v, wechat, (struct phone_change){ .phone = "13900000001", .code = "000000" }), CODE_WRONG);
	assert_err(bind(&v, wechat, (struct phone_change){ .phone = PHONE, .code = code_for(PHONE) }), ERR_DUPLICATE);
	assert_err(bind(&v, wechat, (struct phone_change){ .phone = "13900000001", .code = code_for("13900000001") }), OK);
	assert_err(member_secret_by_phone(people_db(), "13900000001", &secret), OK);
	/* A session alone does not take the account along. */
	assert_err(
		bind(&v, wechat, (struct phone_change){ .phone = "13900000008", .code = code_for("13900000008") }), OLD_CODE_WRONG);
	assert_err(bind(&v, wechat,
			   (struct phone_change){ .phone = "13900000008", .code = code_for("13900000008"), .old_code = "000000" }),
		OLD_CODE_WRONG);
	assert_err(bind(&v, wechat,
			   (struct phone_change){ .phone = "13900000008", .code = "000000", .old_code = code_for("13900000001") }),
		CODE_WRONG);
	assert_err(member_secret_by_phone(people_db(), "13900000001", &secret), OK);
	assert_int_equal(secret.id, wechat.id);
	assert_err(member_find(people_db(), wechat, &member), OK);
	assert_true(member.has_wechat);
}

/* What a member begins in his session. */
static err link_begin(member_id member, const char *token, struct own_proof proof, const char **state)
{
	struct visitor v = guest(people_db(), &arena);
	const char *url = "";

	v.token = token;
	const err e = member_link_start(&v, member, &proof, "browser", "/profile", &url);
	*state = e ? "" : state_in(url);
	return e;
}

/* Links what he began while asked for a member whose session is that of `token`. */
static err link_with(member_id member, const char *began, const char *token)
{
	struct visitor v = guest(people_db(), &arena);
	const char *path, *state;
	struct server s;

	v.token = token;
	assert_err(link_begin(member, began, (struct own_proof){ NULL, NULL }, &state), OK);
	server_start(&s, &(struct server_answer){ .status = 200, .body = TOKEN_OF("o8") }, 1);
	people_settings.wechat.api_base = s.base;
	const err e = member_link_finish(&v, member, "browser", state, "code", &path);
	server_stop(&s);
	return e;
}

static void a_session_that_ended_meanwhile_links_nothing(void **unused)
{
	const char *token = people_member("13900000018"), *ended = people_member("13900000018"),
		   *other = people_member("13900000019");
	struct member_secret is;
	(void)unused;

	assert_err(member_secret_by_phone(people_db(), "13900000018", &is), OK);
	const member_id member = { is.id };
	assert_err(link_with(member, token, other), ERR_UNAUTHENTICATED);
	database_ask(SCHEMA, "UPDATE session SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	assert_err(link_with(member, token, ended), ERR_UNAUTHENTICATED);
	database_ask(SCHEMA, "UPDATE session SET expires_at = NOW(3) + INTERVAL 1 HOUR");
	database_ask(SCHEMA, "UPDATE member SET state = 'DISABLED' WHERE phone_index = INDEXED('13900000018')");
	assert_err(link_with(member, token, token), ERR_UNAUTHENTICATED);
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM member_wechat WHERE openid = 'o8'"), 0);
	database_ask(SCHEMA, "UPDATE member SET state = 'ACTIVE' WHERE phone_index = INDEXED('13900000018')");
	assert_err(link_with(member, token, token), OK);
	assert_int_equal(database_ask(SCHEMA, "SELECT member_id FROM member_wechat WHERE openid = 'o8'"), is.id);
}

static void an_old_session_alone_links_no_wechat(void **unused)
{
	const char *token = people_member("13900000028"), *other = people_member("13900000029"), *state;
	struct member_secret is;
	(void)unused;

	assert_err(member_secret_by_phone(people_db(), "13900000028", &is), OK);
	const member_id member = { is.id };
	assert_err(link_begin(member, token, (struct own_proof){ NULL, NULL }, &state), OK);
	assert_err(link_begin(member, other, (struct own_proof){ NULL, NULL }, &state), OLD_CODE_WRONG);
	database_ask(SCHEMA, "UPDATE session SET created_at = NOW(3) - INTERVAL 301 SECOND, seen_at = NOW(3)");
	assert_err(link_begin(member, token, (struct own_proof){ NULL, NULL }, &state), OLD_CODE_WRONG);
	assert_err(link_begin(member, token, (struct own_proof){ "some password", NULL }, &state), OLD_CODE_WRONG);
	const char *code = code_for("13900000028");
	assert_err(link_begin(member, token, (struct own_proof){ NULL, strcmp(code, "000000") == 0 ? "000001" : "000000" }, &state),
		OLD_CODE_WRONG);
	assert_err(link_begin(member, token, (struct own_proof){ NULL, code_for("13900000029") }, &state), OLD_CODE_WRONG);
	assert_int_equal(database_ask(SCHEMA, "SELECT tries FROM phone_code WHERE phone_index = INDEXED('13900000028')"), 2);
	assert_err(link_begin(member, token, (struct own_proof){ NULL, code }, &state), OK);
	assert_err(link_begin(member, token, (struct own_proof){ NULL, code }, &state), OLD_CODE_WRONG);
	const struct visitor v = guest(people_db(), &arena);
	assert_err(member_change_password(&v, member, token,
			   &(struct password_change){ .code = code_for("13900000028"), .password = "right password" }),
		OK);
	assert_err(link_begin(member, token, (struct own_proof){ NULL, NULL }, &state), SIGN_IN_FAILED);
	assert_err(link_begin(member, token, (struct own_proof){ "wrong password", NULL }, &state), SIGN_IN_FAILED);
	assert_err(link_begin(member, token, (struct own_proof){ "right password", NULL }, &state), OK);
}

static err fill_cart(struct tx *tx, void *arg) { return cart_add(tx, (struct cart_owner){ .guest = "guest" }, arg); }

static void a_guests_cart_comes_along(void **unused)
{
	struct visitor v = guest(people_db(), &arena);
	struct wish wish = { 1, 3 };
	struct cart_lines lines;
	struct signed_member in;
	(void)unused;

	database_ask(SCHEMA,
		"INSERT INTO product (id, category_id, title, images, detail, state, tokens, created_at, updated_at)"
		" VALUES (1, 1, '茶', '', '', 'ON_SALE', '', NOW(3), NOW(3));"
		"INSERT INTO sku (id, product_id, price, stock, state) VALUES (1, 1, 100, 10, 'ACTIVE')");
	assert_err(db_tx(people_db(), fill_cart, &wish), OK);
	assert_err(sign_in_password(&v, PHONE, "new password", &in), OK);
	assert_err(cart_lines_of(people_db(), (struct cart_owner){ .member = { in.member.id } }, &lines), OK);
	assert_int_equal(lines.n, 0);
	v.guest = "guest";
	assert_err(sign_in_password(&v, PHONE, "new password", &in), OK);
	assert_err(cart_lines_of(people_db(), (struct cart_owner){ .member = { in.member.id } }, &lines), OK);
	assert_true(lines.n == 1 && lines.at[0].quantity == 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_wechat_and_back_to_where_one_was),
		cmocka_unit_test(who_brings_no_name_is_given_one),
		cmocka_unit_test(a_state_is_of_one_browser_and_used_once),
		cmocka_unit_test(no_member_is_made_of_a_snapshot),
		cmocka_unit_test(only_paths_of_this_site_are_gone_back_to),
		cmocka_unit_test(by_a_code_to_the_phone),
		cmocka_unit_test(five_wrong_passwords_also_side_by_side),
		cmocka_unit_test(a_new_password_wants_the_old_one_or_a_code),
		cmocka_unit_test(a_phone_is_bound_by_its_code),
		cmocka_unit_test(a_session_that_ended_meanwhile_links_nothing),
		cmocka_unit_test(an_old_session_alone_links_no_wechat),
		cmocka_unit_test(a_guests_cart_comes_along),
	};
	people_begin(SCHEMA, &arena);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
