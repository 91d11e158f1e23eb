#include "server.h"
#include "../../lib/must.h"
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int listen_on(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	const int fd = socket(AF_INET, SOCK_STREAM, 0);

	must(fd >= 0 && bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, 16) == 0);
	must(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

int server_free_port(void)
{
	int port;

	close(listen_on(&port));
	return port;
}

/* A request ends where its Content-Length says. */
static size_t read_request(int fd, char *to)
{
	size_t n = 0;

	for (;;) {
		const ssize_t got = read(fd, to + n, SERVER_ASKED_MAX - 1 - n);
		if (got <= 0)
			return n;
		n += (size_t)got;
		to[n] = 0;
		const char *end = strstr(to, "\r\n\r\n"), *length = strcasestr(to, "\r\ncontent-length:");
		const size_t body = length ? strtoul(length + 17, NULL, 10) : 0;
		if (end && n >= (size_t)(end + 4 - to) + body)
			return n;
	}
}

static void write_all(int fd, const char *s, size_t n)
{
	while (n) {
		const ssize_t put = write(fd, s, n);
		if (put <= 0)
			return;
		s += put;
		n -= (size_t)put;
	}
}

static void answer(int fd, const struct server_answer *a)
{
	const size_t n = a->filler ? a->filler : a->body ? strlen(a->body) : 0;
	char head[256];

	poll(NULL, 0, a->delay_ms);
	if (a->raw)
		write_all(fd, a->raw, strlen(a->raw));
	if (a->status) {
		write_all(fd, head,
			(size_t)snprintf(head, sizeof head, "HTTP/1.1 %d X\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
				a->status, n));
		if (a->body)
			write_all(fd, a->body, n);
		for (size_t i = 0; i < a->filler; i++)
			write_all(fd, "x", 1);
	}
	if (a->reset)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
}

static void serve(int fd, int asked, const struct server_answer *answers, size_t n)
{
	static char request[SERVER_ASKED_MAX];

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0;; i++) {
		const int connection = accept(fd, NULL, NULL);
		if (connection < 0)
			continue;
		const uint32_t size = (uint32_t)read_request(connection, request);
		write_all(asked, (const char *)&size, sizeof size);
		write_all(asked, request, size);
		answer(connection, &answers[i < n ? i : n - 1]);
		close(connection);
	}
}

void server_start(struct server *s, const struct server_answer *answers, size_t n)
{
	int pipes[2];
	const int fd = listen_on(&s->port), parent = getpid();

	must(pipe(pipes) == 0);
	s->pid = fork();
	must(s->pid >= 0);
	if (s->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() == parent)
			serve(fd, pipes[1], answers, n);
		_exit(1);
	}
	close(fd);
	close(pipes[1]);
	s->pipe = pipes[0];
	snprintf(s->base, sizeof s->base, "http://127.0.0.1:%d", s->port);
}

void server_stop(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->pipe);
}

const char *server_asked(struct server *s)
{
	static char request[SERVER_ASKED_MAX];
	struct pollfd ready = { .fd = s->pipe, .events = POLLIN };
	uint32_t size = 0, n = 0;

	if (poll(&ready, 1, 1000) != 1 || read(s->pipe, &size, sizeof size) != sizeof size)
		return NULL;
	while (n < size) {
		const ssize_t got = read(s->pipe, request + n, size - n);
		if (got <= 0)
			return NULL;
		n += (uint32_t)got;
	}
	request[n] = 0;
	return request;
}
