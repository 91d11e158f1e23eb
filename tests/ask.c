#include "ask.h"
#include "test.h"
#include "../fcgi/router.h"
#include "../lib/must.h"
#include "../model/session.h"
#include "../model/settings.h"
#include <string.h>

static const struct settings settings = {
	.shop = { .name = "test", .public_url = "https://shop.example.com", .locale = "zh-CN" },
	.rules = { .member_session = 86400, .staff_idle = 3600 },
	.limits = { 100000, 100000, 100000, 100000, 100000 },
};

static err give_body(struct request *r, char *to)
{
	memcpy(to, r->connection, (size_t)r->content_length);
	return OK;
}

static const char *or_empty(const char *s) { return s ? s : ""; }

struct reply ask_of(struct db *db, struct arena *arena, const struct route *const tables[], struct ask q)
{
	const char *body = or_empty(q.body);
	struct arena fold = { .limit = ROUTER_ARENA_MAX };
	struct request r = {
		.method = q.method ? q.method : "GET",
		.path = q.path,
		.query_string = or_empty(q.query),
		.accept = or_empty(q.accept),
		.accept_language = or_empty(q.language),
		.content_type = "application/json",
		.authorization = or_empty(q.as),
		.key = or_empty(q.key),
		.cookies = "",
		.csrf = "",
		.origin = "",
		.host = "",
		.address = "192.0.2.1",
		.user_agent = "",
		.given_id = "",
		.content_length = (int64_t)strlen(body),
		.read_body = give_body,
		.connection = (void *)(uintptr_t)body,
		.arena = arena,
		.db = db,
		.settings = q.settings ? q.settings : &settings,
	};

	dispatch(&r, router_fold(&fold, tables));
	arena_reset(&fold);
	text_add(&r.reply.body, "", 1);
	return r.reply;
}

struct opening {
	member_id member;
	staff_id staff;
	char token[SESSION_TEXT], csrf[SESSION_TEXT];
};

static err open_session(struct tx *tx, void *arg)
{
	struct opening *o = arg;

	return session_open(tx, o->member, o->staff, 3600, "192.0.2.1", o->token, o->csrf);
}

const char *ask_session(struct db *db, struct arena *arena, member_id member, staff_id staff)
{
	struct opening o = { .member = member, .staff = staff };
	struct text header = { .arena = arena };

	must(db_tx(db, open_session, &o) == OK);
	text_printf(&header, "Bearer %s%c", o.token, '\0');
	must(!header.failed);
	return header.at;
}

void ask_says(struct reply said, int status, const char *part, const char *file, int line)
{
	if (said.status != status || !strstr(said.body.at, part))
		fail_msg("%s:%d: %d %s", file, line, said.status, said.body.at);
}
