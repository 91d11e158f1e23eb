#include "../test.h"
#include "../vectors.h"
#include "../../lib/crypto.h"
#include "../../lib/effects.h"
#include "../../lib/text.h"
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

static bytes from_hex(const char *s)
{
	const size_t n = strlen(s) / 2;
	uint8_t *to = ARENA_NEW(&arena, uint8_t, n);

	for (size_t i = 0; i < n; i++)
		to[i] = (uint8_t)(text_hex(s[2 * i]) << 4 | text_hex(s[2 * i + 1]));
	return (bytes){ to, n };
}

/* McGrew and Viega, test case 16. */
static void gcm_seals_as_its_authors_did_and_opens_no_other(void **state)
{
	const bytes key = from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
		    nonce = from_hex("cafebabefacedbaddecaf888"), with = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
		    plain = from_hex(
			    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
			    "b16aedf5aa0de657ba637b39"),
		    closed = from_hex(
			    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
			    "c5f61e6393ba7a0abcc9f662"),
		    want = from_hex("76fc6ece0f4e1768cddf8853bb2d551b");
	const bytes without = { with.at, with.n - 1 };
	uint8_t to[60], tag[CRYPTO_GCM_TAG];
	struct crypto_gcm g;
	(void)state;

	crypto_gcm_begin(&g, key.at);
	for (int twice = 0; twice < 2; twice++) { /* the contexts are used again */
		crypto_gcm_seal(&g, nonce.at, with, plain, to, tag);
		assert_memory_equal(to, closed.at, sizeof to);
		assert_memory_equal(tag, want.at, sizeof tag);
		assert_false(
			crypto_gcm_open(&g, nonce.at, without, to, sizeof to, tag)); /* what it stands with is vouched for too */
		memcpy(to, closed.at, sizeof to);
		assert_true(crypto_gcm_open(&g, nonce.at, with, to, sizeof to, tag));
		assert_memory_equal(to, plain.at, sizeof to);
	}
	crypto_gcm_end(&g);
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
		cmocka_unit_test(gcm_seals_as_its_authors_did_and_opens_no_other),
		cmocka_unit_test(random_bytes_differ_and_equal_bytes_are_equal),
		cmocka_unit_test(a_password_opens_its_own_hash_only),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
