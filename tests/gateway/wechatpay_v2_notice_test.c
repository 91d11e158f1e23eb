#include "../test.h"
#include "../vectors.h"
#include "../../gateway/wechatpay_v2.h"
#include "../../lib/crypto.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena = { .limit = 4 << 20 };
static const struct wechatpay_v2 ours = { .appid = "wxd930ea5d5a258f4f",
	.mch_id = "10000100",
	.api_key = "192006250b4c09247ec02edce69f6a2d",
	.base_url = "http://127.0.0.1" };

static struct json_object *notice(const char *name)
{
	struct json_object *all = vectors_get("wxpay_v2_pay_notify");

	for (size_t i = 0; i < json_object_array_length(all); i++)
		if (vector_is(json_object_array_get_idx(all, i), "name", name))
			return json_object_array_get_idx(all, i);
	fail_msg("no notice %s", name);
	return NULL;
}

/* How each is told apart here; a vector without a row fails the test. */
static void each_notice_of_the_vectors_is_judged(void **state)
{
	static const struct {
		const char *name;
		err want;
		bool success;
	} rows[] = {
		{ "ok_md5", OK, true },
		{ "ok_hmac", OK, true },
		{ "ok_coupon", OK, true },
		{ "amount_mismatch_validly_signed", OK, true },
		{ "bad_amount_tampered", WECHATPAY_UNSIGNED, false },
		{ "bad_sign_other_key", WECHATPAY_UNSIGNED, false },
		{ "bad_sign_empty_key", WECHATPAY_UNSIGNED, false },
		{ "bad_no_sign", WECHATPAY_UNSIGNED, false },
		{ "bad_other_mch", WECHATPAY_FOREIGN, true },
		{ "bad_other_appid", WECHATPAY_FOREIGN, true },
		{ "result_fail", OK, false },
	};
	struct json_object *all = vectors_get("wxpay_v2_pay_notify");
	(void)state;

	assert_int_equal(json_object_array_length(all), TEST_COUNT(rows));
	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct json_object *v = notice(rows[i].name);
		struct wechatpay_v2_notice n = { 0 };
		assert_err(wechatpay_v2_read_payment(&ours, &arena, vector_bytes(v, "xml"), &n), rows[i].want);
		assert_int_equal(n.success, rows[i].success);
		assert_int_equal(rows[i].want == OK && n.success, vector_is(v, "expect", "accept"));
		if (rows[i].want == WECHATPAY_UNSIGNED)
			assert_null(n.out_trade_no); /* untouched */
	}
}

static void a_notice_says_what_a_caller_must_compare(void **state)
{
	struct wechatpay_v2_notice n;
	moment at;
	(void)state;

	assert_err(wechatpay_v2_read_payment(&ours, &arena, vector_bytes(notice("ok_coupon"), "xml"), &n), OK);
	assert_string_equal(n.out_trade_no, "M20261122000001");
	assert_string_equal(n.transaction_id, "4200001234202611221234567890");
	assert_string_equal(n.openid, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
	assert_string_equal(n.fee_type, "CNY");
	assert_string_equal(n.trade_type, "JSAPI");
	assert_string_equal(n.bank_type, "CFT");
	assert_string_equal(n.attach, "mall=1");
	assert_string_equal(n.appid, ours.appid);
	assert_string_equal(n.mch_id, ours.mch_id);
	assert_int_equal(n.total.fen, 888);
	assert_true(n.cash.has);
	assert_int_equal(n.cash.is.fen, 788);
	assert_true(moment_parse("2026-11-22T10:30:00+08:00", &at) && n.time_end.has);
	assert_int_equal(n.time_end.is.ms, at.ms);

	assert_err(wechatpay_v2_read_payment(&ours, &arena, vector_bytes(notice("result_fail"), "xml"), &n), OK);
	assert_string_equal(n.err_code, "ORDERPAID");
	assert_err(wechatpay_v2_read_payment(&ours, &arena, vector_bytes(notice("bad_other_mch"), "xml"), &n), WECHATPAY_FOREIGN);
	assert_string_equal(n.mch_id, "10000999");
	assert_string_equal(n.out_trade_no, "M20261122000001");
}

/* A notice of ours with one field other: NULL leaves it out. Signed anew. */
static bytes notice_with(const char *name, const char *value)
{
	struct message_field base[] = {
		{ "return_code", "SUCCESS" },
		{ "result_code", "SUCCESS" },
		{ "appid", ours.appid },
		{ "mch_id", ours.mch_id },
		{ "out_trade_no", "M1" },
		{ "transaction_id", "T1" },
		{ "total_fee", "888" },
		{ "cash_fee", "888" },
		{ "time_end", "20261122103000" },
	};
	struct message_field *fields = ARENA_NEW(&arena, struct message_field, 16);
	struct message m = { fields, 0 };
	struct text t = { .arena = &arena };
	const char *sign;

	for (size_t i = 0; i < TEST_COUNT(base); i++)
		if (!name || strcmp(base[i].name, name) != 0)
			fields[m.n++] = base[i];
	if (name && value)
		fields[m.n++] = (struct message_field){ name, value };
	assert_err(wechatpay_v2_sign(&ours, &arena, &m, false, &sign), OK);
	fields[m.n++] = (struct message_field){ "sign", sign };
	message_write(&t, "xml", &m);
	return (bytes){ t.at, t.n };
}

static void amounts_are_digits_and_nothing_else(void **state)
{
	static const char *const bad[] = { "", " 888", "888 ", "+888", "-1", "8.88", "0x1", "1e3", "９", "9223372036854775808",
		"99999999999999999999999", "8 8", "888\n" };
	struct wechatpay_v2_notice n = { .total = { 77 } };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(bad); i++) {
		assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("total_fee", bad[i]), &n), WECHATPAY_MALFORMED);
		assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("cash_fee", bad[i]), &n), WECHATPAY_MALFORMED);
	}
	assert_int_equal(n.total.fen, 77);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("total_fee", "100000000000000000"), &n), OK);
	assert_int_equal(n.total.fen, INT64_C(100000000000000000));
	assert_string_equal(n.fee_type, "CNY");
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("fee_type", "USD"), &n), OK);
	assert_string_equal(n.fee_type, "USD");
}

static void what_a_success_needs_must_be_there(void **state)
{
	static const char *const needed[] = { "appid", "mch_id", "result_code", "out_trade_no", "transaction_id", "total_fee" };
	struct wechatpay_v2_notice n;
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(needed); i++)
		assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with(needed[i], NULL), &n), WECHATPAY_MALFORMED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("return_code", NULL), &n), WECHATPAY_UNSIGNED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("return_code", "FAIL"), &n), WECHATPAY_UNSIGNED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("time_end", "20261322103000"), &n), OK);
	assert_false(n.time_end.has);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, notice_with("cash_fee", NULL), &n), OK);
	assert_false(n.cash.has);
}

/* Three fields a coupon (§1.12), and they are signed like all others. */
static void a_notice_with_many_coupons_is_read(void **state)
{
	enum { COUPONS = 20 };
	struct message_field fields[10 + 3 * COUPONS] = {
		{ "return_code", "SUCCESS" },
		{ "result_code", "SUCCESS" },
		{ "appid", ours.appid },
		{ "mch_id", ours.mch_id },
		{ "out_trade_no", "M1" },
		{ "transaction_id", "T1" },
		{ "total_fee", "888" },
		{ "cash_fee", "868" },
		{ "coupon_count", "20" },
	};
	static const char *const values[][2] = { { "coupon_type", "CASH" }, { "coupon_id", "10000" }, { "coupon_fee", "1" } };
	struct message m = { fields, 9 };
	struct text t = { .arena = &arena };
	struct wechatpay_v2_notice n;
	const char *sign;
	(void)state;

	for (int i = 0; i < 3 * COUPONS; i++) {
		char name[32];
		snprintf(name, sizeof name, "%s_%d", values[i % 3][0], i / 3);
		fields[m.n++] = (struct message_field){ arena_strndup(&arena, name, strlen(name)), values[i % 3][1] };
	}
	assert_err(wechatpay_v2_sign(&ours, &arena, &m, true, &sign), OK);
	fields[m.n++] = (struct message_field){ "sign", sign };
	message_write(&t, "xml", &m);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ t.at, t.n }, &n), OK);
	assert_true(n.success);
	assert_int_equal(n.total.fen, 888);
	assert_int_equal(n.cash.is.fen, 868);
	fields[m.n - 2].value = "2";
	t.n = 0;
	message_write(&t, "xml", &m);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ t.at, t.n }, &n), WECHATPAY_UNSIGNED);
}

/* Every byte of a valid notice to two other values, drawn from a seed that is printed; $SEED repeats
 * them. With $LONG to each of the 255. */
static void no_notice_with_another_byte_verifies(void **state)
{
	static const char *const names[] = { "ok_md5", "ok_hmac" };
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : arc4random();
	const bool all = getenv("LONG") && *getenv("LONG");
	const size_t tries = all ? 255 : 2;
	(void)state;

	print_message("SEED=%u\n", seed);
	for (size_t v = 0; v < TEST_COUNT(names); v++) {
		const bytes whole = vector_bytes(notice(names[v]), "xml");
		for (size_t i = 0; i < tries * whole.n; i++) {
			const struct arena_mark mark = arena_mark(&arena);
			struct wechatpay_v2_notice n;
			char *flipped = arena_strndup(&arena, whole.at, whole.n);
			const size_t at = i / tries, change = all ? 1 + i % tries : 1 + (size_t)rand_r(&seed) % 255;
			flipped[at] = (char)(flipped[at] ^ (char)change);
			const err e = wechatpay_v2_read_payment(&ours, &arena, (bytes){ flipped, whole.n }, &n);
			if (e != WECHATPAY_UNSIGNED && e != WECHATPAY_MALFORMED)
				fail_msg("byte %zu as %02x verifies: %s", at, (unsigned char)flipped[at], flipped);
			arena_rewind(&arena, mark);
		}
	}
}

static void foreign_bytes_are_malformed(void **state)
{
	static char big[WECHATPAY_NOTICE_MAX + 1];
	struct wechatpay_v2_notice n;
	struct wechatpay_v2_refund_notice f;
	static const char xxe[] =
		"<!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><return_code>SUCCESS</return_code><attach>&f;</attach></xml>";
	(void)state;

	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ xxe, sizeof xxe - 1 }, &n), WECHATPAY_MALFORMED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ "{}", 2 }, &n), WECHATPAY_MALFORMED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ NULL, 0 }, &n), WECHATPAY_MALFORMED);
	assert_err(wechatpay_v2_read_refund(&ours, &arena, (bytes){ xxe, sizeof xxe - 1 }, &f), WECHATPAY_MALFORMED);
	assert_err(wechatpay_v2_read_payment(&ours, &arena, (bytes){ big, sizeof big }, &n), ERR_TOO_LARGE);
}

/* The limit grows until it suffices: never a fault but ERR_NOMEM, never a byte written before. */
static void too_little_memory_is_said_and_nothing_else_happens(void **state)
{
	struct json_object *enclosed = vectors_get("wxpay_v2_refund_notify");
	bool paid = false, refunded = false;
	(void)state;

	for (size_t limit = 0; !paid || !refunded; limit += 16) {
		struct arena small = { .limit = limit };
		struct wechatpay_v2_notice n = { 0 };
		struct wechatpay_v2_refund_notice f = { 0 };
		assert_in_range(limit, 0, 1 << 20);
		err e = wechatpay_v2_read_payment(&ours, &small, vector_bytes(notice("ok_hmac"), "xml"), &n);
		paid = !e;
		assert_true(e ? e == ERR_NOMEM && !n.appid : n.success);
		arena_reset(&small);
		e = wechatpay_v2_read_refund(&ours, &small, vector_bytes(enclosed, "xml"), &f);
		refunded = !e;
		assert_true(e ? e == ERR_NOMEM && !f.appid : f.amount.fen == 300);
		arena_reset(&small);
	}
}

static err read_sealed(const char *appid, const char *enclosed, struct wechatpay_v2_refund_notice *out)
{
	struct message_field fields[] = { { "return_code", "SUCCESS" }, { "appid", appid }, { "mch_id", ours.mch_id },
		{ "req_info", enclosed } };
	struct text t = { .arena = &arena };

	message_write(&t, "xml", &(struct message){ fields, 4 });
	return wechatpay_v2_read_refund(&ours, &arena, (bytes){ t.at, t.n }, out);
}

static void a_refund_notice_opens_with_our_key_only(void **state)
{
	struct json_object *v = vectors_get("wxpay_v2_refund_notify");
	struct wechatpay_v2_refund_notice n = { 0 };
	struct wechatpay_v2 other = ours;
	const bytes info = vector_bytes(v, "req_info");
	char *bad = arena_strndup(&arena, info.at, info.n);
	moment at;
	(void)state;

	other.api_key = "192006250b4c09247ec02edce69f6a2e";
	assert_err(wechatpay_v2_read_refund(&other, &arena, vector_bytes(v, "xml"), &n), WECHATPAY_UNSIGNED);
	assert_err(read_sealed(ours.appid, arena_strndup(&arena, info.at, info.n - 1), &n), WECHATPAY_UNSIGNED);
	assert_err(read_sealed(ours.appid, arena_strndup(&arena, info.at, info.n / 64 * 32), &n), WECHATPAY_UNSIGNED);
	assert_err(read_sealed(ours.appid, "", &n), WECHATPAY_UNSIGNED);
	bad[40] = bad[40] == 'A' ? 'B' : 'A';
	assert_err(read_sealed(ours.appid, bad, &n), WECHATPAY_MALFORMED);
	assert_null(n.refund_id);
	assert_err(read_sealed("wx0000000000000000", info.at, &n), WECHATPAY_FOREIGN);
	assert_string_equal(n.appid, "wx0000000000000000");
	assert_err(wechatpay_v2_read_refund(&ours, &arena, vector_bytes(v, "xml"), &n), OK);
	assert_string_equal(n.out_refund_no, "R20261122000001");
	assert_string_equal(n.out_trade_no, "M20261122000001");
	assert_string_equal(n.refund_id, "50000408942026112207145868882");
	assert_string_equal(n.transaction_id, "4200001234202611221234567890");
	assert_string_equal(n.receiver, "支付用户零钱");
	assert_string_equal(n.source, "API");
	assert_int_equal(n.status, WECHATPAY_REFUND_SUCCESS);
	assert_int_equal(n.total.fen, 888);
	assert_int_equal(n.amount.fen, 300);
	assert_true(moment_parse("2026-11-22T11:24:13+08:00", &at) && n.success_time.has);
	assert_int_equal(n.success_time.is.ms, at.ms);
}

static void replies_read_as_those_of_others(void **state)
{
	struct json_object *v = vectors_get("wxpay_v2_notify_reply");
	static const char *const members[] = { "fail_xml", "success_xml" };
	struct message theirs, mine;
	(void)state;

	for (int good = 0; good < 2; good++) {
		const char *reply = wechatpay_v2_reply(good, good ? NULL : "sign ]]>error");
		assert_err(message_read(&arena, vector_bytes(v, members[good]), 999, "xml", &theirs), OK);
		assert_err(message_read(&arena, (bytes){ reply, strlen(reply) }, 999, "xml", &mine), OK);
		assert_string_equal(message_find(&mine, "return_code"), message_find(&theirs, "return_code"));
		assert_string_equal(message_find(&mine, "return_msg"), good ? "OK" : message_find(&theirs, "return_msg"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_notice_of_the_vectors_is_judged),
		cmocka_unit_test(a_notice_says_what_a_caller_must_compare),
		cmocka_unit_test(amounts_are_digits_and_nothing_else),
		cmocka_unit_test(what_a_success_needs_must_be_there),
		cmocka_unit_test(a_notice_with_many_coupons_is_read),
		cmocka_unit_test(no_notice_with_another_byte_verifies),
		cmocka_unit_test(foreign_bytes_are_malformed),
		cmocka_unit_test(too_little_memory_is_said_and_nothing_else_happens),
		cmocka_unit_test(a_refund_notice_opens_with_our_key_only),
		cmocka_unit_test(replies_read_as_those_of_others),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
