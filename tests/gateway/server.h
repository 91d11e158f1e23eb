/* server.h - the world in a test: one forked process that answers connections by a script.
 *
 * Each connection gets the next answer of the list (the last one again when they run out); what
 * was asked comes back through server_asked. */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H
#include "../../lib/value.h"

enum { SERVER_ASKED_MAX = 65536 };

struct server_answer {
	int status; /* 0: only `raw` is sent, if any, then the connection closes */
	const char *body, *raw;
	int delay_ms;  /* before the answer */
	size_t filler; /* that many bytes of 'x' as the body */
	bool reset;    /* ends with a reset */
};

struct server {
	int pid, port, pipe;
	char base[64];
};

void server_start(struct server *, const struct server_answer *, size_t n);
void server_stop(struct server *);
/* The whole next request, head and body; NULL when there is none. Static. */
const char *server_asked(struct server *);
int server_free_port(void); /* nobody listens there */
#endif
