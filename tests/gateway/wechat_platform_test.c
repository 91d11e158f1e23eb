#include "../test.h"
#include "server.h"
#include "../../gateway/wechat_platform.h"
#include <string.h>

static struct arena arena = { .limit = 4 << 20 };
static struct wechat_platform ours = {
	.appid = "wxd930ea5d5a258f4f", .secret = "s&1", .authorize_base = "https://open.weixin.qq.com"
};

static void serve(struct server *s, int status, const char *body)
{
	server_start(s, &(struct server_answer){ .status = status, .body = body }, 1);
	ours.api_base = s->base;
}

static void the_browser_is_sent_with_parameters_in_order(void **state)
{
	char long_state[130];
	const char *url;
	(void)state;

	assert_err(wechat_authorize_url(&ours, &arena, "https://shop.example.com/sign-in?next=/我的&x=1", false, "a1B2", &url), OK);
	assert_string_equal(url,
		"https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxd930ea5d5a258f4f"
		"&redirect_uri=https%3A%2F%2Fshop.example.com%2Fsign-in%3Fnext%3D%2F%E6%88%91%E7%9A%84%26x%3D1"
		"&response_type=code&scope=snsapi_base&state=a1B2#wechat_redirect");
	assert_err(wechat_authorize_url(&ours, &arena, "https://x", true, "a", &url), OK);
	assert_non_null(strstr(url, "&scope=snsapi_userinfo&"));
	assert_err(wechat_authorize_url(&ours, &arena, "https://x", true, "", &url), ERR_INVALID);
	assert_err(wechat_authorize_url(&ours, &arena, "https://x", true, "a-b", &url), ERR_INVALID);
	memset(long_state, 'a', sizeof long_state);
	long_state[129] = 0;
	assert_err(wechat_authorize_url(&ours, &arena, "https://x", true, long_state, &url), ERR_INVALID);
	long_state[128] = 0;
	assert_err(wechat_authorize_url(&ours, &arena, "https://x", true, long_state, &url), OK);
}

static void a_code_buys_a_token(void **state)
{
	struct wechat_oauth got;
	struct server s;
	int64_t code = 77;
	(void)state;

	serve(&s, 200,
		"{\"access_token\":\"T\",\"expires_in\":7200,\"refresh_token\":\"R\",\"openid\":\"o1\",\"scope\":\"snsapi_base\",\"new\":{\"x\":[1]}}");
	assert_err(wechat_oauth_token(&ours, &arena, "c/1", &got, &code), OK);
	assert_non_null(strstr(server_asked(&s),
		"GET /sns/oauth2/access_token?appid=wxd930ea5d5a258f4f&secret=s%261&code=c%2F1&grant_type=authorization_code HTTP"));
	assert_string_equal(got.openid, "o1");
	assert_string_equal(got.access_token, "T");
	assert_null(got.unionid);
	assert_false(got.is_snapshotuser);
	assert_int_equal(code, 0);
	server_stop(&s);
	serve(&s, 200, "{\"access_token\":\"T\",\"openid\":\"o1\",\"unionid\":\"u1\",\"is_snapshotuser\":1}");
	assert_err(wechat_oauth_token(&ours, &arena, "c", &got, NULL), OK);
	assert_string_equal(got.unionid, "u1");
	assert_true(got.is_snapshotuser);
	server_stop(&s);
}

static void what_is_wrong_with_a_code_is_told(void **state)
{
	static const struct {
		int status;
		const char *body;
		err want;
		int64_t code;
	} rows[] = {
		{ 200, "{\"errcode\":40029,\"errmsg\":\"invalid code\"}", WECHAT_CODE_BAD, 40029 },
		{ 200, "{\"errcode\":40163,\"errmsg\":\"code been used\"}", WECHAT_CODE_USED, 40163 },
		{ 200, "{\"errcode\":-1,\"errmsg\":\"system error\"}", ERR_BUSY, -1 },
		{ 200, "{\"errcode\":40125,\"errmsg\":\"invalid appsecret\"}", WECHAT_REFUSED, 40125 },
		{ 200, "{\"errcode\":40001,\"errmsg\":\"invalid credential\"}", WECHAT_REFUSED, 40001 },
		{ 200, "{\"openid\":\"o1\"}", ERR_UNKNOWN, 0 },
		{ 200, "{\"openid\":\"\",\"access_token\":\"T\"}", ERR_UNKNOWN, 0 },
		{ 200, "{\"openid\":1,\"access_token\":\"T\"}", ERR_UNKNOWN, 0 },
		{ 200, "{\"openid\":\"a\",\"openid\":\"b\",\"access_token\":\"T\"}", ERR_UNKNOWN, 0 },
		{ 200, "[]", ERR_UNKNOWN, 0 },
		{ 200, "<html>", ERR_UNKNOWN, 0 },
		{ 200, "", ERR_UNKNOWN, 0 },
		{ 502, "{}", ERR_UNKNOWN, 0 },
		{ 200, "{\"errcode\":\"0\",\"openid\":\"o1\",\"access_token\":\"T\"}", ERR_UNKNOWN, 0 },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct wechat_oauth got = { .openid = "untouched" };
		struct server s;
		int64_t code = 77;
		serve(&s, rows[i].status, rows[i].body);
		assert_err(wechat_oauth_token(&ours, &arena, "c", &got, &code), rows[i].want);
		assert_int_equal(code, rows[i].code);
		assert_string_equal(got.openid, "untouched");
		server_stop(&s);
	}
}

static void a_profile_is_of_the_one_who_was_asked_for(void **state)
{
	const struct wechat_oauth who = { .openid = "o1", .access_token = "T" };
	struct wechat_profile p;
	struct server s;
	(void)state;

	serve(&s, 200,
		"{\"openid\":\"o1\",\"nickname\":\"小明\\ud83d\\ude00\",\"sex\":0,\"headimgurl\":\"https://thirdwx.qlogo.cn/x\",\"privilege\":[]}");
	assert_err(wechat_userinfo(&ours, &arena, &who, &p, NULL), OK);
	assert_non_null(strstr(server_asked(&s), "GET /sns/userinfo?access_token=T&openid=o1&lang=zh_CN HTTP"));
	assert_string_equal(p.nickname, "小明😀");
	assert_string_equal(p.headimgurl, "https://thirdwx.qlogo.cn/x");
	server_stop(&s);
	serve(&s, 200, "{\"openid\":\"o2\",\"nickname\":\"x\"}");
	assert_err(wechat_userinfo(&ours, &arena, &who, &p, NULL), ERR_UNKNOWN);
	server_stop(&s);
	serve(&s, 200, "{\"errcode\":42001,\"errmsg\":\"access_token expired\"}");
	assert_err(wechat_userinfo(&ours, &arena, &who, &p, NULL), WECHAT_TOKEN_BAD);
	server_stop(&s);
	assert_err(wechat_userinfo(&ours, &arena, &who, &p, NULL), ERR_BUSY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_browser_is_sent_with_parameters_in_order),
		cmocka_unit_test(a_code_buys_a_token),
		cmocka_unit_test(what_is_wrong_with_a_code_is_told),
		cmocka_unit_test(a_profile_is_of_the_one_who_was_asked_for),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
