/* A member's addresses over HTTP: whose is foreign is as unknown as what is not. */
#include "../test.h"
#include "../database.h"
#include "../people_ask.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "address_http_test"
/* clang-format off */
#define FIELDS "\"name\":\"张三\",\"phone\":\"13812346666\",\"region\":\"440305\",\"province\":\"广东省\",\"city\":\"深圳市\"," \
	"\"district\":\"南山区\",\"detail\":\"科技园 1 号\""
/* clang-format on */
static struct arena arena = { .limit = 16 << 20 };
static const char *ann, *ben;

static void kept_changed_and_deleted(void **state)
{
	(void)state;
	assert_says(POST(.path = "/api/shop/addresses", .body = "{" FIELDS "}", .token = ann), 201, "{\"id\":1}");
	assert_says(ASK(.path = "/api/shop/addresses/1", .token = ann), 200, "\"is_default\":true,\"version\":1");
	assert_says(ASK(.method = "PUT", .path = "/api/shop/addresses/1", .body = "{" FIELDS ",\"version\":1}", .token = ann), 200,
		"\"version\":2");
	assert_says(ASK(.method = "PUT", .path = "/api/shop/addresses/1", .body = "{" FIELDS ",\"version\":1}", .token = ann), 409,
		"conflict");
	assert_says(POST(.path = "/api/shop/addresses", .body = "{" FIELDS "}", .token = ann), 201, "{\"id\":2}");
	assert_says(POST(.path = "/api/shop/addresses/2/default", .token = ann), 204, "");
	assert_says(ASK(.path = "/api/shop/addresses", .token = ann), 200, "{\"items\":[{\"id\":2,");
	assert_says(POST(.path = "/api/shop/addresses/2/delete", .token = ann), 204, "");
	assert_says(ASK(.path = "/api/shop/addresses/2", .token = ann), 404, "not_found");
}

static const char *without_id(struct reply r)
{
	char *at = strstr(r.body.at, "\"request_id\":\"");

	assert_non_null(at);
	memset(at + 14, 'x', 32);
	return r.body.at;
}

static void same_answer(struct ask foreign, struct ask unknown)
{
	const struct reply a = people_ask(foreign), b = people_ask(unknown);

	assert_int_equal(a.status, 404);
	assert_int_equal(b.status, 404);
	assert_string_equal(without_id(a), without_id(b));
}

static void a_foreign_id_is_an_unknown_id(void **state)
{
	static const char *const acts[] = { "/default", "/delete" };
	char foreign[64], unknown[64];
	(void)state;

	same_answer((struct ask){ .path = "/api/shop/addresses/1", .token = ben },
		(struct ask){ .path = "/api/shop/addresses/99", .token = ben });
	same_answer(
		(struct ask){
			.method = "PUT", .path = "/api/shop/addresses/1", .body = "{" FIELDS ",\"version\":2}", .token = ben },
		(struct ask){
			.method = "PUT", .path = "/api/shop/addresses/99", .body = "{" FIELDS ",\"version\":2}", .token = ben });
	for (size_t i = 0; i < TEST_COUNT(acts); i++) {
		snprintf(foreign, sizeof foreign, "/api/shop/addresses/1%s", acts[i]);
		snprintf(unknown, sizeof unknown, "/api/shop/addresses/99%s", acts[i]);
		same_answer((struct ask){ .method = "POST", .path = foreign, .token = ben },
			(struct ask){ .method = "POST", .path = unknown, .token = ben });
	}
	assert_says(ASK(.path = "/api/shop/addresses", .token = ben), 200, "{\"items\":[]}");
	assert_says(ASK(.path = "/api/shop/addresses/1", .token = ann), 200, "\"version\":2");
}

static void undeclared_and_unfit_fields_are_refused(void **state)
{
	static const char *const columns[] = { "id", "member_id", "state", "created_at", "version" };
	char body[512];
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(columns); i++) {
		snprintf(body, sizeof body, "{" FIELDS ",\"%s\":1}", columns[i]);
		assert_says(POST(.path = "/api/shop/addresses", .body = body, .token = ben), 400, "unknown");
	}
	assert_says(POST(.path = "/api/shop/addresses",
			    .body = "{\"name\":\"a\",\"phone\":\"call me\",\"region\":\"44030x\",\"province\":\"a\","
				    "\"city\":\"b\",\"district\":\"\",\"detail\":\"c\"}",
			    .token = ben),
		400, "\"field\":\"region\"");
	assert_says(POST(.path = "/api/shop/addresses", .body = "{" FIELDS "}"), 401, "unauthenticated");
	assert_int_equal(database_ask(SCHEMA, "SELECT COUNT(*) FROM address"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_changed_and_deleted),
		cmocka_unit_test(a_foreign_id_is_an_unknown_id),
		cmocka_unit_test(undeclared_and_unfit_fields_are_refused),
	};
	people_begin(SCHEMA, &arena);
	ann = people_member("13800000001");
	ben = people_member("13800000002");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
