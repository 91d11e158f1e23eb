#include "channel.h"
#include "../test.h"
#include <stdio.h>
#include <string.h>

struct arena channel_arena = { .limit = 8 << 20 };
struct wechatpay_v2 channel_ours = {
	.appid = "wxd930ea5d5a258f4f", .mch_id = "10000100", .api_key = "192006250b4c09247ec02edce69f6a2d"
};

const char *channel_answer(bool good, const char *const *more)
{
	struct message_field fields[MESSAGE_FIELDS_MAX] = { { "return_code", "SUCCESS" }, { "appid", channel_ours.appid },
		{ "mch_id", channel_ours.mch_id }, { "nonce_str", "n" }, { "result_code", good ? "SUCCESS" : "FAIL" } };
	struct message m = { fields, 5 };
	struct text t = { .arena = &channel_arena };
	const char *sign;

	for (; *more; more++) {
		const char *split = strchr(*more, '=');
		const char *name = arena_strndup(&channel_arena, *more, (size_t)(split - *more));
		size_t at = 0;
		while (at < m.n && strcmp(fields[at].name, name) != 0)
			at++;
		fields[at] = (struct message_field){ name, split + 1 };
		m.n += at == m.n;
	}
	assert_err(wechatpay_v2_sign(&channel_ours, &channel_arena, &m, channel_ours.hmac, &sign), OK);
	fields[m.n++] = (struct message_field){ "sign", sign };
	message_write(&t, "xml", &m);
	text_add(&t, "", 1);
	return t.at;
}

void channel_serve(struct server *s, const char *body, int status)
{
	server_start(s, &(struct server_answer){ .status = status, .body = body }, 1);
	channel_ours.base_url = s->base;
}

struct message channel_arrived(struct server *s, const char *path)
{
	const char *asked = server_asked(s), *body = strstr(asked, "\r\n\r\n") + 4;
	char line[128];
	struct message m;

	snprintf(line, sizeof line, "POST %s HTTP/1.1\r\n", path);
	assert_int_equal(strncmp(asked, line, strlen(line)), 0);
	assert_err(message_read(&channel_arena, (bytes){ body, strlen(body) }, 9999, "xml", &m), OK);
	assert_err(wechatpay_v2_verify(&channel_ours, &channel_arena, &m), OK);
	assert_string_equal(message_find(&m, "sign_type"), channel_ours.hmac ? "HMAC-SHA256" : "MD5");
	assert_string_equal(message_find(&m, "appid"), channel_ours.appid);
	assert_string_equal(message_find(&m, "mch_id"), channel_ours.mch_id);
	assert_int_equal(strlen(message_find(&m, "nonce_str")), 32);
	server_stop(s);
	return m;
}
