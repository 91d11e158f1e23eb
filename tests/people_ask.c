#include "people_ask.h"
#include "test.h"
#include "database.h"
#include "../fcgi/dispatch.h"
#include "../fcgi/router.h"
#include "../model/member/member.h"
#include "../model/session.h"
#include "../model/staff/staff.h"
#include <stdio.h>
#include <string.h>

static struct arena *arena;
static struct db *db;

struct settings people_settings = {
	.shop = { .name = "店", .public_url = "http://127.0.0.1:8080", .locale = "zh-CN" },
	.wechat = { .appid = "wxd930ea5d5a258f4f", .secret = "wechat-secret", .authorize_base = "https://open.weixin.qq.com" },
	.sms = { .secret = "sms-secret", .sign = "店" },
	.data = DATABASE_KEYS,
	.rules = { .sms_code_ttl = 300, .sms_code_again = 60, .member_session = 3600, .staff_idle = 1800, .password_cost = 1 },
};

void people_begin(const char *schema, struct arena *a)
{
	database_make(schema);
	arena = a;
	db = database_open(schema, a);
}

struct db *people_db(void) { return db; }

static err give_body(struct request *r, char *to)
{
	memcpy(to, r->connection, (size_t)r->content_length);
	return OK;
}

static const char *or_none(const char *s) { return s ? s : ""; }

struct reply people_ask(struct ask q)
{
	const char *body = or_none(q.body);
	struct arena fold = { .limit = ROUTER_ARENA_MAX };
	struct text bearer = { .arena = arena };

	if (q.token)
		text_printf(&bearer, "Bearer %s", q.token);
	text_add(&bearer, "", 1);
	struct request r = {
		.method = q.method ? q.method : "GET",
		.path = q.path,
		.query_string = or_none(q.query),
		.accept = "application/json",
		.accept_language = "en",
		.content_type = "application/json",
		.authorization = bearer.at,
		.key = "",
		.cookies = or_none(q.cookies),
		.csrf = or_none(q.csrf),
		.origin = or_none(q.origin),
		.host = "127.0.0.1:8080",
		.address = "127.0.0.1",
		.user_agent = "test",
		.given_id = "",
		.content_length = (int64_t)strlen(body),
		.read_body = give_body,
		.connection = (void *)(uintptr_t)body,
		.arena = arena,
		.db = db,
		.settings = &people_settings,
		.file_settings = &people_settings,
	};
	dispatch(&r, router_fold(&fold, routes));
	arena_reset(&fold);
	r.reply.body.arena = arena;
	text_add(&r.reply.body, "", 1);
	return r.reply;
}

void people_says(struct reply said, int status, const char *part, int line)
{
	if (said.status != status || !strstr(said.body.at, part))
		fail_msg("line %d: %d %s", line, said.status, said.body.at);
}

const char *people_text(struct reply said, const char *field)
{
	char key[64];

	snprintf(key, sizeof key, "\"%s\":\"", field);
	const char *at = strstr(said.body.at, key);
	if (!at)
		fail_msg("no %s in %d %s", field, said.status, said.body.at);
	at += strlen(key);
	return arena_strndup(arena, at, strcspn(at, "\""));
}

struct entry {
	const char *name, *permission;
	char token[SESSION_TEXT], csrf[SESSION_TEXT];
};

static err enter_member(struct tx *tx, void *arg)
{
	struct entry *e = arg;
	struct member member;

	TRY(member_of_phone(tx, e->name, "用户", &member));
	return session_open(tx, (member_id){ member.id }, (staff_id){ 0 }, 3600, "127.0.0.1", e->token, e->csrf);
}

static err enter_staff(struct tx *tx, void *arg)
{
	struct entry *e = arg;
	struct staff_role link = { .id = 1 };
	struct role_permission permission = { .name = e->permission };
	const struct role role = { .name = e->name, .permissions = { &permission, 1 } };
	const struct staff staff = { .name = e->name, .display_name = e->name, .roles = { &link, 1 } };
	int64_t id;

	if (e->permission)
		TRY(role_create(tx, (staff_id){ 0 }, &role, &link.id));
	TRY(staff_create(tx, (staff_id){ 0 }, &staff, "!", &id));
	return session_open(tx, (member_id){ 0 }, (staff_id){ id }, 1800, "127.0.0.1", e->token, e->csrf);
}

static const char *enter(err (*body)(struct tx *, void *), const char *name, const char *permission)
{
	struct entry e = { .name = name, .permission = permission };

	assert_err(db_tx(db, body, &e), OK);
	return arena_strndup(arena, e.token, SESSION_TOKEN);
}

const char *people_member(const char *phone) { return enter(enter_member, phone, NULL); }

const char *people_staff(const char *name, const char *permission) { return enter(enter_staff, name, permission); }
