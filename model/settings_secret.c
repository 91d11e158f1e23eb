/* settings_secret.c - which settings are secrets, which of them will not do, and who is given which. */
#include "settings.h"
#include "../lib/config.h"
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_MIN = 16, API_KEY = 32, SCRATCH_MAX = 1 << 20, FILE_MAX = 1 << 16 };

static bool is_guessable(const char *secret)
{
	size_t n = strlen(secret);

	return strcasestr(secret, "change") || strcasestr(secret, "example") || strspn(secret, (char[]){ secret[0], '\0' }) == n;
}

static bool is_ascii(const char *s)
{
	while (*s > ' ' && *s < 127)
		s++;
	return *s == '\0';
}

const char *settings_fault(const struct settings *s)
{
	const char *key = s->wechatpay.api_key, *kept = strchr(s->data.key, ':') + 1;

	return strlen(key) != API_KEY || !is_ascii(key)    ? "wechatpay.api_key: must be 32 ASCII characters"
		: is_guessable(key)                        ? "wechatpay.api_key: anybody would guess it"
		: strlen(s->wechat.secret) < SECRET_MIN    ? "wechat.secret: shorter than 16 characters"
		: is_guessable(s->wechat.secret)           ? "wechat.secret: anybody would guess it"
		: strlen(s->sms.secret) < SECRET_MIN       ? "sms.secret: shorter than 16 characters"
		: is_guessable(s->sms.secret)              ? "sms.secret: anybody would guess it"
		: is_guessable(kept)                       ? "data.key: anybody would guess it"
		: is_guessable(s->data.index_key)          ? "data.index_key: anybody would guess it"
		: strcasecmp(kept, s->data.index_key) == 0 ? "data.index_key: must be another than data.key"
		: s->data.old_keys && strcasestr(s->data.old_keys, s->data.index_key)
		? "data.index_key: must be another than those of data.old_keys"
		: NULL;
}

/* Stars when shown; kept only by whom it is for. A place of a key is none to print, but a place to keep to oneself. */
static const struct {
	const char *name;
	size_t at;
	unsigned is;
	bool shown;
} secrets[] = {
	{ "database.password", offsetof(struct settings, database.password), SECRET_DATABASE, false },
	{ "wechat.secret", offsetof(struct settings, wechat.secret), SECRET_WECHAT, false },
	{ "wechatpay.api_key", offsetof(struct settings, wechatpay.api_key), SECRET_WECHATPAY_API, false },
	{ "wechatpay.cert", offsetof(struct settings, wechatpay.cert), SECRET_WECHATPAY_CLIENT, true },
	{ "wechatpay.key", offsetof(struct settings, wechatpay.key), SECRET_WECHATPAY_CLIENT, true },
	{ "sms.secret", offsetof(struct settings, sms.secret), SECRET_SMS, false },
	{ "data.key", offsetof(struct settings, data.key), SECRET_DATA, false },
	{ "data.old_keys", offsetof(struct settings, data.old_keys), SECRET_DATA, false },
	{ "data.index_key", offsetof(struct settings, data.index_key), SECRET_DATA, false },
};
enum { SECRETS = sizeof secrets / sizeof *secrets };

void settings_write(struct text *to, const struct settings *s, const struct config_note *notes)
{
	const char *hidden[SECRETS + 1] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < SECRETS; i++)
		if (!secrets[i].shown)
			hidden[n++] = secrets[i].name;
	config_write(to, &settings_shape, s, hidden, notes);
}

/* Every text of it, into this arena. */
static err copy_texts(struct arena *arena, struct settings *s)
{
	for (size_t i = 0; i < settings_shape.count; i++) {
		const struct field *section = &settings_shape.fields[i];
		for (size_t j = 0; j < section->child->count; j++) {
			const struct field *f = &section->child->fields[j];
			const char **at = (const char **)((char *)s + section->offset + f->offset);
			if (f->kind == KIND_TEXT && *at && !(*at = arena_strndup(arena, *at, strlen(*at))))
				return ERR_NOMEM;
		}
	}
	return OK;
}

/* The whole of the file, whoever else reads it meanwhile; NULL when it is empty, too long or there is no memory. */
static FILE *open_again(struct arena *arena, int fd)
{
	struct stat is;

	if (fstat(fd, &is) != 0 || is.st_size <= 0 || is.st_size > FILE_MAX)
		return NULL;
	char *text = arena_alloc(arena, (size_t)is.st_size, 1);
	if (!text || pread(fd, text, (size_t)is.st_size, 0) != is.st_size)
		return NULL;
	return fmemopen(text, (size_t)is.st_size, "r");
}

static err take(struct arena *scratch, FILE *from, const char *path, struct settings *s, const char **why)
{
	TRY(settings_read(scratch, from, path, s, why));
	*why = settings_fault(s);
	return *why ? ERR_INVALID : OK;
}

err settings_take(struct arena *arena, int fd, const char *path, unsigned keep, struct settings *out, const char **why)
{
	struct arena scratch = { .limit = SCRATCH_MAX };
	const char *fault = "is empty, or too long";
	struct settings s;
	FILE *from = open_again(&scratch, fd);
	err e = from ? take(&scratch, from, path, &s, &fault) : ERR_INVALID;

	if (from)
		fclose(from);
	for (size_t i = 0; !e && i < SECRETS; i++)
		if (!(secrets[i].is & keep))
			*(const char **)((char *)&s + secrets[i].at) = NULL;
	if (!e)
		e = copy_texts(arena, &s);
	if (e == ERR_INVALID && !(*why = arena_strndup(arena, fault, strlen(fault))))
		e = ERR_NOMEM;
	if (!e)
		*out = s;
	arena_wipe(&scratch);
	return e;
}
