#include "account_private.h"
#include "../lib/crypto.h"
#include "../model/attempt.h"
#include "../model/member/phone_code.h"
#include "../model/password.h"
#include "../model/session.h"

ACCOUNT_ERRORS(ERR_DEFINE)

static err hash_of(const struct visitor *v, const char *password, const char *name, const char **out)
{
	TRY(password_check(password, name));
	return crypto_password_hash(v->arena, password, (unsigned)v->settings->rules.password_cost, out);
}

/* ---- a member's ---- */
struct member_job {
	const struct visitor *v;
	member_id member;
	const char *token, *phone, *code, *old, *hash;
	bool right;
};

static err set_member_password(struct tx *tx, void *arg)
{
	struct member_job *j = arg;

	j->right = true;
	if (j->code)
		TRY(phone_code_try(tx, j->v->settings->sms.secret, j->phone, j->code, &j->right));
	if (!j->right)
		return OK; /* the try counts */
	TRY(member_set_password(tx, j->member, j->old, j->hash));
	TRY(attempt_clear(tx, MEMBER_TRIES, j->phone));
	return session_end_others(tx, j->member, (staff_id){ 0 }, j->token);
}

err member_change_password(const struct visitor *v, member_id member, const char *token, const struct password_change *c)
{
	struct member_job job = { .v = v, .member = member, .token = token };
	struct member_secret is;

	TRY(member_secret_find(v->db, member, &is));
	if (!is.phone.text)
		return MEMBER_PHONE_MISSING;
	job.phone = is.phone.text;
	job.old = is.password_hash;
	if (!c->code && !(is.password_hash && c->old_password))
		return is.password_hash ? SIGN_IN_FAILED : CODE_WRONG; /* a session alone may be somebody else's hand */
	if (is.password_hash && c->old_password)
		TRY(sign_in_judge(v, MEMBER_TRIES, is.phone.text, c->old_password, is.password_hash));
	else
		job.code = c->code;
	TRY(hash_of(v, c->password, is.phone.text, &job.hash));
	TRY(db_tx(v->db, set_member_password, &job));
	return job.right ? OK : CODE_WRONG;
}

err own_proof_judge(const struct visitor *v, const struct member_secret *is, const struct own_proof *proof, const char **code_left)
{
	const char *left = NULL;

	if (is->phone.text && is->password_hash && proof->old_password)
		TRY(sign_in_judge(v, MEMBER_TRIES, is->phone.text, proof->old_password, is->password_hash));
	else if (is->phone.text && !(left = proof->old_code))
		return is->password_hash ? SIGN_IN_FAILED : OLD_CODE_WRONG;
	*code_left = left;
	return OK;
}

struct moving {
	const struct visitor *v;
	member_id member;
	const char *token, *from, *from_code; /* from_code: as own_proof_judge left it */
	const struct phone_change *to;
	err wrong;
};

/* A wrong code is no failure: the try counts. */
static err set_member_phone(struct tx *tx, void *arg)
{
	struct moving *m = arg;
	const char *secret = m->v->settings->sms.secret;
	bool right = true;

	if (m->from_code)
		TRY(phone_code_try(tx, secret, m->from, m->from_code, &right));
	m->wrong = right ? OK : OLD_CODE_WRONG;
	if (!right)
		return OK;
	TRY(phone_code_try(tx, secret, m->to->phone, m->to->code, &right));
	m->wrong = right ? OK : CODE_WRONG;
	if (!right)
		return OK;
	TRY(member_set_phone(tx, m->member, m->to->phone));
	return session_end_others(tx, m->member, (staff_id){ 0 }, m->token);
}

err member_bind_phone(const struct visitor *v, member_id member, const char *token, const struct phone_change *c)
{
	struct moving moving = { .v = v, .member = member, .token = token, .to = c };
	struct member_secret is;

	TRY(member_secret_find(v->db, member, &is));
	moving.from = is.phone.text;
	TRY(own_proof_judge(v, &is, &(struct own_proof){ c->old_password, c->old_code }, &moving.from_code));
	TRY(db_tx(v->db, set_member_phone, &moving));
	return moving.wrong;
}

err member_code_send(const struct visitor *v, member_id member, int64_t *wait_s)
{
	struct member_secret is;

	TRY(member_secret_find(v->db, member, &is));
	return is.phone.text ? sign_in_code_send(v, is.phone.text, wait_s) : MEMBER_PHONE_MISSING;
}

/* ---- of staff ---- */
struct staff_job {
	staff_id actor, staff;
	const struct staff *made;
	const char *token, *name, *old, *hash;
	int64_t id;
};

static err set_staff_password(struct tx *tx, void *arg)
{
	const struct staff_job *j = arg;

	TRY(staff_set_password(tx, j->staff, j->old, j->hash));
	TRY(attempt_clear(tx, STAFF_TRIES, j->name));
	return session_end_others(tx, (member_id){ 0 }, j->staff, j->token);
}

err staff_change_password(
	const struct visitor *v, staff_id staff, const char *token, const char *old_password, const char *password)
{
	struct staff_job job = { .staff = staff, .token = token };
	struct staff_secret is;

	TRY(staff_secret_find(v->db, staff, &is));
	TRY(sign_in_judge(v, STAFF_TRIES, is.name, old_password, is.password_hash));
	job.name = is.name;
	job.old = is.password_hash;
	TRY(hash_of(v, password, is.name, &job.hash));
	return db_tx(v->db, set_staff_password, &job);
}

static err add_staff(struct tx *tx, void *arg)
{
	struct staff_job *j = arg;

	return staff_create(tx, j->actor, j->made, j->hash, &j->id);
}

err staff_add(const struct visitor *v, staff_id actor, const struct staff *staff, const char *password, int64_t *id)
{
	struct staff_job job = { .actor = actor, .made = staff };

	TRY(hash_of(v, password, staff->name, &job.hash));
	TRY(db_tx(v->db, add_staff, &job));
	*id = job.id;
	return OK;
}

static err reset_staff_password(struct tx *tx, void *arg)
{
	const struct staff_job *j = arg;

	return staff_reset_password(tx, j->actor, j->staff, j->hash);
}

err staff_give_password(const struct visitor *v, staff_id actor, staff_id other, const char *password)
{
	struct staff_job job = { .actor = actor, .staff = other };
	struct staff_secret is;

	if (other.id == actor.id)
		return STAFF_OWN_PASSWORD;
	TRY(staff_secret_find(v->db, other, &is));
	TRY(hash_of(v, password, is.name, &job.hash));
	return db_tx(v->db, reset_staff_password, &job);
}
