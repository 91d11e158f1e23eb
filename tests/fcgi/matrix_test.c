/* Every route there is, asked by everybody who may not: the table of routes is the table of answers. */
#include "../test.h"
#include "../database.h"
#include "../people_ask.h"
#include "../../fcgi/dispatch.h"
#include "../../fcgi/router.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "matrix_test"
static struct arena arena = { .limit = 64 << 20 };
static const char *member, *powerless; /* sessions */

/* A path that takes the route: each :word is 1. */
static const char *path_of(const struct route *r)
{
	struct text t = { .arena = &arena };

	for (const char *p = r->path; *p;) {
		const size_t name = *p == ':' ? strcspn(p, "/") : 0;
		text_add(&t, name ? "1" : p, 1);
		p += name ? name : 1;
	}
	text_add(&t, "", 1);
	return t.at;
}

static void refused(const struct route *r, struct ask q, int status, const char *code)
{
	q.method = method_name(r->method);
	q.path = path_of(r);
	const struct reply said = people_ask(q);
	if (said.status != status || !strstr(said.body.at, code))
		fail_msg("%s %s: %d %s, not %d %s", q.method, q.path, said.status, said.body.at, status, code);
}

static void who_may_not_is_told_so(void **state)
{
	int asked = 0;
	(void)state;

	for (const struct route *const *table = routes; *table; table++) {
		for (const struct route *r = *table; r->method != METHOD_NONE; r++) {
			if (r->who == WHO_ANYONE)
				continue;
			refused(r, (struct ask){ 0 }, 401, "\"unauthenticated\"");
			refused(r, (struct ask){ .token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, 401,
				"\"unauthenticated\"");
			refused(r, (struct ask){ .token = r->who == WHO_MEMBER ? powerless : member }, 403, "\"forbidden\"");
			if (r->permit)
				refused(r, (struct ask){ .token = powerless }, 403, "\"forbidden\"");
			asked++;
		}
	}
	assert_true(asked > 20);
}

static void a_cookie_alone_writes_nothing(void **state)
{
	char cookie[64];
	(void)state;

	for (const struct route *const *table = routes; *table; table++) {
		for (const struct route *r = *table; r->method != METHOD_NONE; r++) {
			if (r->method == METHOD_GET || r->rate == RATE_CALLBACK)
				continue;
			const bool staff = strncmp(r->path, "/api/admin/", 11) == 0;
			snprintf(cookie, sizeof cookie, "%s=%s", staff ? "mm_staff" : "mm_member", staff ? powerless : member);
			refused(r, (struct ask){ .cookies = cookie }, 403, "\"csrf\"");
			refused(r, (struct ask){ .cookies = cookie, .csrf = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, 403,
				"\"csrf\"");
			refused(r, (struct ask){ .origin = "https://evil.example" }, 403, "\"csrf\"");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_may_not_is_told_so),
		cmocka_unit_test(a_cookie_alone_writes_nothing),
	};
	people_begin(SCHEMA, &arena);
	member = people_member("13800000001");
	powerless = people_staff("powerless", NULL);
	database_ask(SCHEMA, "DELETE FROM staff_role");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
