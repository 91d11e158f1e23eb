/* responder.c - the least a FastCGI worker over a database can do: the yardstick of `make bench`.
 *
 *     responder SOCKET DATABASE_SOCKET USER SCHEMA PROCESSES
 *
 * Each process answers with one row, read by primary key through one prepared statement. */
#include <fcgiapp.h>
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

enum { TEXT_MAX = 256 };

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "responder: %s failed\n", what);
	exit(1);
}

static MYSQL_STMT *prepare(MYSQL *db, long long *id, MYSQL_BIND *out)
{
	static const char sql[] = "SELECT title, price FROM bench_item WHERE id = ?";
	MYSQL_BIND in = { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = id };
	MYSQL_STMT *s = mysql_stmt_init(db);

	check(s && mysql_stmt_prepare(s, sql, sizeof sql - 1) == 0, "prepare");
	check(mysql_stmt_bind_param(s, &in) == 0 && mysql_stmt_bind_result(s, out) == 0, "bind");
	return s;
}

static void answer(FCGX_Request *f, MYSQL_STMT *s, long long *id, const char *title, const unsigned long *n, const long long *price)
{
	const char *query = FCGX_GetParam("QUERY_STRING", f->envp);
	char body[TEXT_MAX * 2], text[TEXT_MAX * 3];

	*id = query ? strtoll(query, NULL, 10) : 1;
	check(mysql_stmt_execute(s) == 0, "execute");
	check(mysql_stmt_fetch(s) == 0, "fetch");
	mysql_stmt_free_result(s);
	const int size = snprintf(
		body, sizeof body, "{\"id\":%lld,\"title\":\"%.*s\",\"price\":%lld}", *id, (int)*n, title, *price);
	const int length = snprintf(
		text, sizeof text, "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", size, body);
	FCGX_PutStr(text, length, f->out);
	FCGX_Finish_r(f);
}

static void serve(int listening, char *argv[])
{
	MYSQL *db = mysql_init(NULL);
	char title[TEXT_MAX];
	unsigned long n = 0;
	long long id = 1, price = 0;
	MYSQL_BIND out[] = {
		{ .buffer_type = MYSQL_TYPE_STRING, .buffer = title, .buffer_length = sizeof title, .length = &n },
		{ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &price },
	};
	FCGX_Request f;

	check(mysql_real_connect(db, NULL, argv[3], NULL, argv[4], 0, argv[2], 0) != NULL, "connect");
	MYSQL_STMT *s = prepare(db, &id, out);
	check(FCGX_Init() == 0 && FCGX_InitRequest(&f, listening, 0) == 0, "FCGX_InitRequest");
	while (FCGX_Accept_r(&f) == 0)
		answer(&f, s, &id, title, &n, &price);
}

int main(int argc, char *argv[])
{
	check(argc == 6, "responder SOCKET DATABASE_SOCKET USER SCHEMA PROCESSES");
	const int listening = FCGX_OpenSocket(argv[1], 1024);

	check(listening >= 0, "FCGX_OpenSocket");
	for (int i = atoi(argv[5]); i > 0; i--)
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			serve(listening, argv);
			return 0;
		}
	pause();
	return 0;
}
