#include "http_client.h"
#include "../lib/effects.h"
#include "../lib/must.h"
#include "../lib/text.h"
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct receiver {
	struct text text;
	size_t max;
	bool head_ended;
};

/* One handle a process keeps connections, names and TLS sessions; a child must not share its parent's. */
static CURL *handle(void)
{
	static CURL *curl;
	static pid_t owner;

	if (!curl || owner != getpid()) {
		must(curl || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
		curl = curl_easy_init();
		owner = getpid();
		must(curl);
	}
	curl_easy_reset(curl);
	return curl;
}

static size_t receive(char *from, size_t size, size_t n, void *to)
{
	struct receiver *r = to;

	if (size * n > r->max - r->text.n)
		return 0;
	text_add(&r->text, from, size * n);
	return r->text.failed ? 0 : size * n;
}

/* libcurl takes a connection closed within the head for an answer; the blank line must have come. */
static size_t receive_head(char *line, size_t size, size_t n, void *to)
{
	struct receiver *r = to;

	if (size * n >= 5 && memcmp(line, "HTTP/", 5) == 0)
		r->head_ended = false;
	else if (size * n <= 2 && memchr(line, '\n', size * n))
		r->head_ended = true;
	return size * n;
}

#define SET(curl, option, value) must(curl_easy_setopt((curl), (option), (value)) == CURLE_OK)

static void set_limits(CURL *curl, const struct http_call *call)
{
	SET(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
	SET(curl, CURLOPT_PROXY, "");
	SET(curl, CURLOPT_NOPROXY, "*");
	SET(curl, CURLOPT_NOSIGNAL, 1L);
	SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)(call->connect_ms ? call->connect_ms : HTTP_CONNECT_MS));
	SET(curl, CURLOPT_TIMEOUT_MS, (long)call->total_ms);
}

static void set_trust(CURL *curl, const struct http_call *call)
{
	SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (call->ca)
		SET(curl, CURLOPT_CAINFO, call->ca);
	if (call->cert)
		SET(curl, CURLOPT_SSLCERT, call->cert);
	if (call->key)
		SET(curl, CURLOPT_SSLKEY, call->key);
}

/* False when the list is not longer by the line; the list stays to be freed either way. */
static bool add_header(struct curl_slist **list, const char *name, const char *value)
{
	char line[HTTP_HEADER_MAX];
	const int n = snprintf(line, sizeof line, "%s:%s%s", name, *value ? " " : "", value);
	must(n > 0 && (size_t)n < sizeof line && !strpbrk(line, "\r\n"));
	struct curl_slist *longer = curl_slist_append(*list, line);

	if (longer)
		*list = longer;
	return longer != NULL;
}

static bool add_headers(struct curl_slist **list, const struct http_call *call)
{
	return add_header(list, "Expect", "") && /* else libcurl waits before a large body */
		(!call->content_type || add_header(list, "Content-Type", call->content_type)) &&
		(!call->authorization || add_header(list, "Authorization", call->authorization));
}

/* Only what ended before the first byte of the request is surely not delivered. */
static err outcome(CURL *curl, CURLcode code)
{
	long sent = 0;

	if (code == CURLE_OK)
		return OK;
	if (curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent) != CURLE_OK || sent > 0)
		return ERR_UNKNOWN;
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CIPHER:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT: return ERR_BUSY;
	default: return ERR_UNKNOWN;
	}
}

static err perform(CURL *curl, const struct http_call *call, struct curl_slist *headers, struct receiver *r, long *status)
{
	set_limits(curl, call);
	set_trust(curl, call);
	SET(curl, CURLOPT_URL, call->url);
	if (call->body.at) {
		SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.n);
		SET(curl, CURLOPT_POSTFIELDS, call->body.at);
	}
	SET(curl, CURLOPT_CUSTOMREQUEST, call->method);
	SET(curl, CURLOPT_HTTPHEADER, headers);
	SET(curl, CURLOPT_WRITEFUNCTION, receive);
	SET(curl, CURLOPT_WRITEDATA, r);
	SET(curl, CURLOPT_HEADERFUNCTION, receive_head);
	SET(curl, CURLOPT_HEADERDATA, r);
	const CURLcode code = curl_easy_perform(curl);
	must(curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status) == CURLE_OK);
	return code == CURLE_OK && !r->head_ended ? ERR_UNKNOWN : outcome(curl, code);
}

static err send_timed(struct arena *a, const struct http_call *call, struct http_answer *out)
{
	struct receiver r = { .text = { .arena = a }, .max = call->answer_max ? call->answer_max : HTTP_ANSWER_MAX };
	struct curl_slist *headers = NULL;
	CURL *curl = handle();
	long status = 0;
	const err e = add_headers(&headers, call) ? perform(curl, call, headers, &r, &status) : ERR_NOMEM;

	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	if (!e)
		*out = (struct http_answer){ (int)status, { r.text.at, r.text.n } };
	return e;
}

err http_send(struct arena *a, const struct http_call *call, struct http_answer *out)
{
	struct http_call timed = *call;

	must(!effects_forbidden());
	timed.total_ms = (int)effects_enter(call->total_ms ? call->total_ms : HTTP_TOTAL_MS);
	if (timed.total_ms <= 0)
		return ERR_BUSY; /* half of the pool is out already, or no time is left */
	const err e = send_timed(a, &timed, out);
	effects_leave();
	return e;
}
