/* Twice the text takes twice the work, not four times: one long text against the same bytes in short ones. */
#include "../test.h"
#include "../../lib/decode.h"
#include "../../lib/json_check.h"
#include "../../lib/xml.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

/* What grows with the square takes PARTS times as long in one piece as in so many. The bound is far from that, and far from
 * 1: caches favour short texts. Processor time, until it is too long to be noise; and another try for what noise there is. */
enum { FIRST = 32 << 10, LAST = 2 << 20, TIMES_MORE = 4, PARTS = 32, SLOWER_MAX = 8, LEAST_US = 5000, TIMES_MAX = 64, TRIES = 5 };

static struct arena arena = { .limit = 64 << 20 };
static char text[LAST];

/* ---- the texts: how long they became, n or somewhat less ---- */

/* begin, then filler as often as fits, then end. */
static size_t fill(size_t n, const char *begin, const char *filler, const char *end)
{
	const size_t one = strlen(filler), last = strlen(end);
	size_t at = strlen(begin);

	memcpy(text, begin, at);
	for (; at + one + last <= n; at += one)
		memcpy(text + at, filler, one);
	memcpy(text + at, end, last);
	return at + last;
}

static size_t string(size_t n) { return fill(n, "\"", "a新", "\""); }
static size_t escapes(size_t n) { return fill(n, "\"", "\\n\\ud83d\\ude00", "\""); }
static size_t array(size_t n) { return fill(n, "[0", ",12345", "]"); }
static size_t blanks(size_t n) { return fill(n, "[", " \n", "]"); }
static size_t nested(size_t n) { return fill(n, "[0", ",[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]", "]"); }
static size_t objects(size_t n) { return fill(n, "[0", ",{\"a\":1,\"b\":{\"c\":\"d\"}}", "]"); }

/* As many keys as an object may have, alike but for their ends. */
static size_t long_keys(size_t n)
{
	const size_t each = n / JSON_KEYS_MAX - sizeof "\"00\":0,";
	size_t at = 0;

	text[at++] = '{';
	for (unsigned i = 0; i < JSON_KEYS_MAX; i++) {
		at += (size_t)sprintf(text + at, "%s\"", i ? "," : "");
		memset(text + at, 'k', each);
		at += each;
		at += (size_t)sprintf(text + at, "%02u\":0", i);
	}
	text[at++] = '}';
	return at;
}

static size_t cdata(size_t n) { return fill(n, "<xml><a><![CDATA[", "]]<新>", "]]></a></xml>"); }
static size_t plain(size_t n) { return fill(n, "<xml><a>", "a新]", "</a></xml>"); }
static size_t entities(size_t n) { return fill(n, "<xml><a>", "&amp;&lt;", "</a></xml>"); }
static size_t spaces(size_t n) { return fill(n, "<xml>", " \n", "</xml>"); }
static size_t fields(size_t n) { return fill(n, "<xml>", "<a>1</a>", "</xml>"); }
static size_t long_name(size_t n) { return fill(n, "<xml><", "a", ">1</a></xml>"); }

/* ---- the parsers: whether the text is taken does not matter, but that it is looked at ---- */

struct house {
	const char *name;
};
SHAPE_DECLARE(house_form, struct house);
static const struct field house[] = { FIELD(struct house, name, .min = 1, .max = 8) };
const struct shape house_form = SHAPE(house_form, house);

static void check(size_t n)
{
	size_t at;

	assert_true(json_check(text, n, &at));
}

static void decode(size_t n)
{
	struct problem problem = { .n = 0 };
	struct house h;

	assert_err(decode_json(&arena, &house_form, (bytes){ text, n }, &h, &problem), ERR_INVALID);
	assert_int_not_equal(problem.at[0].code, SAY_MALFORMED);
}

static void read_message(size_t n)
{
	struct message m;
	const err e = message_read(&arena, (bytes){ text, n }, sizeof text, "xml", &m);

	assert_true(e == OK || e == ERR_INVALID);
}

/* ---- the measure ---- */

static int64_t cpu_us(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t), 0);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t work_us(void (*parse)(size_t), size_t n, int times)
{
	const int64_t began = cpu_us();

	for (int i = 0; i < times; i++) {
		parse(n);
		arena_reset(&arena);
	}
	return cpu_us() - began;
}

static void is_linear_at(const char *what, void (*parse)(size_t), size_t (*make)(size_t), size_t size)
{
	int64_t whole = INT64_MAX, parts = 0;

	for (int try = 0; try < TRIES && whole > parts * SLOWER_MAX; try++) {
		size_t n = make(size);
		int times = 1;
		while ((whole = work_us(parse, n, times)) < LEAST_US && times < TIMES_MAX)
			times *= 2;
		n = make(size / PARTS);
		parts = work_us(parse, n, PARTS * times);
	}
	if (whole > parts * SLOWER_MAX)
		fail_msg("%s of %zu: %lld us in one piece, %lld us in %d", what, size, (long long)whole, (long long)parts,
			(int)PARTS);
}

/* From short texts on, so that what is not linear fails, and does not take all day. */
static void is_linear(const char *what, void (*parse)(size_t), size_t (*make)(size_t))
{
	for (size_t n = FIRST; n <= LAST; n *= TIMES_MORE)
		is_linear_at(what, parse, make, n);
}
#define IS_LINEAR(parse, make) is_linear(#parse " " #make, parse, make)

static void json_is_looked_through_in_linear_time(void **state)
{
	(void)state;
	IS_LINEAR(check, string);
	IS_LINEAR(check, escapes);
	IS_LINEAR(check, array);
	IS_LINEAR(check, blanks);
	IS_LINEAR(check, nested);
	IS_LINEAR(check, objects);
	IS_LINEAR(check, long_keys);
}

static void json_is_decoded_in_linear_time(void **state)
{
	(void)state;
	IS_LINEAR(decode, string);
	IS_LINEAR(decode, escapes);
	IS_LINEAR(decode, array);
	IS_LINEAR(decode, nested);
	IS_LINEAR(decode, objects);
	IS_LINEAR(decode, long_keys);
}

static void xml_is_read_in_linear_time(void **state)
{
	(void)state;
	IS_LINEAR(read_message, cdata);
	IS_LINEAR(read_message, plain);
	IS_LINEAR(read_message, entities);
	IS_LINEAR(read_message, spaces);
	IS_LINEAR(read_message, fields);
	IS_LINEAR(read_message, long_name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_looked_through_in_linear_time),
		cmocka_unit_test(json_is_decoded_in_linear_time),
		cmocka_unit_test(xml_is_read_in_linear_time),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
