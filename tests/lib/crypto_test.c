#include "../test.h"
#include "../vectors.h"
#include "../../lib/crypto.h"
#include "../../lib/effects.h"
#include <string.h>

static struct arena arena = { .limit = 1 << 20 };
#define BYTES(s) ((bytes){ s, strlen(s) })

static void digests_are_those_of_the_books(void **state)
{
	uint8_t d[CRYPTO_SHA256];
	(void)state;

	crypto_md5(BYTES("abc"), d);
	assert_string_equal(crypto_hex(&arena, (bytes){ d, CRYPTO_MD5 }, false), "900150983cd24fb0d6963f7d28e17f72");
	crypto_sha256(BYTES("abc"), d);
	assert_string_equal(crypto_hex(&arena, (bytes){ d, sizeof d }, false),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	crypto_hmac_sha256(BYTES("Jefe"), BYTES("what do ya want for nothing?"), d); /* RFC 4231, 2 */
	assert_string_equal(crypto_hex(&arena, (bytes){ d, sizeof d }, true),
		"5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
	crypto_sha256((bytes){ 0 }, d);
	assert_string_equal(crypto_hex(&arena, (bytes){ d, 4 }, false), "e3b0c442");
}

static void base64_has_one_spelling(void **state)
{
	static const char *const good[][2] = { { "", "" }, { "Zg==", "f" }, { "Zm8=", "fo" }, { "Zm9v", "foo" },
		{ "Zm9vYg==", "foob" }, { "+/+/", "\xfb\xff\xbf" } };
	static const char *const bad[] = { "Z", "Zg=", "Zg", "Zh==", "Zm9=", "Zm9v\n", "Zm 9", "====", "=",
		"Zg==Zg==", "Z===", "Zm-_", "Zg=a" };
	bytes out = { 0 };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(good); i++) {
		assert_err(crypto_base64_decode(&arena, good[i][0], strlen(good[i][0]), &out), OK);
		assert_int_equal(out.n, strlen(good[i][1]));
		assert_memory_equal(out.at, good[i][1], out.n);
	}
	const bytes before = out;
	for (size_t i = 0; i < TEST_COUNT(bad); i++)
		assert_err(crypto_base64_decode(&arena, bad[i], strlen(bad[i]), &out), ERR_INVALID);
	assert_ptr_equal(out.at, before.at);
}

static void aes_opens_what_others_closed(void **state)
{
	struct json_object *v = vectors_get("wxpay_v2_refund_notify");
	const bytes key = vector_bytes(v, "aes_key_ascii"), text = vector_bytes(v, "req_info");
	bytes closed, plain;
	uint8_t other[CRYPTO_AES256_KEY];
	(void)state;

	assert_int_equal(key.n, sizeof other);
	assert_err(crypto_base64_decode(&arena, text.at, text.n, &closed), OK);
	assert_err(crypto_aes256_ecb_decrypt(&arena, key.at, closed, &plain), OK);
	assert_int_equal(plain.n, vector_bytes(v, "plaintext").n);
	assert_memory_equal(plain.at, vector_bytes(v, "plaintext").at, plain.n);
	assert_err(crypto_aes256_ecb_decrypt(&arena, key.at, (bytes){ closed.at, closed.n - 1 }, &plain), ERR_INVALID);
	assert_err(crypto_aes256_ecb_decrypt(&arena, key.at, (bytes){ closed.at, closed.n - 16 }, &plain), ERR_INVALID);
	assert_err(crypto_aes256_ecb_decrypt(&arena, key.at, (bytes){ closed.at, 0 }, &plain), ERR_INVALID);
	memcpy(other, key.at, sizeof other);
	other[0] ^= 1;
	assert_err(crypto_aes256_ecb_decrypt(&arena, other, closed, &plain), ERR_INVALID);
}

static void random_bytes_differ_and_equal_bytes_are_equal(void **state)
{
	uint8_t a[32] = { 0 }, b[32] = { 0 };
	(void)state;

	assert_true(crypto_equal((bytes){ a, 32 }, (bytes){ b, 32 }));
	crypto_random(a, sizeof a);
	crypto_random(b, sizeof b);
	assert_false(crypto_equal((bytes){ a, 32 }, (bytes){ b, 32 }));
	assert_false(crypto_equal((bytes){ a, 32 }, (bytes){ a, 31 }));
	assert_true(crypto_equal((bytes){ a, 0 }, (bytes){ b, 0 }));
}

static void a_password_opens_its_own_hash_only(void **state)
{
	const char *hash, *again;
	char longest[PASSWORD_MAX + 2];
	(void)state;

	assert_err(crypto_password_hash(&arena, "开门", 1, &hash), OK);
	assert_err(crypto_password_hash(&arena, "开门", 1, &again), OK);
	assert_int_equal(strncmp(hash, "$y$", 3), 0);
	assert_string_not_equal(hash, again);
	assert_true(crypto_password_verify(&arena, "开门", hash));
	assert_false(crypto_password_verify(&arena, "开门 ", hash));
	assert_false(crypto_password_verify(&arena, "", hash));
	assert_false(crypto_password_verify(&arena, "x", NULL));
	assert_false(crypto_password_verify(&arena, "x", ""));
	assert_false(crypto_password_verify(&arena, "x", "*0"));
	assert_false(crypto_password_verify(&arena, "x", "x"));
	memset(longest, 'a', sizeof longest);
	longest[sizeof longest - 1] = 0;
	assert_err(crypto_password_hash(&arena, longest, 1, &hash), ERR_INVALID);
	assert_false(crypto_password_verify(&arena, longest, hash));
	longest[PASSWORD_MAX] = 0;
	assert_err(crypto_password_hash(&arena, longest, 1, &hash), OK);
	assert_true(crypto_password_verify(&arena, longest, hash));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_those_of_the_books),
		cmocka_unit_test(base64_has_one_spelling),
		cmocka_unit_test(aes_opens_what_others_closed),
		cmocka_unit_test(random_bytes_differ_and_equal_bytes_are_equal),
		cmocka_unit_test(a_password_opens_its_own_hash_only),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
