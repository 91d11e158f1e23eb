/* seal.h - personal data at rest: texts that only who has the key can read, and how one is found (reliability R18).
 *
 * What lies in a column is
 *     the key's id, 1 byte | nonce, 12 | AES-256-GCM of the text | tag, 16
 * under a key of the configuration, which stands in no database and no dump. The tag vouches for the key's id too; not
 * for the column, as an order takes over the name of an address as it lies there. Equal texts look unlike: beside one
 * that is looked for lies its index, HMAC-SHA256 under a key of its own.
 *
 * Keys turn over. What is new is sealed under the current one, what is older opens under the old ones, until
 * `micromall rekey` has sealed it anew. The index key stays, or nothing would be found; see docs/operations.md. */
#ifndef SEAL_H
#define SEAL_H
#include "crypto.h"

/* As the configuration has them: key "ID:HEX", an id from 1 to 31 and 64 digits; old_keys any number of those with
 * commas between, or NULL; index_key 64 digits. An id names one key for ever. */
struct seal_keys {
	const char *key, *old_keys, *index_key;
};

/* The first byte tells what is sealed from what is not: no text begins with one so low, as the tables check. */
enum { SEAL_ID_MAX = 31, SEAL_KEYS_MAX = 8, SEAL_HEAD = 1 + CRYPTO_GCM_NONCE, SEAL_MORE = SEAL_HEAD + CRYPTO_GCM_TAG };
enum { SEAL_INDEX = CRYPTO_SHA256 };

struct seal {
	struct {
		unsigned id;
		struct crypto_gcm gcm;
	} key[SEAL_KEYS_MAX]; /* the current one first */
	size_t keys;
	uint8_t index_key[CRYPTO_SHA256];
};

/* Which setting is no key, and why; NULL when all are. Whether one is easily guessed is not asked. */
const char *seal_fault(const struct seal_keys *);
void seal_begin(struct seal *, const struct seal_keys *); /* which have no fault */
void seal_end(struct seal *);

/* Writes plain.n + SEAL_MORE bytes. */
void seal_close(const struct seal *, bytes plain, uint8_t *to);
/* In its place: *text is the text, with a NUL behind. False for what was changed, or sealed under a key that is not here. */
bool seal_open(const struct seal *, uint8_t *at, size_t n, const char **text) MUST_USE;
void seal_index(const struct seal *, bytes, uint8_t out[SEAL_INDEX]);
#endif
