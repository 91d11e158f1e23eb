#include "search.h"
#include "../../lib/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS3_MAX = 36 * 36 * 36 };

/* The next character of clean UTF-8. */
static uint32_t next(const char **at)
{
	const unsigned char *p = (const unsigned char *)*at;
	const int n = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
	uint32_t c = n == 1 ? *p : *p & (0x7Fu >> n);

	for (int i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3Fu);
	*at += n;
	return c;
}

static uint32_t fold(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms of ASCII */
		c -= 0xFEE0;
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_latin(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* Ends a run: ASCII signs, Latin-1 and general punctuation, the CJK one, joiners of emoji. */
static bool is_gap(uint32_t c)
{
	return (c < 0x80 && !is_latin(c)) || (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c <= 0x206F) ||
		(c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007) || (c >= 0xFE00 && c <= 0xFE6F);
}

static void add_digits(struct text *t, uint32_t c)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	char out[5];
	const int n = c < DIGITS3_MAX ? 3 : 4;

	for (int i = n; i-- > 0; c /= 36)
		out[i] = digits[c % 36];
	if (n == 4)
		text_puts(t, "z");
	text_add(t, out, (size_t)n);
}

/* Takes a run of word characters of one kind, and writes its tokens. Of a keyword (`most` is not 0)
 * each is required, and a Latin word may go on. */
struct tokens {
	struct text text;
	size_t n, most;
};

static void token_begin(struct tokens *t)
{
	text_puts(&t->text, t->text.n ? " " : "");
	text_puts(&t->text, t->most ? "+" : "");
	t->n++;
}

static bool has_room(const struct tokens *t) { return t->most == 0 || t->n < t->most; }

static void add_latin(struct tokens *t, const char *word, size_t n)
{
	if ((t->most && n < 2) || !has_room(t)) /* one letter begins too many words to be worth asking */
		return;
	token_begin(t);
	text_puts(&t->text, "lw");
	text_add(&t->text, word, n);
	text_puts(&t->text, t->most ? "*" : "");
}

static void tokenise(struct tokens *t, const char *s)
{
	char word[SEARCH_WORD_MAX];
	size_t n = 0;
	uint32_t before = 0;

	while (*s) {
		const uint32_t c = fold(next(&s));
		const bool latin = is_latin(c), wide = !latin && !is_gap(c);

		if (!latin && n) {
			add_latin(t, word, n);
			n = 0;
		}
		if (latin && n < SEARCH_WORD_MAX)
			word[n++] = (char)c;
		if (wide && before && has_room(t)) {
			token_begin(t);
			add_digits(&t->text, before);
			add_digits(&t->text, c);
		}
		before = wide ? c : 0;
	}
	if (n)
		add_latin(t, word, n);
}

err search_tokens(struct arena *arena, const char *title, const char **out)
{
	struct tokens t = { .text = { .arena = arena } };

	tokenise(&t, title);
	text_add(&t.text, "", 1);
	if (t.text.failed)
		return ERR_NOMEM;
	*out = t.text.at;
	return OK;
}

/* "50% off" becomes "%50!%%off%". */
static void add_like(struct text *t, const char *keyword)
{
	text_puts(t, "%");
	for (const char *p = keyword; *p; p++) {
		if (strchr("%_!", *p))
			text_puts(t, "!");
		text_add(t, *p == ' ' ? "%" : p, 1);
	}
	text_add(t, "%", 2);
}

err search_parse(struct arena *arena, const char *keyword, struct search *out)
{
	struct tokens match = { .text = { .arena = arena }, .most = SEARCH_TOKENS_MAX };
	struct text like = { .arena = arena };

	if (!keyword || strspn(keyword, " ") == strlen(keyword)) {
		*out = (struct search){ 0 };
		return OK;
	}
	tokenise(&match, keyword);
	text_add(&match.text, "", 1);
	add_like(&like, keyword);
	if (match.text.failed || like.failed)
		return ERR_NOMEM;
	*out = (struct search){ match.n ? match.text.at : NULL, like.at };
	return OK;
}
