#include "crypto.h"
#include "must.h"
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/random.h>

enum { RANDOM_MAX = 256, AES_BLOCK = 16 };

void crypto_random(void *to, size_t n)
{
	must(n <= RANDOM_MAX);
	must(getrandom(to, n, 0) == (ssize_t)n);
}

void crypto_md5(bytes b, uint8_t out[CRYPTO_MD5]) { must(EVP_Q_digest(NULL, "MD5", NULL, b.at, b.n, out, NULL) == 1); }

void crypto_sha256(bytes b, uint8_t out[CRYPTO_SHA256]) { must(EVP_Q_digest(NULL, "SHA256", NULL, b.at, b.n, out, NULL) == 1); }

void crypto_hmac_sha256(bytes key, bytes b, uint8_t out[CRYPTO_SHA256])
{
	size_t n;

	must(EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key.at, key.n, b.at, b.n, out, CRYPTO_SHA256, &n) && n == CRYPTO_SHA256);
}

const char *crypto_hex(struct arena *a, bytes b, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	const unsigned char *from = b.at;
	char *to = b.n < SIZE_MAX / 4 ? ARENA_NEW(a, char, 2 * b.n + 1) : NULL;

	for (size_t i = 0; to && i < b.n; i++) {
		to[2 * i] = digits[from[i] >> 4];
		to[2 * i + 1] = digits[from[i] & 15];
	}
	return to;
}

static int base64_digit(char c)
{
	return c >= 'A' && c <= 'Z'    ? c - 'A'
		: c >= 'a' && c <= 'z' ? c - 'a' + 26
		: c >= '0' && c <= '9' ? c - '0' + 52
		: c == '+'             ? 62
		: c == '/'             ? 63
				       : -1;
}

err crypto_base64_decode(struct arena *a, const char *s, size_t n, bytes *out)
{
	const size_t pad = n > 1 && s[n - 1] == '=' ? 1 + (s[n - 2] == '=') : 0;
	uint32_t held = 0;
	unsigned bits = 0;
	size_t at = 0;

	if (n % 4)
		return ERR_INVALID;
	uint8_t *to = ARENA_NEW(a, uint8_t, n / 4 * 3 + 1);
	if (!to)
		return ERR_NOMEM;
	for (size_t i = 0; i < n - pad; i++) {
		const int digit = base64_digit(s[i]);
		if (digit < 0)
			return ERR_INVALID;
		held = held << 6 | (uint32_t)digit;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			to[at++] = (uint8_t)(held >> bits);
		}
	}
	if (held & ((1u << bits) - 1)) /* two spellings of one value */
		return ERR_INVALID;
	*out = (bytes){ to, at };
	return OK;
}

err crypto_aes256_ecb_decrypt(struct arena *a, const uint8_t key[CRYPTO_AES256_KEY], bytes from, bytes *out)
{
	int n = 0, last = 0;

	if (from.n == 0 || from.n % AES_BLOCK || from.n > INT_MAX - AES_BLOCK)
		return ERR_INVALID;
	uint8_t *to = ARENA_NEW(a, uint8_t, from.n + AES_BLOCK);
	if (!to)
		return ERR_NOMEM;
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	must(context && EVP_DecryptInit_ex(context, EVP_aes_256_ecb(), NULL, key, NULL) == 1);
	const bool good = EVP_DecryptUpdate(context, to, &n, from.at, (int)from.n) == 1 &&
		EVP_DecryptFinal_ex(context, to + n, &last) == 1;
	EVP_CIPHER_CTX_free(context);
	if (!good)
		return ERR_INVALID;
	*out = (bytes){ to, (size_t)(n + last) };
	return OK;
}

bool crypto_equal(bytes a, bytes b) { return a.n == b.n && CRYPTO_memcmp(a.at, b.at, a.n) == 0; }
