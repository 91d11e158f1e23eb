#include "seal.h"
#include "must.h"
#include "text.h"
#include <string.h>

enum { KEY_DIGITS = 2 * CRYPTO_AES256_KEY };

struct key {
	unsigned id;
	uint8_t is[CRYPTO_AES256_KEY];
};

static bool read_hex(const char *s, size_t n, uint8_t out[CRYPTO_AES256_KEY])
{
	if (n != KEY_DIGITS)
		return false;
	for (size_t i = 0; i < n; i++)
		if (text_hex(s[i]) < 0)
			return false;
	for (size_t i = 0; i < CRYPTO_AES256_KEY; i++)
		out[i] = (uint8_t)(text_hex(s[2 * i]) << 4 | text_hex(s[2 * i + 1]));
	return true;
}

static bool read_key(const char *s, size_t n, struct key *out)
{
	size_t digits = 0;
	unsigned id = 0;

	for (; digits < n && digits < 2 && s[digits] >= '0' && s[digits] <= '9'; digits++)
		id = id * 10 + (unsigned)(s[digits] - '0');
	if (id == 0 || id > SEAL_ID_MAX || digits == n || s[digits] != ':')
		return false;
	out->id = id;
	return read_hex(s + digits + 1, n - digits - 1, out->is);
}

/* The current key, then the old ones; what is wrong with them, or NULL. */
static const char *read_keys(const struct seal_keys *k, struct key out[SEAL_KEYS_MAX], size_t *n)
{
	const char *at = k->old_keys ? k->old_keys : "";
	size_t count = 1;

	if (!k->key || !read_key(k->key, strlen(k->key), &out[0]))
		return "data.key: must be ID:KEY, an id from 1 to 31 and 64 hexadecimal digits";
	while (*(at += strspn(at, ", "))) {
		const size_t length = strcspn(at, ", ");
		if (count == SEAL_KEYS_MAX || !read_key(at, length, &out[count]))
			return "data.old_keys: must be ID:KEY, ID:KEY and so on, seven at most";
		for (size_t i = 0; i < count; i++)
			if (out[i].id == out[count].id)
				return "data.old_keys: an id names one key";
		at += length;
		count++;
	}
	*n = count;
	return NULL;
}

const char *seal_fault(const struct seal_keys *k)
{
	struct key key[SEAL_KEYS_MAX];
	uint8_t index[CRYPTO_AES256_KEY];
	size_t n;
	const char *fault = read_keys(k, key, &n);

	if (!fault && (!k->index_key || !read_hex(k->index_key, strlen(k->index_key), index)))
		fault = "data.index_key: must be 64 hexadecimal digits";
	explicit_bzero(key, sizeof key); /* the master may ask this, and keeps no secret */
	explicit_bzero(index, sizeof index);
	return fault;
}

void seal_begin(struct seal *s, const struct seal_keys *k)
{
	struct key key[SEAL_KEYS_MAX];
	size_t n = 0;

	must(!read_keys(k, key, &n) && read_hex(k->index_key, strlen(k->index_key), s->index_key));
	for (s->keys = 0; s->keys < n; s->keys++) {
		s->key[s->keys].id = key[s->keys].id;
		crypto_gcm_begin(&s->key[s->keys].gcm, key[s->keys].is);
	}
	explicit_bzero(key, sizeof key);
}

void seal_end(struct seal *s)
{
	for (size_t i = 0; i < s->keys; i++)
		crypto_gcm_end(&s->key[i].gcm);
	explicit_bzero(s, sizeof *s);
}

/* What the tag vouches for besides: that it is ours, of this form, under this key. */
enum { LABEL = 17 };
static bytes label(unsigned id, uint8_t to[LABEL])
{
	memcpy(to, "micromall seal 1", LABEL - 1);
	to[LABEL - 1] = (uint8_t)id;
	return (bytes){ to, LABEL };
}

void seal_close(const struct seal *s, bytes plain, uint8_t *to)
{
	uint8_t with[LABEL];

	to[0] = (uint8_t)s->key[0].id;
	crypto_random(to + 1, CRYPTO_GCM_NONCE);
	crypto_gcm_seal(&s->key[0].gcm, to + 1, label(to[0], with), plain, to + SEAL_HEAD, to + SEAL_HEAD + plain.n);
}

bool seal_open(const struct seal *s, uint8_t *at, size_t n, const char **text)
{
	uint8_t with[LABEL];
	size_t i = 0;

	while (i < s->keys && n && s->key[i].id != at[0])
		i++;
	if (n < SEAL_MORE || i == s->keys)
		return false;
	uint8_t *from = at + SEAL_HEAD, *end = at + n - CRYPTO_GCM_TAG;
	if (!crypto_gcm_open(&s->key[i].gcm, at + 1, label(at[0], with), from, n - SEAL_MORE, end))
		return false;
	*end = '\0';
	*text = (const char *)from;
	return true;
}

void seal_index(const struct seal *s, bytes b, uint8_t out[SEAL_INDEX])
{
	crypto_hmac_sha256((bytes){ s->index_key, sizeof s->index_key }, b, out);
}
