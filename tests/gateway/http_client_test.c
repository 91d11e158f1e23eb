#include "../test.h"
#include "server.h"
#include "../../gateway/http_client.h"
#include "../../lib/effects.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

	assert_err(
		ask(&s, &(struct server_answer){ .status = 200, .body = "yes" },
			(struct http_call){ .content_type = "text/xml", .authorization = "Bearer x", .body = { "a\nb", 3 } }, &got),
		OK);
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

	assert_err(ask(&s, &(struct server_answer){ .raw = "HTTP/1.1 302 X\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n" },
			   (struct http_call){ 0 }, &got),
		OK);
	assert_int_equal(got.status, 302);
	server_stop(&s);
}

static void after_sending_a_failure_is_unknown(void **state)
{
	static const struct server_answer answers[] = {
		{ .status = 200, .delay_ms = 600 },
		{ .status = 0 },
		{ .reset = true },
		{ .raw = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf" },
		{ .raw = "HTTP/1.1 200 OK\r\nContent-Le" },
		{ .raw = "what?\r\n\r\n" },
		{ .raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" },
		{ .status = 200, .filler = 1001 },
	};
	struct http_answer got = { .status = 77 };
	struct server s;
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(answers); i++) {
		assert_err(
			ask(&s, &answers[i], (struct http_call){ .total_ms = 300, .answer_max = 1000, .body = { "x", 1 } }, &got),
			ERR_UNKNOWN);
		server_stop(&s);
	}
	assert_int_equal(got.status, 77);
	assert_err(
		ask(&s, &(struct server_answer){ .status = 200, .filler = 1000 }, (struct http_call){ .answer_max = 1000 }, &got),
		OK);
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

	server_start(&s, &(struct server_answer){ .delay_ms = 2000 }, 1); /* listens, but never shakes hands */
	snprintf(silent, sizeof silent, "https://127.0.0.1:%d/", s.port);
	assert_err(http_send(&arena, &(struct http_call){ .method = "POST", .url = silent, .total_ms = 300, .body = { "x", 1 } },
			   &got),
		ERR_BUSY);
	server_stop(&s);
}

static void inside_a_transaction_the_process_dies_instead(void **state)
{
	int status;
	(void)state;

	const pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct http_answer got;
		prctl(PR_SET_DUMPABLE, 0);
		close(STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		effects_forbid(true);
		_exit(http_send(&arena, &(struct http_call){ .method = "GET", .url = "http://127.0.0.1:1/" }, &got) == OK);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

/* A server that asks for a client certificate, and says "TLS" to who has one; certificates made here. */
static const char tls_server[] =
	"set -e; d=$(mktemp -d); cd $d; echo $d >&3; exec 2>/dev/null\n"
	"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem\n"
	"printf 'subjectAltName=IP:127.0.0.1' >san\n"
	"for n in server client; do openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$n -keyout $n.key -out $n.csr\n"
	"openssl x509 -req -in $n.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out $n.pem; done; echo made >&3\n"
	"exec openssl s_server -accept 127.0.0.1:%d -cert server.pem -key server.key -CAfile ca.pem -Verify 1 -verify_return_error -www -quiet >/dev/null";

static pid_t tls_start(int port, char dir[64])
{
	char script[2048], line[64] = "";
	int pipes[2];

	snprintf(script, sizeof script, tls_server, port);
	assert_int_equal(pipe(pipes), 0);
	const pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(pipes[1], 3);
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	FILE *said = fdopen(pipes[0], "r");
	assert_non_null(said);
	assert_non_null(fgets(dir, 64, said));
	dir[strcspn(dir, "\n")] = 0;
	assert_non_null(fgets(line, sizeof line, said));
	fclose(said);
	return child;
}

static void over_tls_both_sides_show_who_they_are(void **state)
{
	char dir[64], url[64], ca[96], cert[96], key[96], remove[96];
	const int port = server_free_port();
	const pid_t server = tls_start(port, dir);
	struct http_answer got;
	err e = ERR_BUSY;
	(void)state;

	snprintf(url, sizeof url, "https://127.0.0.1:%d/", port);
	snprintf(ca, sizeof ca, "%s/ca.pem", dir);
	snprintf(cert, sizeof cert, "%s/client.pem", dir);
	snprintf(key, sizeof key, "%s/client.key", dir);
	const struct http_call call = { .method = "GET", .url = url, .ca = ca, .cert = cert, .key = key };
	for (int tries = 0; e && tries < 50; tries++, poll(NULL, 0, 20))
		e = http_send(&arena, &call, &got);
	struct http_call stranger = call, nameless = call, unknown = call;
	stranger.ca = NULL; /* not signed by the system's authorities */
	nameless.cert = nameless.key = NULL;
	unknown.cert = "/nowhere/client.pem";
	const err e_stranger = http_send(&arena, &stranger, &got), e_nameless = http_send(&arena, &nameless, &got),
		  e_unknown = http_send(&arena, &unknown, &got);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	snprintf(remove, sizeof remove, "rm -r %s", dir);
	assert_int_equal(system(remove), 0);
	assert_err(e, OK);
	assert_int_equal(got.status, 200);
	assert_err(e_stranger, ERR_BUSY);
	assert_true(e_nameless == ERR_UNKNOWN || e_nameless == ERR_BUSY); /* TLS 1.3 refuses after the request has left */
	assert_err(e_unknown, ERR_BUSY);
}

static int64_t gate_ms;
static int entered, left;

static int64_t enter(void)
{
	entered++;
	return gate_ms;
}

static void leave(void) { left++; }

static void a_shut_gate_keeps_it_and_a_narrow_one_hurries_it(void **state)
{
	const struct effects_gate gate = { enter, leave };
	const struct http_call call = { .method = "GET", .url = "http://127.0.0.1:1/" };
	struct http_answer got;
	(void)state;

	effects_guard(&gate);
	assert_err(http_send(&arena, &call, &got), ERR_BUSY);
	assert_true(entered == 1 && left == 0); /* it did not even try */
	gate_ms = 50;
	assert_err(http_send(&arena, &call, &got), ERR_BUSY); /* it did: nobody listens there */
	assert_true(entered == 2 && left == 1);
	assert_int_equal(effects_enter(1000), 50);
	assert_int_equal(effects_enter(20), 20);
	effects_guard(NULL);
	assert_int_equal(effects_enter(1000), 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_shut_gate_keeps_it_and_a_narrow_one_hurries_it),
		cmocka_unit_test(a_call_arrives_as_it_was_made_and_any_status_is_an_answer),
		cmocka_unit_test(a_redirect_is_not_followed),
		cmocka_unit_test(after_sending_a_failure_is_unknown),
		cmocka_unit_test(without_a_connection_it_is_surely_not_delivered),
		cmocka_unit_test(inside_a_transaction_the_process_dies_instead),
		cmocka_unit_test(over_tls_both_sides_show_who_they_are),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
