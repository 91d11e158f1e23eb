#include "wechat_platform.h"
#include "http_client.h"
#include "json_answer.h"
#include "url.h"
#include <string.h>

WECHAT_ERRORS(ERR_DEFINE)

enum { HTTP_OK = 200, STATE_MAX = 128, ANSWER_MAX = 65536 };

static bool is_state(const char *s)
{
	const size_t n = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	return n > 0 && n <= STATE_MAX && !s[n];
}

static void put(struct text *url, const char *name, const char *value)
{
	text_puts(url, name);
	url_escape(url, value);
}

/* WeChat wants the parameters in this order, and the fragment. */
err wechat_authorize_url(const struct wechat_platform *w, struct arena *a, const char *redirect_uri, bool with_profile,
	const char *state, const char **out)
{
	struct text url = { .arena = a };

	if (!is_state(state))
		return ERR_INVALID;
	text_puts(&url, w->authorize_base);
	put(&url, "/connect/oauth2/authorize?appid=", w->appid);
	put(&url, "&redirect_uri=", redirect_uri);
	put(&url, "&response_type=code&scope=", with_profile ? "snsapi_userinfo" : "snsapi_base");
	put(&url, "&state=", state);
	text_puts(&url, "#wechat_redirect");
	text_add(&url, "", 1);
	if (url.failed)
		return ERR_NOMEM;
	*out = url.at;
	return OK;
}

/* WeChat's numbers, where they ask for something else than a look by the operator. */
static err errcode_fault(int64_t code)
{
	static const struct {
		int64_t code;
		err fault;
	} known[] = {
		{ 0, OK },
		{ -1, ERR_BUSY },
		{ 45009, ERR_BUSY },
		{ 45011, ERR_BUSY }, /* busy, quota, frequency */
		{ 40029, WECHAT_CODE_BAD },
		{ 42003, WECHAT_CODE_BAD },
		{ 41008, WECHAT_CODE_BAD }, /* bad, expired, missing */
		{ 40163, WECHAT_CODE_USED },
		{ 40001, WECHAT_TOKEN_BAD },
		{ 40003, WECHAT_TOKEN_BAD },
		{ 40014, WECHAT_TOKEN_BAD },
		{ 42001, WECHAT_TOKEN_BAD },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == code)
			return known[i].fault;
	return WECHAT_REFUSED;
}

/* wanted[0] is the errcode, which only a refusal has. */
static err get(
	const struct wechat_platform *w, struct arena *a, struct text *url, struct json_wanted *wanted, size_t n, int64_t *errcode)
{
	struct http_answer answer;

	if (errcode)
		*errcode = 0;
	text_add(url, "", 1);
	if (url->failed)
		return ERR_NOMEM;
	TRY(http_send(a, &(struct http_call){ .method = "GET", .url = url->at, .ca = w->ca, .answer_max = ANSWER_MAX }, &answer));
	if (answer.status != HTTP_OK || json_answer_read(a, answer.body, wanted, n))
		return ERR_UNKNOWN;
	if (errcode)
		*errcode = wanted[0].number.is;
	return errcode_fault(wanted[0].number.is);
}

err wechat_oauth_token(
	const struct wechat_platform *w, struct arena *a, const char *code, struct wechat_oauth *out, int64_t *errcode)
{
	struct text url = { .arena = a };
	struct json_wanted got[] = {
		{ .name = "errcode", .is_number = true },
		{ .name = "openid" },
		{ .name = "access_token" },
		{ .name = "unionid" },
		{ .name = "is_snapshotuser", .is_number = true },
	};

	text_puts(&url, w->api_base);
	put(&url, "/sns/oauth2/access_token?appid=", w->appid);
	put(&url, "&secret=", w->secret);
	put(&url, "&code=", code);
	text_puts(&url, "&grant_type=authorization_code");
	const err e = get(w, a, &url, got, sizeof got / sizeof *got, errcode);
	if (e) /* 40001 here is about our secret, there is no token yet */
		return e == WECHAT_TOKEN_BAD ? WECHAT_REFUSED : e;
	if (!got[1].text || !*got[1].text || !got[2].text || !*got[2].text)
		return ERR_UNKNOWN;
	*out = (struct wechat_oauth){
		.openid = got[1].text,
		.access_token = got[2].text,
		.unionid = got[3].text,
		.is_snapshotuser = got[4].number.is == 1,
	};
	return OK;
}

err wechat_userinfo(const struct wechat_platform *w, struct arena *a, const struct wechat_oauth *who, struct wechat_profile *out,
	int64_t *errcode)
{
	struct text url = { .arena = a };
	struct json_wanted got[] = {
		{ .name = "errcode", .is_number = true },
		{ .name = "openid" },
		{ .name = "nickname" },
		{ .name = "headimgurl" },
	};

	text_puts(&url, w->api_base);
	put(&url, "/sns/userinfo?access_token=", who->access_token);
	put(&url, "&openid=", who->openid);
	text_puts(&url, "&lang=zh_CN");
	TRY(get(w, a, &url, got, sizeof got / sizeof *got, errcode));
	if (!got[1].text || strcmp(got[1].text, who->openid) != 0) /* of somebody else */
		return ERR_UNKNOWN;
	*out = (struct wechat_profile){ got[2].text ? got[2].text : "", got[3].text ? got[3].text : "" };
	return OK;
}
