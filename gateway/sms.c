#include "sms.h"
#include "http_client.h"
#include "json_answer.h"
#include "../lib/render.h"
#include <string.h>

SMS_ERRORS(ERR_DEFINE)

enum { HTTP_OK = 200, HTTP_TOO_MANY = 429, ANSWER_MAX = 65536 };

static bool is_clean(const char *s)
{
	size_t chars;

	return *s && text_is_clean(s, strlen(s), &chars);
}

static void write_message(struct text *t, const struct sms *sms, const char *phone, const char *template, const char *code)
{
	struct out json = { .writer = &json_writer, .text = t };

	render_open(&json, NULL, false);
	json_writer.text(&json, "phone", phone);
	json_writer.text(&json, "sign", sms->sign);
	json_writer.text(&json, "template", template);
	render_open(&json, "params", false);
	json_writer.text(&json, "code", code);
	render_close(&json, "params", false);
	render_close(&json, NULL, false);
}

/* Of the statuses only 4xx says that nothing was sent. */
static err judge(struct arena *a, const struct http_answer *answer)
{
	struct json_wanted id = { .name = "message_id" };

	if (answer->status == HTTP_TOO_MANY)
		return ERR_BUSY;
	if (answer->status >= 400 && answer->status < 500)
		return SMS_REFUSED;
	if (answer->status != HTTP_OK || json_answer_read(a, answer->body, &id, 1) || !id.text || !*id.text)
		return ERR_UNKNOWN;
	return OK;
}

err sms_send(const struct sms *sms, struct arena *a, const char *phone, const char *template, const char *code)
{
	struct text url = { .arena = a }, bearer = { .arena = a }, body = { .arena = a };
	struct http_answer answer;

	if (!is_clean(phone) || !is_clean(template) || !is_clean(code) || !is_clean(sms->sign))
		return ERR_INVALID;
	text_printf(&url, "%s/sms/send%c", sms->url, 0);
	text_printf(&bearer, "Bearer %s%c", sms->secret, 0);
	write_message(&body, sms, phone, template, code);
	if (url.failed || bearer.failed || body.failed)
		return ERR_NOMEM;
	const struct http_call call = {
		.method = "POST",
		.url = url.at,
		.content_type = "application/json",
		.authorization = bearer.at,
		.body = { body.at, body.n },
		.ca = sms->ca,
		.answer_max = ANSWER_MAX,
	};
	TRY(http_send(a, &call, &answer));
	return judge(a, &answer);
}
