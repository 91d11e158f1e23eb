#include "sign_in.h"
#include "../gateway/sms.h"
#include "../lib/crypto.h"
#include "../model/order/cart.h"
#include "../model/attempt.h"
#include "../model/member/phone_code.h"
#include "../model/session.h"
#include "../model/staff/staff.h"
#include "sign_in_private.h"
#include <string.h>

SIGN_IN_ERRORS(ERR_DEFINE)

static err open_session(
	struct tx *tx, const struct visitor *v, member_id member, staff_id staff, const char **token, const char **csrf)
{
	const struct rules_settings *rules = &v->settings->rules;
	char *t = arena_alloc(v->arena, SESSION_TEXT, 1), *c = arena_alloc(v->arena, SESSION_TEXT, 1);

	if (!t || !c)
		return ERR_NOMEM;
	if (v->token)
		TRY(session_end(tx, v->token));
	TRY(session_open(tx, member, staff, staff.id ? rules->staff_idle : rules->member_session, v->address, t, c));
	*token = t;
	*csrf = c;
	return OK;
}

err sign_in_member(struct tx *tx, const struct visitor *v, const struct member *member, struct signed_member *out)
{
	struct signed_member in = { .member = *member };

	if (v->guest)
		TRY(cart_merge(tx, v->guest, (member_id){ member->id }));
	TRY(open_session(tx, v, (member_id){ member->id }, (staff_id){ 0 }, &in.token, &in.csrf_token));
	*out = in;
	return OK;
}

/* ---- a code to a phone ---- */
struct code_job {
	const struct visitor *v;
	const char *phone, *code;
	char drawn[PHONE_CODE_TEXT];
	bool right;
	struct signed_member in;
};

static err draw_code(struct tx *tx, void *arg)
{
	struct code_job *j = arg;
	const struct settings *s = j->v->settings;

	return phone_code_draw(tx, s->sms.secret, j->phone, s->rules.sms_code_again, s->rules.sms_code_ttl, j->drawn);
}

/* No answer (ERR_UNKNOWN) is no failure to the reader: the message may well arrive. */
err sign_in_code_send(const struct visitor *v, const char *phone, int64_t *wait_s)
{
	const struct sms_settings *s = &v->settings->sms;
	const struct sms sms = { .url = s->url, .secret = s->secret, .sign = s->sign };
	struct code_job job = { .v = v, .phone = phone };

	const err drawn = db_tx(v->db, draw_code, &job);
	if (drawn == CODE_TOO_SOON || drawn == CODE_USED_UP)
		TRY(phone_code_wait(v->db, phone, v->settings->rules.sms_code_again, wait_s));
	TRY(drawn);
	*wait_s = v->settings->rules.sms_code_again;
	const err e = sms_send(&sms, v->arena, phone, "sign_in", job.drawn);
	return e == ERR_UNKNOWN ? OK : e;
}

/* A wrong code commits, as the try was one. */
static err enter_by_code(struct tx *tx, void *arg)
{
	struct code_job *j = arg;
	struct member member;

	TRY(phone_code_try(tx, j->v->settings->sms.secret, j->phone, j->code, &j->right));
	if (!j->right)
		return OK;
	TRY(member_of_phone(tx, j->phone, j->v->called_by_phone, &member));
	return sign_in_member(tx, j->v, &member, &j->in);
}

err sign_in_phone(const struct visitor *v, const char *phone, const char *code, struct signed_member *out)
{
	struct code_job job = { .v = v, .phone = phone, .code = code };

	TRY(db_tx(v->db, enter_by_code, &job));
	if (!job.right)
		return CODE_WRONG;
	*out = job.in;
	return OK;
}

/* ---- a password ---- */
struct try_job {
	const char *kind, *subject;
	err outcome;
};

static err take_try(struct tx *tx, void *arg)
{
	struct try_job *j = arg;

	j->outcome = attempt_take(tx, j->kind, j->subject, SIGN_IN_TRIES, SIGN_IN_WINDOW_S);
	return j->outcome == ERR_RATE ? OK : j->outcome;
}

err sign_in_judge(const struct visitor *v, const char *kind, const char *subject, const char *password, const char *hash)
{
	struct try_job job = { .kind = kind, .subject = subject };

	TRY(db_tx(v->db, take_try, &job));
	if (job.outcome)
		return SIGN_IN_LOCKED;
	return crypto_password_verify(v->arena, password, hash) ? OK : SIGN_IN_FAILED;
}

struct password_job {
	const struct visitor *v;
	const char *subject, *hash;
	int64_t id;
	struct signed_member member;
	struct signed_staff staff;
};

/* The hash must still be his: a password changed since it was read lets nobody in. */
static err enter_member(struct tx *tx, void *arg)
{
	struct password_job *j = arg;
	struct member member;

	TRY(member_with_hash(tx, (member_id){ j->id }, j->hash, &member));
	TRY(attempt_clear(tx, MEMBER_TRIES, j->subject));
	return sign_in_member(tx, j->v, &member, &j->member);
}

static err enter_staff(struct tx *tx, void *arg)
{
	struct password_job *j = arg;

	TRY(staff_with_hash(tx, (staff_id){ j->id }, j->hash));
	TRY(attempt_clear(tx, STAFF_TRIES, j->subject));
	return open_session(tx, j->v, (member_id){ 0 }, (staff_id){ j->id }, &j->staff.token, &j->staff.csrf_token);
}

static err failed(err e) { return e == ERR_NOT_FOUND ? SIGN_IN_FAILED : e; }

err sign_in_password(const struct visitor *v, const char *phone, const char *password, struct signed_member *out)
{
	struct member_secret secret = { 0 };

	err e = member_secret_by_phone(v->db, phone, &secret);
	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(sign_in_judge(v, MEMBER_TRIES, phone, password, e ? NULL : secret.password_hash));
	struct password_job job = { .v = v, .subject = phone, .hash = secret.password_hash, .id = secret.id };
	TRY(failed(db_tx(v->db, enter_member, &job)));
	*out = job.member;
	return OK;
}

err sign_in_staff(const struct visitor *v, const char *name, const char *password, struct signed_staff *out)
{
	struct staff_secret secret = { 0 };

	err e = staff_secret_by_name(v->db, name, &secret);
	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(sign_in_judge(v, STAFF_TRIES, name, password, e ? NULL : secret.password_hash));
	struct password_job job = { .v = v, .subject = name, .hash = secret.password_hash, .id = secret.id };
	TRY(failed(db_tx(v->db, enter_staff, &job)));
	*out = job.staff;
	return OK;
}
