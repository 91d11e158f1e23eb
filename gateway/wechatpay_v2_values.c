#include "wechatpay_v2_private.h"
#include <stdio.h>
#include <string.h>

enum { BEIJING_MS = 8 * 3600 * 1000, MONEY_DIGITS = 18 };

bool wechatpay_number_fits(const char *s, size_t max)
{
	static const char taken[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-*";

	return s && *s && strlen(s) <= max && strspn(s, taken) == strlen(s);
}

bool wechatpay_read_money(const struct message *m, const char *name, money *out)
{
	const char *s = message_find(m, name);
	int64_t fen = 0;

	if (!s || !*s || strlen(s) > MONEY_DIGITS || strspn(s, "0123456789") != strlen(s))
		return false;
	for (; *s; s++)
		fen = fen * 10 + (*s - '0');
	*out = (money){ fen };
	return true;
}

bool wechatpay_read_maybe_money(const struct message *m, const char *name, maybe_money *out)
{
	maybe_money is = { .has = message_find(m, name) != NULL };

	if (is.has && !wechatpay_read_money(m, name, &is.is))
		return false;
	*out = is;
	return true;
}

maybe_moment wechatpay_read_time(const struct message *m, const char *name)
{
	const char *s = message_find(m, name), *const picture = s && strlen(s) == 14 ? "00000000000000" : "0000-00-00 00:00:00";
	unsigned digits[14], n = 0;
	moment at;

	if (!s || strlen(s) != strlen(picture))
		return (maybe_moment){ 0 };
	for (size_t i = 0; picture[i]; i++) {
		if (picture[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != picture[i])
			return (maybe_moment){ 0 };
		if (picture[i] == '0')
			digits[n++] = (unsigned)(s[i] - '0');
	}
	const unsigned *d = digits;
	const struct civil c = {
		d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3],
		d[4] * 10 + d[5],
		d[6] * 10 + d[7],
		d[8] * 10 + d[9],
		d[10] * 10 + d[11],
		d[12] * 10 + d[13],
		0,
	};
	if (!moment_join(&c, &at) || at.ms < BEIJING_MS)
		return (maybe_moment){ 0 };
	return (maybe_moment){ true, { at.ms - BEIJING_MS } };
}

void wechatpay_print_time(moment at, char out[WECHATPAY_TIME])
{
	const struct civil c = moment_split((moment){ at.ms + BEIJING_MS });

	snprintf(out, WECHATPAY_TIME, "%04u%02u%02u%02u%02u%02u", c.year % 10000, c.month % 100, c.day % 100, c.hour % 100,
		c.minute % 100, c.second % 100);
}
