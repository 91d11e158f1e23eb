#include "../test.h"
#include "server.h"
#include "../../gateway/http_client.h"
#include "../../lib/effects.h"
#include <stdio.h>
#include <string.h>

static struct arena arena = { .limit = 8 << 20 };

static err ask(struct server *s, const struct server_answer *answer, struct http_call call, struct http_answer *out)
{
	server_start(s, answer, 1);
	call.url = s->base;
	if (!call.method)
		call.method = "POST";
	call.total_ms = call.total_ms ? call.total_ms : 2000;
	return http_send(&arena, &call, out);
}

static void a_call_arrives_as_it_was_made_and_any_status_is_an_answer(void **state)
{
	struct server s;
	struct http_answer got = { 0 };
	(void)state;

	assert_err(ask(&s, &(struct server_answer){ .status = 200, .body = "yes" },
		(struct http_call){ .content_type = "text/xml", .authorization = "Bearer x", .body = { "a\nb", 3 } }, &got), OK);
	const char *asked = server_asked(&s);
	assert_int_equal(strncmp(asked, "POST / HTTP/1.1\r\n", 17), 0);
	assert_non_null(strstr(asked, "\r\nContent-Type: text/xml\r\n"));
	assert_non_null(strstr(asked, "\r\nAuthorization: Bearer x\r\n"));
	assert_null(strstr(asked, "Expect"));
	assert_string_equal(strstr(asked, "\r\n\r\n"), "\r\n\r\na\nb");
	assert_int_equal(got.status, 200);
	assert_int_equal(got.body.n, 3);
	assert_memory_equal(got.body.at, "yes", 3);
	server_stop(&s);
	assert_err(ask(&s, &(struct server_answer){ .status = 503 }, (struct http_call){ .method = "GET" }, &got), OK);
	assert_int_equal(strncmp(server_asked(&s), "GET / ", 6), 0);
	assert_int_equal(got.status, 503);
	assert_int_equal(got.body.n, 0);
	server_stop(&s);
}

static void a_redirect_is_not_followed(void **state)
{
	struct server s;
	struct http_answer got;
	(void)state;

	assert_err(ask(&s, &(struct server_answer){ .raw = "HTTP/1.1 302 X\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n" }, (struct http_call){ 0 }, &got), OK);
	assert_int_equal(got.status, 302);
	server_stop(&s);
}

static void after_sending_a_failure_is_unknown(void **state)
{
	static const struct server_answer answers[] = {
		{ .status = 200, .delay_ms = 600 }, { .status = 0 }, { .reset = true }, { .raw = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf" },
		{ .raw = "HTTP/1.1 200 OK\r\nContent-Le" }, { .raw = "what?\r\n\r\n" }, { .raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" },
		{ .status = 200, .filler = 1001 },
	};
	struct http_answer got = { .status = 77 };
	struct server s;
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(answers); i++) {
		assert_err(ask(&s, &answers[i], (struct http_call){ .total_ms = 300, .answer_max = 1000, .body = { "x", 1 } }, &got), ERR_UNKNOWN);
		server_stop(&s);
	}
	assert_int_equal(got.status, 77);
	assert_err(ask(&s, &(struct server_answer){ .status = 200, .filler = 1000 }, (struct http_call){ .answer_max = 1000 }, &got), OK);
	assert_int_equal(got.body.n, 1000);
	server_stop(&s);
}

static void without_a_connection_it_is_surely_not_delivered(void **state)
{
	char refused[64], silent[64];
	struct http_answer got;
	struct server s;
	(void)state;

	snprintf(refused, sizeof refused, "http://127.0.0.1:%d/", server_free_port());
	assert_err(http_send(&arena, &(struct http_call){ .method = "POST", .url = refused, .body = { "x", 1 } }, &got), ERR_BUSY);
	assert_err(http_send(&arena, &(struct http_call){ .method = "POST", .url = "https://nowhere.invalid/" }, &got), ERR_BUSY);
	assert_err(http_send(&arena, &(struct http_call){ .method = "GET", .url = "file:///etc/passwd" }, &got), ERR_BUSY);
	assert_err(http_send(&arena, &(struct http_call){ .method = "GET", .url = "not a url" }, &got), ERR_BUSY);

	server_start(&s, &(struct server_answer){ .delay_ms = 2000 }, 1);        /* listens, but never shakes hands */
	snprintf(silent, sizeof silent, "https://127.0.0.1:%d/", s.port);
	assert_err(http_send(&arena, &(struct http_call){ .method = "POST", .url = silent, .total_ms = 300, .body = { "x", 1 } }, &got), ERR_BUSY);
	server_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_arrives_as_it_was_made_and_any_status_is_an_answer),
		cmocka_unit_test(a_redirect_is_not_followed),
		cmocka_unit_test(after_sending_a_failure_is_unknown),
		cmocka_unit_test(without_a_connection_it_is_surely_not_delivered),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
