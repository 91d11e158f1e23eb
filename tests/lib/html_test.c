#include "../test.h"
#include "../../lib/html.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_HERE = 60000, MUTATIONS = 20000, MUTANT_MAX = 2048 };
static struct arena arena = { .limit = 64 << 20 };

static const char *clean(const char *html)
{
	const char *out = NULL;

	assert_err(html_clean(&arena, html, MAX_HERE, &out), OK);
	return out;
}

/* ---- a reader of its own: what came out is nothing but these tags, spelt this way ---- */

static const char *const names[] = { "p", "h2", "h3", "h4", "h5", "h6", "pre", "div", "blockquote", "ul", "ol", "li", "table",
	"caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption", "hr", "br", "img", "a", "strong", "em", "u",
	"s", "sub", "sup", "code" };

static const char *skip_name(const char *s)
{
	const size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789");

	for (size_t i = 0; i < TEST_COUNT(names); i++)
		if (strlen(names[i]) == n && strncmp(names[i], s, n) == 0)
			return s + n;
	return NULL;
}

static bool is_one_of(const char *s, size_t n, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == n && strncmp(*list, s, n) == 0)
			return true;
	return false;
}

static bool is_good_value(const char *name, size_t n, const char *value, size_t v)
{
	static const char *const numbers[] = { "width", "height", "colspan", "rowspan", "start", NULL };

	if (n == 4 && strncmp(name, "href", 4) == 0)
		return (v > 0 && value[0] == '#') ||
			(v > 0 && value[0] == '/' && (v < 2 || (value[1] != '/' && value[1] != '\\'))) ||
			strncasecmp(value, "https://", 8) == 0 || strncasecmp(value, "http://", 7) == 0 ||
			strncasecmp(value, "mailto:", 7) == 0 || strncasecmp(value, "tel:", 4) == 0;
	if (n == 3 && strncmp(name, "src", 3) == 0)
		return strncasecmp(value, "/media/", 7) == 0 && !memmem(value, v, "..", 2) && !memchr(value, '&', v) &&
			!memchr(value, '\\', v);
	if (is_one_of(name, n, numbers))
		return v > 0 && strspn(value, "0123456789") >= v;
	return is_one_of(name, n, (const char *const[]){ "alt", "rel", NULL });
}

static const char *skip_attributes(const char *s)
{
	while (*s == ' ') {
		const char *name = ++s;
		s += strspn(s, "abcdefghijklmnopqrstuvwxyz");
		const size_t n = (size_t)(s - name);
		if (strncmp(s, "=\"", 2) != 0)
			return NULL;
		const char *value = s += 2;
		s += strcspn(s, "\"<>");
		if (*s != '"' || !is_good_value(name, n, value, (size_t)(s - value)))
			return NULL;
		s++;
	}
	return s;
}

static const char *skip_reference(const char *s)
{
	static const char *const four[] = { "&amp;", "&lt;", "&gt;", "&quot;", NULL };

	for (const char *const *r = four; *r; r++)
		if (strncmp(s, *r, strlen(*r)) == 0)
			return s + strlen(*r);
	return NULL;
}

static bool is_harmless(const char *s)
{
	while (s && *s) {
		if (*s == '<') {
			const bool end = s[1] == '/';
			s = skip_name(s + 1 + end);
			s = s && !end ? skip_attributes(s) : s;
			s = s && *s == '>' ? s + 1 : NULL;
		} else if (*s == '&') {
			s = skip_reference(s);
		} else {
			s = *s == '>' || *s == '"' ? NULL : s + 1;
		}
	}
	return s != NULL;
}

/* ---- tests ---- */

static const struct pair {
	const char *in, *out;
} pairs[] = {
	{ "", "" },
	{ " \n\t ", "" },
	{ "Tea & <3", "<p>Tea &amp; &lt;3</p>" },
	{ "第一行\n\n第二行\r\n", "<p>第一行</p><p>第二行</p>" },
	{ "<p>a</p>", "<p>a</p>" },
	{ "<P CLASS=x onclick=\"alert(1)\" STYLE='color:red'>a</P>", "<p>a</p>" },
	{ "<b>b</b><i>i</i><u>u</u><del>d</del>", "<strong>b</strong><em>i</em><u>u</u><s>d</s>" },
	{ "<h1>T</h1>", "<h2>T</h2>" },
	{ "a<br/>b<hr>c", "a<br>b<hr>c" },
	{ "<ul><li>1<li>2</ul>", "<ul><li>1</li><li>2</li></ul>" },
	{ "<p>1<div>2</div>", "<p>1</p><div>2</div>" },
	{ "<b><p>1</p><p>2</p></b>", "<p>1</p><p>2</p>" },
	{ "<p><custom><div>1</div></custom></p>", "<p>1</p>" },
	{ "<li>alone</li>", "<p>alone</p>" },
	{ "<td>alone</td>", "<p>alone</p>" },
	{ "<table><tr><td colspan=2 width=9>1</td></tr></table>", "<table><tr><td colspan=\"2\">1</td></tr></table>" },
	{ "<section><article>x</article></section>", "<p>x</p>" },
	{ "<a href=\"https://a.example/?a=1&amp;b=2\" target=_blank>x</a>",
		"<a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">x</a>" },
	{ "<a href=/products/7>x</a>", "<a href=\"/products/7\" rel=\"noopener noreferrer nofollow\">x</a>" },
	{ "<a href=//evil.example>x</a>", "<p>x</p>" },
	{ "<a href='/\\evil.example'>x</a>", "<p>x</p>" },
	{ "<a href=javascript:alert(1)>x</a>", "<p>x</p>" },
	{ "<a href=' jAvAsCrIpT:alert(1)'>x</a>", "<p>x</p>" },
	{ "<a href='java\tscript:alert(1)'>x</a>", "<p>x</p>" },
	{ "<a href='&#x6a;avascript&colon;alert(1)'>x</a>", "<p>x</p>" },
	{ "<a href='&#1;javascript:alert(1)'>x</a>", "<p>x</p>" },
	{ "<a href='vbscript:x'>x</a>", "<p>x</p>" },
	{ "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<p>x</p>" },
	{ "<a>x</a>", "<p>x</p>" },
	{ "<a href=/a><a href=/b>x</a></a>", "<a href=\"/b\" rel=\"noopener noreferrer nofollow\">x</a>" },
	{ "<b><i><script>1</script></i></b><p>x</p>", "<p>x</p>" },
	{ "<img src=/media/a/b.webp alt='茶' width=100 onerror=alert(1)>",
		"<img src=\"/media/a/b.webp\" alt=\"茶\" width=\"100\">" },
	{ "<img src=https://evil.example/x.png>", "" },
	{ "<img src=x onerror=alert(1)>", "" },
	{ "<img src=/media/../api/admin/me>", "" },
	{ "<img src=/media/%2e%2e/x>", "" },
	{ "<img src=data:image/svg+xml;base64,AA>", "" },
	{ "<script>alert(1)</script>a", "<p>a</p>" },
	{ "<SCRIPT SRC=//x></SCRIPT>a", "<p>a</p>" },
	{ "<svg onload=alert(1)><a xlink:href=javascript:1>x</a></svg>a", "<p>a</p>" },
	{ "<math><mi>x</mi></math>a", "<p>a</p>" },
	{ "<style>*{}</style>a", "<p>a</p>" },
	{ "<template><p>x</p></template>a", "<p>a</p>" },
	{ "<iframe src=javascript:1>x</iframe>a", "<p>a</p>" },
	{ "<object data=x>y</object>a", "<p>a</p>" },
	{ "<textarea><script>1</script></textarea>a", "<p>a</p>" },
	{ "<!-- <p>x</p> -->a", "<p>a</p>" },
	{ "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
	{ "<p>a\"b'c</p>", "<p>a&quot;b'c</p>" },
	{ "<meta charset=gbk><p>茶</p>", "<p>茶</p>" },
	{ "<p>\xF0\x9F\x8D\xB5</p>", "<p>\xF0\x9F\x8D\xB5</p>" },
};

static void what_people_write_stays_and_what_runs_goes(void **state)
{
	(void)state;

	assert_string_equal(clean(NULL), "");
	for (size_t i = 0; i < TEST_COUNT(pairs); i++)
		if (strcmp(clean(pairs[i].in), pairs[i].out) != 0)
			fail_msg("%s\n gives %s\n and not %s", pairs[i].in, clean(pairs[i].in), pairs[i].out);
}

/* Ways around filters that people have found: of parsers' and browsers' unlike readings. */
static const char *const attacks[] = {
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
	"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=</style><img onerror=alert(1) src>",
	"<p><svg><foreignObject><body onload=alert(1)>",
	"<<script>alert(1)//<</script>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img \"\"\"><script>alert(1)</script>\">",
	"<img src='/media/x.webp' alt='\" onerror=\"alert(1)'>",
	"<img src=\"/media/x.webp\" alt=\"`onerror=alert(1)\">",
	"<a href=\"java&#x0A;script:alert(1)\">x</a>",
	"<a href=\"java\nscript:alert(1)\">x</a>",
	"<a href=\"\x7Fjavascript:alert(1)\">x</a>",
	"<a href=\"javascript&#58;alert(1)\">x</a>",
	"<a href=\"https://x\" onmouseover=\"alert(1)\">x</a>",
	"<a href='https://x\" onmouseover=\"alert(1)'>x</a>",
	"<body onload=alert(1)><p>x",
	"</body><script>alert(1)</script>",
	"<html onclick=alert(1)><head><base href=//evil><title><img src=x onerror=alert(1)></title></head>",
	"<table background=javascript:alert(1)><td background=javascript:alert(1)>x",
	"<div style=\"background:url(javascript:alert(1))\">x</div>",
	"<input autofocus onfocus=alert(1)>",
	"<details open ontoggle=alert(1)>x",
	"<video><source onerror=alert(1)></video>",
	"<xmp><p title=\"</xmp><img src onerror=alert(1)>\"></xmp>",
	"<plaintext><p>",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?xml version=\"1.0\"?><script>alert(1)</script>",
	"<!DOCTYPE html SYSTEM \"file:///etc/passwd\"><p>x",
	"<!--><script>alert(1)</script>-->",
	"<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
	"<a href=https://x/%22%3E%3Cscript%3E>x</a>",
	"<p>&#60;img src=x onerror=alert(1)&#62;</p>",
	"<p>&amp;lt;script&amp;gt;</p>",
	"<p x=\"<!--\"></p><script>alert(1)</script>-->",
	"<isindex action=javascript:alert(1) type=image>",
	"<frameset onload=alert(1)>",
	"<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>",
	"<pre>\n<img src=x onerror=alert(1)></pre>",
	"<select><option><style></option></select><img src=x onerror=alert(1)></style>",
	"<p\x0Bonclick=alert(1)>x",
	"<p/onclick=alert(1)/>x",
	"<img src=\"/media/a.webp\" src=javascript:1>",
	"<svg:script>alert(1)</svg:script>",
	"<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
};

static void nothing_that_people_found_gets_through(void **state)
{
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(attacks); i++) {
		const char *once = NULL, *twice = NULL;
		const err e = html_clean(&arena, attacks[i], MAX_HERE, &once);
		if (e == ERR_INVALID) /* refused whole is harmless too */
			continue;
		assert_err(e, OK);
		if (!is_harmless(once))
			fail_msg("%s\n gives %s", attacks[i], once);
		assert_err(html_clean(&arena, once, MAX_HERE, &twice), OK);
		assert_string_equal(once, twice);
	}
}

/* xorshift: the same each time. */
static uint32_t chance(uint32_t below)
{
	static uint64_t x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (uint32_t)(x >> 32) % below;
}

/* Pieces of two attacks or texts, cut anywhere, with a byte put in. */
static const char *some_text(void)
{
	return chance(2) ? attacks[chance(TEST_COUNT(attacks))] : pairs[chance(TEST_COUNT(pairs))].in;
}

static void mix(char out[MUTANT_MAX])
{
	static const char between[] = "<>/\"'= &;#!-\tpaibtd";
	size_t n = 0;

	for (uint32_t pieces = 1 + chance(4); pieces > 0; pieces--) {
		const char *s = some_text();
		const size_t length = strlen(s), from = length ? chance((uint32_t)length) : 0,
			     cut = chance((uint32_t)(length - from) + 1);
		if (n + cut + 2 >= MUTANT_MAX)
			break;
		memcpy(out + n, s + from, cut);
		n += cut;
		out[n++] = between[chance(sizeof between - 1)];
	}
	out[n] = '\0';
}

static void no_mixture_gets_through_and_cleaning_twice_changes_nothing(void **state)
{
	char mutant[MUTANT_MAX];
	int cleaned = 0;
	(void)state;

	for (int i = 0; i < MUTATIONS; i++) {
		const struct arena_mark before = arena_mark(&arena);
		const char *once = NULL, *twice = NULL;
		mix(mutant);
		const err e = html_clean(&arena, mutant, MAX_HERE, &once);
		if (!e) {
			cleaned++;
			if (!is_harmless(once))
				fail_msg("%s\n gives %s", mutant, once);
			assert_err(html_clean(&arena, once, MAX_HERE, &twice), OK);
			assert_string_equal(once, twice);
		} else if (e != ERR_INVALID) {
			fail_msg("%s gives %s", mutant, e->code);
		}
		arena_rewind(&arena, before);
	}
	assert_true(cleaned > MUTATIONS * 8 / 10); /* the rest was cut within a character */
}

static void limits_are_kept(void **state)
{
	static char deep[400000];
	const char *out = "before";
	size_t n = 0;
	(void)state;

	assert_err(html_clean(&arena, "<p>茶茶</p>", 9, &out), OK);
	assert_err(html_clean(&arena, "<p>茶茶茶</p>", 9, &out), ERR_TOO_LARGE);
	assert_string_equal(out, "<p>茶茶</p>");
	assert_err(html_clean(&arena, "<p>\xff</p>", 99, &out), ERR_INVALID);
	assert_err(html_clean(&arena, "<p>\x01</p>", 99, &out), ERR_INVALID);
	for (int i = 0; i < 30000; i++)
		n += (size_t)sprintf(deep + n, "<div>");
	sprintf(deep + n, "x");
	const err e = html_clean(&arena, deep, MAX_HERE, &out);
	assert_true(e == OK || e == ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write_stays_and_what_runs_goes),
		cmocka_unit_test(nothing_that_people_found_gets_through),
		cmocka_unit_test(no_mixture_gets_through_and_cleaning_twice_changes_nothing),
		cmocka_unit_test(limits_are_kept),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
