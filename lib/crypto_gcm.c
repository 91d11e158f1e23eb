#include "crypto.h"
#include "must.h"
#include <limits.h>
#include <openssl/evp.h>

static EVP_CIPHER_CTX *context_of(const uint8_t key[CRYPTO_AES256_KEY], int sealing)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();

	must(context && EVP_CipherInit_ex(context, EVP_aes_256_gcm(), NULL, key, NULL, sealing) == 1);
	return context;
}

void crypto_gcm_begin(struct crypto_gcm *g, const uint8_t key[CRYPTO_AES256_KEY])
{
	*g = (struct crypto_gcm){ .sealing = context_of(key, 1), .opening = context_of(key, 0) };
}

void crypto_gcm_end(struct crypto_gcm *g)
{
	EVP_CIPHER_CTX_free(g->sealing);
	EVP_CIPHER_CTX_free(g->opening);
	*g = (struct crypto_gcm){ 0 };
}

/* The nonce, what is only vouched for, and the bytes themselves; -1 keeps whether the context seals. */
static void run(EVP_CIPHER_CTX *context, const uint8_t *nonce, bytes with, const uint8_t *from, size_t n, uint8_t *to)
{
	int done = 0;

	must(n <= INT_MAX && with.n <= INT_MAX);
	must(EVP_CipherInit_ex(context, NULL, NULL, NULL, nonce, -1) == 1);
	must(EVP_CipherUpdate(context, NULL, &done, with.at, (int)with.n) == 1);
	must(n == 0 || (EVP_CipherUpdate(context, to, &done, from, (int)n) == 1 && done == (int)n));
}

void crypto_gcm_seal(const struct crypto_gcm *g, const uint8_t nonce[CRYPTO_GCM_NONCE], bytes with, bytes plain, uint8_t *to,
	uint8_t tag[CRYPTO_GCM_TAG])
{
	uint8_t none[1];
	int done;

	run(g->sealing, nonce, with, plain.at, plain.n, to);
	must(EVP_CipherFinal_ex(g->sealing, none, &done) == 1 && done == 0);
	must(EVP_CIPHER_CTX_ctrl(g->sealing, EVP_CTRL_AEAD_GET_TAG, CRYPTO_GCM_TAG, tag) == 1);
}

bool crypto_gcm_open(const struct crypto_gcm *g, const uint8_t nonce[CRYPTO_GCM_NONCE], bytes with, uint8_t *at, size_t n,
	const uint8_t tag[CRYPTO_GCM_TAG])
{
	uint8_t want[CRYPTO_GCM_TAG], none[1];
	int done;

	for (size_t i = 0; i < sizeof want; i++)
		want[i] = tag[i];
	run(g->opening, nonce, with, at, n, at);
	must(EVP_CIPHER_CTX_ctrl(g->opening, EVP_CTRL_AEAD_SET_TAG, CRYPTO_GCM_TAG, want) == 1);
	return EVP_CipherFinal_ex(g->opening, none, &done) == 1;
}
