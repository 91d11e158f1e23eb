/* sign_in_wechat.c - the way over WeChat's page and back (protocols 5.2). */
#include "sign_in_private.h"
#include "../lib/crypto.h"
#include "../lib/text.h"
#include "../model/member/authorization.h"
#include <string.h>

enum { STATE_BYTES = 32 };

struct authorization_job {
	member_id member;
	const char *state, *browser, *return_path;
};

static err begin(struct tx *tx, void *arg)
{
	const struct authorization_job *j = arg;

	return authorization_begin(tx, j->member, j->state, j->browser, j->return_path, AUTHORIZATION_TTL_S);
}

static err take(struct tx *tx, void *arg)
{
	struct authorization_job *j = arg;

	return authorization_take(tx, j->member, j->state, j->browser, &j->return_path);
}

struct wechat_platform wechat_platform_of(const struct visitor *v)
{
	const struct wechat_settings *w = &v->settings->wechat;

	return (struct wechat_platform){
		.appid = w->appid, .secret = w->secret, .api_base = w->api_base, .authorize_base = w->authorize_base
	};
}

err wechat_leave(
	const struct visitor *v, member_id member, const char *browser, const char *return_path, const char *back, const char **url)
{
	const struct wechat_platform platform = wechat_platform_of(v);
	struct text here = { .arena = v->arena };
	uint8_t random[STATE_BYTES];

	if (!return_path_is_ours(return_path))
		return ERR_INVALID;
	crypto_random(random, sizeof random);
	struct authorization_job job = { member, crypto_hex(v->arena, (bytes){ random, sizeof random }, false), browser,
		return_path };
	text_printf(&here, "%s%s%c", v->settings->shop.public_url, back, '\0');
	if (!job.state || here.failed)
		return ERR_NOMEM;
	TRY(db_tx(v->db, begin, &job));
	return wechat_authorize_url(&platform, v->arena, here.at, true, job.state, url);
}

err wechat_return(const struct visitor *v, member_id member, const char *browser, const char *state, const char *code,
	struct wechat_oauth *out, const char **return_path)
{
	const struct wechat_platform platform = wechat_platform_of(v);
	struct authorization_job a = { .member = member, .state = state, .browser = browser };
	struct wechat_oauth oauth;

	const err e = db_tx(v->db, take, &a);
	if (e)
		return e == ERR_NOT_FOUND ? SIGN_IN_STATE : e;
	*return_path = a.return_path;
	if (!code)
		return OK;
	TRY(wechat_oauth_token(&platform, v->arena, code, &oauth, NULL));
	if (oauth.is_snapshotuser)
		return SIGN_IN_SNAPSHOT;
	*out = oauth;
	return OK;
}

err sign_in_wechat_start(const struct visitor *v, const char *browser, const char *return_path, const char **url)
{
	return wechat_leave(v, (member_id){ 0 }, browser, return_path, "/api/shop/sign-in/wechat/callback", url);
}

struct wechat_job {
	const struct visitor *v;
	struct member_wechat who;
	struct signed_member in;
};

static err enter(struct tx *tx, void *arg)
{
	struct wechat_job *j = arg;
	struct member member;

	TRY(member_of_wechat(tx, &j->who, &member));
	return sign_in_member(tx, j->v, &member, &j->in);
}

/* Nicknames and pictures are what people made of them: what does not fit is left out. */
static const char *fitting(const char *s, size_t max)
{
	size_t chars;

	return text_is_clean(s, strlen(s), &chars) && chars <= max ? s : "";
}

err sign_in_wechat_finish(const struct visitor *v, const char *browser, const char *state, const char *code,
	struct signed_member *out, const char **return_path)
{
	enum { NICKNAME_MAX = 64, URL_MAX = 512 };
	const struct wechat_platform platform = wechat_platform_of(v);
	struct wechat_profile profile;
	struct wechat_oauth oauth;
	const char *path;

	TRY(wechat_return(v, (member_id){ 0 }, browser, state, code, &oauth, &path));
	TRY(wechat_userinfo(&platform, v->arena, &oauth, &profile, NULL));
	const char *nickname = fitting(profile.nickname, NICKNAME_MAX);
	struct wechat_job job = { .v = v,
		.who = { platform.appid, oauth.openid, oauth.unionid, *nickname ? nickname : v->called_by_wechat,
			fitting(profile.headimgurl, URL_MAX) } };
	TRY(db_tx(v->db, enter, &job));
	*out = job.in;
	*return_path = path;
	return OK;
}
