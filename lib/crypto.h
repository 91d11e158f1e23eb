/* crypto.h - random bytes, digests, base64, AES, passwords: the only door to OpenSSL and libxcrypt.
 *
 * A primitive that the library lacks is a broken machine, not an error of the caller: must().
 * Functions that give a text give NULL when the arena is full. */
#ifndef CRYPTO_H
#define CRYPTO_H
#include "arena.h"
#include "err.h"
#include "value.h"

enum { CRYPTO_MD5 = 16, CRYPTO_SHA256 = 32, CRYPTO_AES256_KEY = 32, CRYPTO_GCM_NONCE = 12, CRYPTO_GCM_TAG = 16 };

/* Unpredictable bytes of the kernel; at most 256, so that the call is never cut short. */
void crypto_random(void *to, size_t n);

/* MD5 is for protocols that ask for it (WeChat Pay V2), never for secrets of our own. */
void crypto_md5(bytes, uint8_t out[CRYPTO_MD5]);
void crypto_sha256(bytes, uint8_t out[CRYPTO_SHA256]);
void crypto_hmac_sha256(bytes key, bytes, uint8_t out[CRYPTO_SHA256]);

const char *crypto_hex(struct arena *, bytes, bool upper);

/* RFC 4648 with padding, nothing else between or behind. ERR_INVALID, ERR_NOMEM. */
err crypto_base64_decode(struct arena *, const char *, size_t n, bytes *out) MUST_USE;

/* ECB with PKCS7 padding, as refund notices come: ERR_INVALID when the padding is not right. It
 * proves nothing about who wrote the text. */
err crypto_aes256_ecb_decrypt(struct arena *, const uint8_t key[CRYPTO_AES256_KEY], bytes, bytes *out) MUST_USE;

/* AES-256-GCM under one key, whose schedule is made once and kept. A nonce is used once. `with` is not
 * hidden, but must be the same for opening. */
struct crypto_gcm {
	struct evp_cipher_ctx_st *sealing, *opening;
};
void crypto_gcm_begin(struct crypto_gcm *, const uint8_t key[CRYPTO_AES256_KEY]);
void crypto_gcm_end(struct crypto_gcm *);
/* Writes as many bytes as there are, and the tag. */
void crypto_gcm_seal(const struct crypto_gcm *, const uint8_t nonce[CRYPTO_GCM_NONCE], bytes with, bytes plain, uint8_t *to,
	uint8_t tag[CRYPTO_GCM_TAG]);
/* In its place. False when any bit of it, of `with`, the nonce or the tag is another: then what lies there is nothing. */
bool crypto_gcm_open(const struct crypto_gcm *, const uint8_t nonce[CRYPTO_GCM_NONCE], bytes with, uint8_t *at, size_t n,
	const uint8_t tag[CRYPTO_GCM_TAG]) MUST_USE;

/* Takes as long for unlike bytes as for like ones; lengths are no secret. */
bool crypto_equal(bytes, bytes);

/* yescrypt, "$y$…", with fresh salt. The cost doubles the work a step: PASSWORD_COST for people,
 * 1 for tests. ERR_INVALID for a password longer than PASSWORD_MAX bytes. Slow: not inside db_tx. */
enum { PASSWORD_COST = 7, PASSWORD_MAX = 511 };
err crypto_password_hash(struct arena *, const char *password, unsigned cost, const char **out) MUST_USE;

/* Whether the password made the hash. hash NULL (no such account) is false after the same time,
 * so that the clock does not tell which accounts exist. Slow: not inside db_tx. */
bool crypto_password_verify(struct arena *, const char *password, const char *hash);
#endif
