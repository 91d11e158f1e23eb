#include "password.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

PASSWORD_ERRORS(ERR_DEFINE)

/* What people make a password of, without the digits and signs around it. */
static const char *const words[] = { "password", "passwort", "passwd", "pass", "word", "mima", "secret", "default", "changeme",
	"letmein", "welcome", "hello", "helloworld", "login", "guest", "user", "test", "testing", "demo", "root", "admin",
	"administrator", "manager", "master", "superman", "batman", "spiderman", "pokemon", "starwars", "football", "baseball",
	"basketball", "soccer", "monkey", "dragon", "tiger", "panda", "sunshine", "princess", "shadow", "michael", "jordan",
	"jennifer", "jessica", "charlie", "ashley", "hunter", "freedom", "whatever", "computer", "internet", "samsung", "google",
	"iloveyou", "loveyou", "lovely", "ilovechina", "forever", "woaini", "woaiwojia", "woshishui", "nihao", "china", "beijing",
	"shanghai", "weixin", "wechat", "taobao", "alipay", "micromall", "mall", "shop", "store", "qwer", "asdf", "zxcv", "abcd" };

/* Along the keys, the alphabet, and numbers with a meaning; a password that is a piece of one is walked, not thought of. */
static const char *const walks[] = { "012345678901234567890", "098765432109876543210", "abcdefghijklmnopqrstuvwxyz",
	"zyxwvutsrqponmlkjihgfedcba", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
	"poiuytrewqlkjhgfdsamnbvcxz", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "zaq12wsxcde34rfv",
	"1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "qweasdzxcrtyfghvbnuiojklm", "a1b2c3d4e5f6g7h8i9", "1a2b3c4d5e6f7g8h9i",
	"!@#$%^&*()_+", "52013145201314", "1314520", "147258369", "123654789", "159357", "789456123", "112233445566778899",
	"123321" };

/* AROUND_MAX: what people add to a word of those, as a year and two signs. */
enum { PERIOD_MAX = 4, BARE_LETTERS = 3, REST_MAX = 4, AROUND_MAX = 6 };

struct piece {
	const char *at;
	size_t n;
};

static bool is_walked(struct piece p)
{
	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
		for (const char *w = walks[i]; strlen(w) >= p.n; w++)
			if (memcmp(w, p.at, p.n) == 0)
				return true;
	return false;
}

/* "11111111", "12121212", "123123123": a beginning, over and over. */
static bool is_repeated(struct piece p)
{
	for (size_t period = 1; period <= PERIOD_MAX && 2 * period <= p.n; period++) {
		size_t i = period;
		while (i < p.n && p.at[i] == p.at[i - period])
			i++;
		if (i == p.n)
			return true;
	}
	return false;
}

static bool is_idle(struct piece p) { return p.n <= 1 || is_walked(p) || is_repeated(p); }

/* What stands around a word makes it no other: it is short, or nothing thought of. */
static bool is_little(struct piece head, struct piece tail, size_t max)
{
	return head.n + tail.n <= max || (is_idle(head) && is_idle(tail));
}

/* As a letter, what is often written for one. */
static char letter(char c)
{
	static const char written[] = "@0134$5!", meant[] = "aoieassi";
	const char *at = c ? strchr(written, c) : NULL;

	return at ? meant[at - written] : c;
}

static bool is_word(struct piece p)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = 0;
		while (n < p.n && words[i][n] && letter(p.at[n]) == words[i][n])
			n++;
		if (n == p.n && !words[i][n])
			return true;
	}
	return false;
}

/* "password1", "p@ssw0rd!", "2024admin", "aa12345678": a word of those, or next to nothing, between a few digits and signs. */
static bool is_common(struct piece p)
{
	size_t from = 0, to = p.n;

	while (from < p.n && !isalpha((unsigned char)p.at[from]))
		from++;
	while (to > from && !isalpha((unsigned char)p.at[to - 1]))
		to--;
	const struct piece head = { p.at, from }, core = { p.at + from, to - from }, tail = { p.at + to, p.n - to };
	return is_idle(p) || is_word(p) || (is_word(core) && is_little(head, tail, AROUND_MAX)) ||
		((core.n <= BARE_LETTERS || is_idle(core)) && is_idle(head) && is_idle(tail));
}

/* The name, or little more: "keeper2024", "13912345678a". */
static bool is_named(struct piece p, const char *name)
{
	const size_t n = strlen(name);
	const char *at = n ? strstr(p.at, name) : NULL;

	if (!at)
		return false;
	const struct piece head = { p.at, (size_t)(at - p.at) }, tail = { at + n, p.n - n - (size_t)(at - p.at) };
	return is_little(head, tail, REST_MAX);
}

/* In small letters, ended: as much as there is room for. */
static struct piece fold(const char *s, char out[PASSWORD_BYTES_MAX + 1])
{
	size_t n = 0;

	for (; s[n] && n < PASSWORD_BYTES_MAX; n++)
		out[n] = (char)(s[n] >= 'A' && s[n] <= 'Z' ? s[n] - 'A' + 'a' : s[n]);
	out[n] = '\0';
	return (struct piece){ out, n };
}

err password_check(const char *password, const char *name)
{
	char folded[PASSWORD_BYTES_MAX + 1], called[PASSWORD_BYTES_MAX + 1];
	const size_t n = strlen(password);

	if (n < PASSWORD_BYTES_MIN || n > PASSWORD_BYTES_MAX)
		return PASSWORD_WEAK;
	const struct piece whole = fold(password, folded);
	return is_common(whole) || (name && is_named(whole, fold(name, called).at)) ? PASSWORD_COMMON : OK;
}
