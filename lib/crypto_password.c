#include "crypto.h"
#include "effects.h"
#include "must.h"
#include <crypt.h>
#include <openssl/crypto.h>
#include <string.h>

_Static_assert(PASSWORD_MAX < CRYPT_MAX_PASSPHRASE_SIZE, "libxcrypt takes no longer one");

/* Of a random password, at PASSWORD_COST: what an unknown account is compared with. */
static const char nobody[] = "$y$jBT$YipC2J9r2NkUvOMAdZ9uy0$DM9OLNKe/kyxQ1fZYVKHzEtSa4XLVJZieJsmHXCHm02";

/* The hash, in a context of the arena that holds traces of the password until wiped; NULL on failure. */
static const char *crypt_in(struct crypt_data *context, const char *password, const char *setting)
{
	must(!effects_forbidden());
	const char *hash = crypt_r(password, setting, context);

	return hash && *hash != '*' ? hash : NULL;
}

err crypto_password_hash(struct arena *a, const char *password, unsigned cost, const char **out)
{
	char setting[CRYPT_GENSALT_OUTPUT_SIZE];
	struct crypt_data *context = ARENA_NEW(a, struct crypt_data, 1);
	uint8_t salt[16];

	if (strlen(password) > PASSWORD_MAX)
		return ERR_INVALID;
	if (!context)
		return ERR_NOMEM;
	crypto_random(salt, sizeof salt);
	must(crypt_gensalt_rn("$y$", cost, (const char *)salt, sizeof salt, setting, sizeof setting));
	const char *hash = crypt_in(context, password, setting);
	const char *kept = hash ? arena_strndup(a, hash, strlen(hash)) : NULL;
	OPENSSL_cleanse(context, sizeof *context);
	if (!kept)
		return ERR_NOMEM;
	*out = kept;
	return OK;
}

bool crypto_password_verify(struct arena *a, const char *password, const char *hash)
{
	const struct arena_mark mark = arena_mark(a);
	struct crypt_data *context = ARENA_NEW(a, struct crypt_data, 1);
	const char *want = hash ? hash : nobody;

	if (!context || strlen(password) > PASSWORD_MAX)
		return false;
	const char *is = crypt_in(context, password, want);
	const bool same = is && crypto_equal((bytes){ is, strlen(is) }, (bytes){ want, strlen(want) });
	OPENSSL_cleanse(context, sizeof *context);
	arena_rewind(a, mark);
	return same && hash;
}
