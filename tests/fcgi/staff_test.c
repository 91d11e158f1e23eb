/* Staff and roles over HTTP: nobody gives what he lacks, and an owner stays. */
#include "../test.h"
#include "../database.h"
#include "../people_ask.h"
#include "../../fcgi/command_staff.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "staff_test"
static struct arena arena = { .limit = 64 << 20 };
static const char *owner, *hr, *clerk; /* sessions; staff 1, 2, 3 */

static void the_first_owner_comes_from_the_command_line(void **state)
{
	char *const good[] = { "staff", "add", "--name", "boss", "--role", "owner", "--password-stdin" };
	char *const bad[] = { "staff", "add", "--name", "boss" },
		    *const role[] = { "staff", "add", "--name", "x", "--role", "none", "--password-stdin" };
	FILE *f = tmpfile();
	(void)state;

	people_settings.database = (struct database_settings){ .socket = getenv("TEST_SOCKET"), .user = "mall", .schema = SCHEMA };
	fputs("first password\nfirst password\nfirst password\n", f);
	rewind(f);
	stdin = f;
	assert_int_equal(command_staff(&people_settings, 4, (char **)(uintptr_t)bad), 2);
	assert_int_equal(command_staff(&people_settings, 7, (char **)(uintptr_t)good), 0);
	assert_int_equal(command_staff(&people_settings, 7, (char **)(uintptr_t)good), 1);
	assert_int_equal(command_staff(&people_settings, 7, (char **)(uintptr_t)role), 1);
	const struct reply in = POST(.path = "/api/admin/sign-in", .body = "{\"name\":\"boss\",\"password\":\"first password\"}");
	assert_says(in, 200, "csrf_token");
	assert_int_equal(strncmp(in.cookie[0], "mm_staff=", 9), 0);
	const char *token = people_text(in, "token");
	assert_says(ASK(.path = "/api/admin/me", .token = token), 200, "\"roles\":[{\"id\":1,\"name\":\"owner\"}]");
	assert_says(ASK(.path = "/api/admin/me", .token = token), 200, "{\"name\":\"staff:write\"}");
	database_ask(SCHEMA, "UPDATE staff SET state = 'DISABLED' WHERE name = 'boss'");
	assert_says(ASK(.path = "/api/admin/me", .token = token), 401, "");
	assert_says(POST(.path = "/api/admin/sign-in", .body = "{\"name\":\"boss\",\"password\":\"first password\"}"), 401,
		"sign_in_failed");
}

static void staff_are_made_by_who_may(void **state)
{
	const char *body = "{\"name\":\"new\",\"display_name\":\"新人\",\"password\":\"some password\",\"roles\":[]}";
	(void)state;

	assert_says(POST(.path = "/api/admin/staff", .body = body), 401, "");
	assert_says(POST(.path = "/api/admin/staff", .body = body, .token = clerk), 403, "forbidden");
	assert_says(POST(.path = "/api/admin/staff", .body = body, .token = people_member("13800000001")), 403, "forbidden");
	assert_says(POST(.path = "/api/admin/staff", .body = body, .token = hr), 201, "id");
	assert_says(POST(.path = "/api/admin/staff", .body = body, .token = hr), 409, "\"field\":\"name\",\"code\":\"taken\"");
	assert_says(POST(.path = "/api/admin/staff",
			    .body = "{\"name\":\"password1\",\"display_name\":\"a\",\"password\":\"password1\",\"roles\":[]}",
			    .token = hr),
		400, "password_common");
	const struct reply r = ASK(.path = "/api/admin/staff", .token = owner, .query = "page_size=1");
	assert_says(r, 200, "\"page\":1,\"page_size\":1,\"total\":5}");
	assert_null(strstr(r.body.at, "hash"));
}

static void nobody_gives_what_he_lacks(void **state)
{
	(void)state;
	/* To another, to himself, by way of a role, and over who has more. */
	assert_says(
		POST(.path = "/api/admin/staff",
			.body = "{\"name\":\"mole\",\"display_name\":\"a\",\"password\":\"some password\",\"roles\":[{\"id\":1}]}",
			.token = hr),
		403, "staff_above");
	assert_says(
		ASK(.method = "PUT", .path = "/api/admin/staff/3",
			.body = "{\"display_name\":\"a\",\"state\":\"ACTIVE\",\"roles\":[{\"id\":1}],\"version\":1}", .token = hr),
		403, "staff_above");
	assert_says(POST(.path = "/api/admin/staff/2/password", .body = "{\"password\":\"some password\"}", .token = hr), 403,
		"staff_above");
	assert_says(ASK(.method = "PUT", .path = "/api/admin/staff/2",
			    .body = "{\"display_name\":\"a\",\"state\":\"DISABLED\",\"roles\":[],\"version\":1}", .token = hr),
		403, "staff_above");
	assert_says(POST(.path = "/api/admin/roles", .body = "{\"name\":\"all\",\"permissions\":[{\"name\":\"order:ship\"}]}",
			    .token = hr),
		403, "forbidden");
	const char *editor = people_staff("editor", "role:write");
	assert_says(POST(.path = "/api/admin/roles", .body = "{\"name\":\"all\",\"permissions\":[{\"name\":\"order:ship\"}]}",
			    .token = editor),
		403, "staff_above");
	assert_says(POST(.path = "/api/admin/roles", .body = "{\"name\":\"mine\",\"permissions\":[{\"name\":\"role:write\"}]}",
			    .token = editor),
		201, "id");
	assert_says(ASK(.method = "PUT", .path = "/api/admin/roles/1", .body = "{\"name\":\"x\",\"permissions\":[],\"version\":1}",
			    .token = owner),
		409, "role_owner");
	assert_says(POST(.path = "/api/admin/roles", .body = "{\"name\":\"odd\",\"permissions\":[{\"name\":\"order:steal\"}]}",
			    .token = owner),
		400, "\"word\"");
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM staff WHERE name = 'mole'"), 0);
}

static void a_role_changes_by_its_version(void **state)
{
	const struct reply made = POST(.path = "/api/admin/roles",
		.body = "{\"name\":\"packers\",\"permissions\":[{\"name\":\"order:ship\"},{\"name\":\"order:ship\"}]}",
		.token = owner);
	const char *change =
		"{\"name\":\"packers\",\"permissions\":[{\"name\":\"order:read\"},{\"name\":\"job:run\"}],\"version\":1}";
	char path[64];
	(void)state;

	assert_says(made, 201, "id");
	snprintf(path, sizeof path, "/api/admin/roles/%lld", strtoll(strchr(made.body.at, ':') + 1, NULL, 10));
	assert_says(ASK(.method = "PUT", .path = path, .body = change, .token = owner), 204, "");
	assert_says(ASK(.method = "PUT", .path = path, .body = change, .token = owner), 409, "conflict");
	assert_says(ASK(.path = "/api/admin/roles", .token = owner), 200,
		"\"name\":\"packers\",\"is_owner\":false,\"version\":2,\"permissions\":[{\"name\":\"job:run\"},{\"name\":\"order:read\"}]");
	assert_says(ASK(.method = "PUT", .path = "/api/admin/roles/999", .body = change, .token = owner), 404, "not_found");
	assert_says(POST(.path = "/api/admin/roles", .body = "{\"name\":\"packers\",\"permissions\":[]}", .token = owner), 409,
		"taken");
	assert_says(
		POST(.path = "/api/admin/staff",
			.body = "{\"name\":\"odd\",\"display_name\":\"a\",\"password\":\"some password\",\"roles\":[{\"id\":999}]}",
			.token = owner),
		400, "staff_role_unknown");
}

static void one_owner_stays(void **state)
{
	char body[128];
	(void)state;

	assert_says(ASK(.method = "PUT", .path = "/api/admin/staff/2",
			    .body = "{\"display_name\":\"a\",\"state\":\"DISABLED\",\"roles\":[{\"id\":1}],\"version\":1}",
			    .token = owner),
		409, "staff_self");
	assert_says(ASK(.method = "PUT", .path = "/api/admin/staff/2",
			    .body = "{\"display_name\":\"a\",\"state\":\"ACTIVE\",\"roles\":[],\"version\":1}", .token = owner),
		409, "staff_last_owner");
	assert_says(ASK(.path = "/api/admin/me", .token = owner), 200, "\"version\":1");
	const char *second = people_staff("second", NULL);
	const long long id = database_ask(SCHEMA, "SELECT id FROM staff WHERE name = 'second'");
	assert_says(ASK(.method = "PUT", .path = "/api/admin/staff/2",
			    .body = "{\"display_name\":\"a\",\"state\":\"ACTIVE\",\"roles\":[],\"version\":1}", .token = second),
		200, "\"roles\":[]");
	assert_says(ASK(.path = "/api/admin/staff", .token = owner), 403, "forbidden");
	database_ask(SCHEMA, "INSERT INTO staff_role VALUES (2, 1)");
	snprintf(body, sizeof body, "/api/admin/staff/%lld", id);
	assert_says(ASK(.method = "PUT", .path = body,
			    .body = "{\"display_name\":\"a\",\"state\":\"DISABLED\",\"roles\":[{\"id\":1}],\"version\":1}",
			    .token = owner),
		200, "DISABLED");
	assert_says(ASK(.path = "/api/admin/me", .token = second), 401, "");
}

static void passwords_of_staff(void **state)
{
	const char *sign_in = "{\"name\":\"clerk\",\"password\":\"given password\"}",
		   *wrong = "{\"name\":\"clerk\",\"password\":\"wrong\"}";
	(void)state;

	assert_says(
		POST(.path = "/api/admin/staff/4/password", .body = "{\"password\":\"given password\"}", .token = owner), 204, "");
	assert_says(ASK(.path = "/api/admin/me", .token = clerk), 401, "");
	assert_says(POST(.path = "/api/admin/staff/2/password", .body = "{\"password\":\"given password\"}", .token = owner), 409,
		"staff_own_password");
	assert_says(ASK(.path = "/api/admin/me", .token = owner), 200, "");
	const char *token = people_text(POST(.path = "/api/admin/sign-in", .body = sign_in), "token");
	assert_says(POST(.path = "/api/admin/me/password", .body = "{\"old_password\":\"wrong\",\"password\":\"own password\"}",
			    .token = token),
		401, "sign_in_failed");
	assert_says(POST(.path = "/api/admin/me/password",
			    .body = "{\"old_password\":\"given password\",\"password\":\"own password\"}", .token = token),
		204, "");
	assert_says(ASK(.path = "/api/admin/me", .token = token), 200, "clerk");
	for (int i = 0; i < 5; i++)
		assert_says(POST(.path = "/api/admin/sign-in", .body = i ? wrong : sign_in), 401, "sign_in_failed");
	assert_says(POST(.path = "/api/admin/sign-in", .body = "{\"name\":\"clerk\",\"password\":\"own password\"}"), 429,
		"sign_in_locked");
	assert_says(POST(.path = "/api/admin/sign-out", .token = token), 204, "");
	assert_says(ASK(.path = "/api/admin/me", .token = token), 401, "");
}

static void members_are_found_masked(void **state)
{
	(void)state;
	assert_says(
		ASK(.path = "/api/admin/members", .query = "keyword=13800000001&state=ACTIVE", .token = owner), 200, "138****0001");
	assert_says(ASK(.path = "/api/admin/members", .query = "state=DISABLED", .token = owner), 200,
		"{\"items\":[],\"page\":1,\"page_size\":20,\"total\":0}");
	assert_says(ASK(.path = "/api/admin/members", .query = "state=GONE", .token = owner), 400, "\"word\"");
	assert_says(ASK(.path = "/api/admin/members", .token = hr), 403, "forbidden");
	assert_says(ASK(.path = "/api/admin/members/1", .token = owner), 200, "138****0001");
	assert_says(ASK(.path = "/api/admin/permissions", .token = owner), 200, "{\"items\":[{\"name\":\"category:read\"}");
	assert_says(ASK(.path = "/api/admin/roles", .token = owner), 200,
		"{\"id\":1,\"name\":\"owner\",\"is_owner\":true,\"version\":1,\"permissions\":[]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(staff_are_made_by_who_may),
		cmocka_unit_test(nobody_gives_what_he_lacks),
		cmocka_unit_test(a_role_changes_by_its_version),
		cmocka_unit_test(one_owner_stays),
		cmocka_unit_test(passwords_of_staff),
		cmocka_unit_test(members_are_found_masked),
		cmocka_unit_test(the_first_owner_comes_from_the_command_line),
	};
	people_begin(SCHEMA, &arena);
	people_staff("unused", "dashboard:read");
	owner = people_staff("owner", NULL);
	hr = people_staff("hr", "staff:write");
	clerk = people_staff("clerk", "order:ship");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
