/* wechatpay_v2_bill_read.c - the text of a day's bill: a header, lines, a header of sums, and the sums. */
#include "wechatpay_v2_private.h"
#include "../lib/money.h"
#include <stdlib.h>
#include <string.h>

WORDS_DEFINE(wechatpay_bill_state, WECHATPAY_BILL_STATES);

enum { YUAN_DIGITS = 15 };
static const char mark[] = "\xef\xbb\xbf", between_names[] = ",", between_values[] = ",`";

/* The next line, without its end; false when there is none. */
static bool next_line(bytes *rest, bytes *line)
{
	const char *end = rest->n ? memchr(rest->at, '\n', rest->n) : NULL;

	if (!end)
		return false;
	const size_t n = (size_t)(end - (const char *)rest->at);
	*line = (bytes){ rest->at, n > 0 && end[-1] == '\r' ? n - 1 : n };
	*rest = (bytes){ end + 1, rest->n - n - 1 };
	return true;
}

/* The next of what stands between separators; a comma alone may stand in a value. */
static const char *next_part(struct arena *a, bytes *line, const char *separator, bool *last)
{
	const char *end = memmem(line->at, line->n, separator, strlen(separator));
	const size_t n = end ? (size_t)(end - (const char *)line->at) : line->n;
	const char *part = arena_strndup(a, line->at, n);

	*last = !end;
	if (end)
		*line = (bytes){ end + strlen(separator), line->n - n - strlen(separator) };
	return part;
}

/* Names without values, in the order of the columns. */
static err read_names(struct arena *a, bytes line, struct message *out)
{
	struct message m = { ARENA_NEW(a, struct message_field, MESSAGE_FIELDS_MAX), 0 };

	if (!m.at)
		return ERR_NOMEM;
	for (bool last = false; !last;) {
		if (m.n == MESSAGE_FIELDS_MAX)
			return WECHATPAY_MALFORMED;
		const char *name = next_part(a, &line, between_names, &last);
		if (!name)
			return ERR_NOMEM;
		m.at[m.n++] = (struct message_field){ name, "" };
	}
	*out = m;
	return OK;
}

/* One value for each name. */
static err read_values(struct arena *a, bytes line, struct message *m)
{
	size_t n = 0;

	if (line.n == 0 || *(const char *)line.at != '`')
		return WECHATPAY_MALFORMED;
	line = (bytes){ (const char *)line.at + 1, line.n - 1 };
	for (bool last = false; !last; n++) {
		if (n == m->n)
			return WECHATPAY_MALFORMED;
		m->at[n].value = next_part(a, &line, between_values, &last);
		if (!m->at[n].value)
			return ERR_NOMEM;
	}
	return n == m->n ? OK : WECHATPAY_MALFORMED;
}

/* "8.88": yuan with two decimals, of the first of two columns that is there. */
static bool read_yuan(const struct message *m, const char *name, const char *otherwise, money *out)
{
	const char *s = message_find(m, name);
	s = s ? s : message_find(m, otherwise);
	const size_t n = s ? strspn(s, "0123456789") : 0;

	if (n == 0 || n > YUAN_DIGITS || s[n] != '.' || strspn(s + n + 1, "0123456789") != 2 || s[n + 3])
		return false;
	*out = (money){ strtoll(s, NULL, 10) * 100 + (s[n + 1] - '0') * 10 + (s[n + 2] - '0') };
	return true;
}

static err read_line(const struct message *m, struct wechatpay_v2_bill_line *out)
{
	const char *state = message_find(m, "交易状态");
	struct wechatpay_v2_bill_line l = {
		.state = state ? (enum wechatpay_bill_state)words_find(&wechatpay_bill_state_words, state)
			       : wechatpay_bill_state_unset,
		.at = wechatpay_read_time(m, "交易时间"),
		.transaction_id = message_find(m, "微信订单号"),
		.out_trade_no = message_find(m, "商户订单号"),
		.currency = message_find(m, "货币种类"),
		.refund_id = message_find(m, "微信退款单号"),
		.out_refund_no = message_find(m, "商户退款单号"),
	};

	if (!l.state || !l.transaction_id || !l.out_trade_no || !l.currency || !l.refund_id || !l.out_refund_no ||
		!read_yuan(m, "订单金额", "应结订单金额", &l.amount) || !read_yuan(m, "申请退款金额", "退款金额", &l.refunded))
		return WECHATPAY_MALFORMED;
	*out = l;
	return OK;
}

/* The lines are as many, and come to as much, as the bill says of itself. */
static err compare(const struct message *sums, const struct wechatpay_v2_bill_lines *lines)
{
	money amount = { 0 }, refunded = { 0 }, want, back;
	const char *count = message_find(sums, "总交易单数");

	for (size_t i = 0; i < lines->n; i++)
		if (!money_add(amount, lines->at[i].amount, &amount) || !money_add(refunded, lines->at[i].refunded, &refunded))
			return WECHATPAY_MALFORMED;
	if (!count || !read_yuan(sums, "订单总金额", "应结订单总金额", &want) ||
		!read_yuan(sums, "申请退款总金额", "退款总金额", &back))
		return WECHATPAY_MALFORMED;
	const bool same = strtoull(count, NULL, 10) == lines->n && want.fen == amount.fen && back.fen == refunded.fen;
	return same ? OK : WECHATPAY_MALFORMED;
}

static size_t count_lines(bytes text)
{
	size_t n = 0;

	for (bytes line; next_line(&text, &line);)
		n++;
	return n;
}

/* Behind the byte order mark. */
static err read_whole(struct arena *a, bytes bill, struct wechatpay_v2_bill_lines *out)
{
	struct message m;
	bytes line;

	if (!next_line(&bill, &line))
		return WECHATPAY_MALFORMED;
	TRY(read_names(a, line, &m));
	while (next_line(&bill, &line) && line.n > 0 && *(const char *)line.at == '`') {
		TRY(read_values(a, line, &m));
		TRY(read_line(&m, &out->at[out->n++]));
	}
	TRY(read_names(a, line, &m)); /* of the sums: or, cut off before them, what the last line cannot be */
	if (!next_line(&bill, &line))
		return WECHATPAY_MALFORMED;
	TRY(read_values(a, line, &m));
	return compare(&m, out);
}

err wechatpay_v2_bill_read(struct arena *a, bytes bill, struct wechatpay_v2_bill_lines *out)
{
	struct wechatpay_v2_bill_lines lines = { ARENA_NEW(a, struct wechatpay_v2_bill_line, count_lines(bill) + 1), 0 };
	const size_t skip = bill.n >= strlen(mark) && memcmp(bill.at, mark, strlen(mark)) == 0 ? strlen(mark) : 0;

	if (!lines.at)
		return ERR_NOMEM;
	if (bill.n > 0)
		TRY(read_whole(a, (bytes){ (const char *)bill.at + skip, bill.n - skip }, &lines));
	*out = lines;
	return OK;
}
