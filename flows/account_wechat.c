/* account_wechat.c - a member who signed in by phone links his WeChat: from then on it lets him in, and pays. */
#include "account_private.h"
#include "../model/member/phone_code.h"
#include "../model/session.h"
#include "sign_in_private.h"

struct link_job {
	const struct visitor *v;
	member_id member;
	const struct wechat_oauth *who;
};

/* A password or a state that was changed while WeChat was asked has ended the session: then this is nobody's to link. */
static err join(struct tx *tx, void *arg)
{
	const struct link_job *j = arg;
	struct session session;

	TRY(member_lock(tx, j->member));
	const err e = session_find(db_of(tx), j->v->token, &session);
	if (e || session.member_id.is != j->member.id)
		return e && e != ERR_NOT_FOUND ? e : ERR_UNAUTHENTICATED;
	return member_link_wechat(tx, j->member, j->v->settings->wechat.appid, j->who->openid, j->who->unionid);
}

struct code_job {
	const char *secret, *phone, *code;
	bool right;
};

static err try_code(struct tx *tx, void *arg)
{
	struct code_job *j = arg;

	return phone_code_try(tx, j->secret, j->phone, j->code, &j->right);
}

static err prove(const struct visitor *v, member_id member, const struct own_proof *proof)
{
	struct code_job job = { .secret = v->settings->sms.secret };
	struct member_secret is;
	bool fresh = false;

	if (!proof->old_password && !proof->old_code)
		TRY(session_is_fresh(v->db, v->token, member, PROOF_FRESH_S, &fresh));
	if (fresh)
		return OK;
	TRY(member_secret_find(v->db, member, &is));
	TRY(own_proof_judge(v, &is, proof, &job.code));
	if (!job.code)
		return OK;
	job.phone = is.phone.text;
	TRY(db_tx(v->db, try_code, &job));
	return job.right ? OK : OLD_CODE_WRONG;
}

err member_link_start(const struct visitor *v, member_id member, const struct own_proof *proof, const char *browser,
	const char *return_path, const char **url)
{
	TRY(member_may_link_wechat(v->db, member, v->settings->wechat.appid));
	TRY(prove(v, member, proof));
	return wechat_leave(v, member, browser, return_path, "/api/shop/me/wechat/callback", url);
}

err member_link_finish(const struct visitor *v, member_id member, const char *browser, const char *state, const char *code,
	const char **return_path)
{
	struct wechat_oauth who;

	TRY(wechat_return(v, member, browser, state, code, &who, return_path));
	return code ? db_tx(v->db, join, &((struct link_job){ v, member, &who })) : OK;
}
