#include "../test.h"
#include "../vectors.h"
#include "../../gateway/wechatpay_v2.h"
#include "../../lib/crypto.h"
#include <stdlib.h>
#include <string.h>

static struct arena arena = { .limit = 4 << 20 };
static struct wechatpay_v2 ours = { .appid = "wxd930ea5d5a258f4f",
	.mch_id = "10000100",
	.api_key = "192006250b4c09247ec02edce69f6a2d",
	.base_url = "http://127.0.0.1" };

static struct message message_from(struct json_object *fields)
{
	struct message m = { ARENA_NEW(&arena, struct message_field, MESSAGE_FIELDS_MAX), 0 };

	json_object_object_foreach(fields, name, value) m.at[m.n++] = (struct message_field){ name, json_object_get_string(value) };
	return m;
}

static struct message with(struct message m, const char *name, const char *value)
{
	m.at[m.n++] = (struct message_field){ name, value };
	return m;
}

/* The vector's own string, digested by us: says that the string was ours, too. */
static void signs_of_others_come_out_the_same(void **state)
{
	struct json_object *all = vectors_get("wxpay_v2_sign");
	(void)state;

	for (size_t i = 0; i < json_object_array_length(all); i++) {
		struct json_object *v = json_object_array_get_idx(all, i);
		const bytes text = vector_bytes(v, "string_to_sign");
		struct wechatpay_v2 w = ours;
		const struct message m = message_from(vector_member(v, "params"));
		const char *sign;
		uint8_t digest[CRYPTO_MD5];

		w.api_key = strstr(text.at, "&key=") + 5;
		assert_err(wechatpay_v2_sign(&w, &arena, &m, false, &sign), OK);
		assert_string_equal(sign, vector_text(v, "md5"));
		crypto_md5(text, digest);
		assert_string_equal(sign, crypto_hex(&arena, (bytes){ digest, sizeof digest }, true));
		assert_err(wechatpay_v2_sign(&w, &arena, &m, true, &sign), OK);
		assert_string_equal(sign, vector_text(v, "hmac_sha256"));
		if (!message_find(&m, "sign")) {
			assert_err(wechatpay_v2_verify(
					   &w, &arena, &(struct message){ with(m, "sign", vector_text(v, "md5")).at, m.n + 1 }),
				OK);
			assert_err(wechatpay_v2_verify(&w, &arena,
					   &(struct message){ with(m, "sign", vector_text(v, "hmac_sha256")).at, m.n + 1 }),
				OK);
		}
	}
}

static void requests_of_others_verify(void **state)
{
	struct json_object *all = vectors_get("wxpay_v2_unifiedorder_request");
	(void)state;

	for (size_t i = 0; i < json_object_array_length(all); i++) {
		struct json_object *v = json_object_array_get_idx(all, i);
		struct message m;
		assert_err(message_read(&arena, vector_bytes(v, "xml"), 9999, "xml", &m), OK);
		assert_string_equal(message_find(&m, "body"), "微商城-订单 <测试>&\"1\"");
		assert_err(wechatpay_v2_verify(&ours, &arena, &m), OK);
		assert_string_equal(message_find(&m, "sign"), vector_text(v, "sign"));
	}
}

static err verify_as(const char *type, bool hmac, const char *key)
{
	struct message_field fields[8] = { { "a", "1" } };
	struct message m = { fields, 1 };
	struct wechatpay_v2 other = ours;
	const char *sign;

	if (type)
		m = with(m, "sign_type", type);
	if (key)
		other.api_key = key;
	assert_err(wechatpay_v2_sign(&other, &arena, &m, hmac, &sign), OK);
	m = with(m, "sign", sign);
	return wechatpay_v2_verify(key ? &other : &ours, &arena, &m);
}

static void only_the_two_types_by_their_exact_names_verify(void **state)
{
	(void)state;
	assert_err(verify_as("MD5", false, NULL), OK);
	assert_err(verify_as("HMAC-SHA256", true, NULL), OK);
	assert_err(verify_as(NULL, false, NULL), OK);
	assert_err(verify_as(NULL, true, NULL), OK);
	assert_err(verify_as("md5", false, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as("", false, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as("HMAC-SHA256", false, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as("MD5", true, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as("hmac-sha256", true, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as("RSA", true, NULL), WECHATPAY_UNSIGNED);
	assert_err(verify_as(NULL, false, ""), WECHATPAY_UNSIGNED);
	assert_err(verify_as(NULL, false, "192006250b4c09247ec02edce69f6a2"), WECHATPAY_UNSIGNED);
	assert_err(verify_as(NULL, false, "192006250b4c09247ec02edce69f6a2d0"), WECHATPAY_UNSIGNED);
}

static void client_parameters_are_signed_as_others_sign_them(void **state)
{
	struct json_object *v = vectors_get("wxpay_v2_client_params");
	static const char *const kinds[][2] = { { "jsapi", "paySign" }, { "app", "sign" } };
	struct wechatpay_v2_jsapi p;
	const char *sign;
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
		struct json_object *want = vector_member(v, kinds[i][0]);
		struct message m = message_from(want);
		for (size_t f = 0; f < m.n; f++)
			if (strcmp(m.at[f].name, kinds[i][1]) == 0)
				m.at[f].value = "";
		assert_err(wechatpay_v2_sign(&ours, &arena, &m, false, &sign), OK);
		assert_string_equal(sign, vector_text(want, kinds[i][1]));
	}
	for (int hmac = 0; hmac < 2; hmac++) {
		ours.hmac = hmac;
		assert_err(wechatpay_v2_jsapi_params(
				   &ours, &arena, "wx201411101639507cbf6ffd8b0779950874", (moment){ 1795358710999 }, &p),
			OK);
		assert_string_equal(p.timeStamp, "1795358710");
		assert_string_equal(p.package, "prepay_id=wx201411101639507cbf6ffd8b0779950874");
		assert_string_equal(p.signType, hmac ? "HMAC-SHA256" : "MD5");
		assert_int_equal(strlen(p.nonceStr), 32);
		struct message_field fields[] = { { "appId", p.appId }, { "nonceStr", p.nonceStr }, { "package", p.package },
			{ "signType", p.signType }, { "timeStamp", p.timeStamp } };
		assert_err(wechatpay_v2_sign(&ours, &arena, &(struct message){ fields, 5 }, hmac, &sign), OK);
		assert_string_equal(p.paySign, sign);
	}
	ours.hmac = false;
}

static void a_configuration_with_a_fault_says_so(void **state)
{
	struct wechatpay_v2 w = ours;
	struct wechatpay_v2_jsapi p;
	(void)state;

	assert_null(wechatpay_v2_fault(&w));
	w.api_key = "192006250b4c09247ec02edce69f6a2";
	assert_non_null(wechatpay_v2_fault(&w));
	w.api_key = "192006250b4c09247ec02edce69f6a2 ";
	assert_non_null(wechatpay_v2_fault(&w));
	w.api_key = NULL;
	assert_non_null(wechatpay_v2_fault(&w));
	assert_err(wechatpay_v2_jsapi_params(&w, &arena, "x", (moment){ 0 }, &p), WECHATPAY_UNSET);
	w = ours, w.appid = "";
	assert_non_null(wechatpay_v2_fault(&w));
	w = ours, w.mch_id = "x";
	assert_non_null(wechatpay_v2_fault(&w));
	w = ours, w.base_url = "api.mch.weixin.qq.com";
	assert_non_null(wechatpay_v2_fault(&w));
	w = ours, w.cert = "cert.pem";
	assert_non_null(wechatpay_v2_fault(&w));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_of_others_come_out_the_same),
		cmocka_unit_test(requests_of_others_verify),
		cmocka_unit_test(only_the_two_types_by_their_exact_names_verify),
		cmocka_unit_test(client_parameters_are_signed_as_others_sign_them),
		cmocka_unit_test(a_configuration_with_a_fault_says_so),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
