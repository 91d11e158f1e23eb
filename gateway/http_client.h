/* http_client.h - one HTTP request to the world, and what is known of it afterwards.
 *
 * What matters of a payment call is whether it may have happened:
 *   OK           an answer came, whatever its status
 *   ERR_BUSY     surely not delivered: no connection, no TLS, or the gate of effects.h is shut
 *   ERR_UNKNOWN  it may have been delivered: time ran out, the connection broke, or the answer was
 *                too large for answer_max or the arena
 * No redirects, no proxy of the environment, no protocol but HTTP and HTTPS; the server's
 * certificate is always checked. libcurl sends a request again when a connection that it kept
 * turns out to be dead before any answer: what is sent must carry its own number. */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/value.h"

enum { HTTP_CONNECT_MS = 1000, HTTP_TOTAL_MS = 4000, HTTP_ANSWER_MAX = 1 << 20, HTTP_HEADER_MAX = 2048 };

struct http_call {
	const char *method, *url;
	const char *content_type, *authorization; /* NULL: no such header */
	bytes body;
	const char *ca, *cert, *key; /* PEM files; NULL: the system's authorities, no client certificate */
	int connect_ms, total_ms;    /* 0: the defaults above */
	size_t answer_max;           /* 0: the default above */
};
struct http_answer {
	int status;
	bytes body;
};

/* The answer lives in the arena. Not inside db_tx: must(). ERR_NOMEM only when nothing was sent. */
err http_send(struct arena *, const struct http_call *, struct http_answer *out) MUST_USE;
#endif
