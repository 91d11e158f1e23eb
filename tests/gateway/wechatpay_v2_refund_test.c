/* Refunds at WeChat Pay V2, and the bill of a day. */
#include "../test.h"
#include "../vectors.h"
#include "channel.h"
#include <stdio.h>
#include <string.h>

static const struct wechatpay_v2_refund refund = {
	.transaction_id = "T1", .out_refund_no = "R1", .total = { 888 }, .amount = { 300 }, .reason = "缺货"
};

static void a_refund_is_accepted_under_our_number(void **state)
{
	struct wechatpay_v2_refunded done;
	struct wechatpay_v2_refund bad = refund;
	struct message m;
	struct server s;
	(void)state;

	channel_serve(&s, ANSWER(true, "refund_id=5000", "out_refund_no=R1", "refund_fee=300"), 200);
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &refund, &done, NULL), OK);
	assert_string_equal(done.refund_id, "5000");
	assert_int_equal(done.amount.fen, 300);
	m = channel_arrived(&s, "/secapi/pay/refund");
	assert_string_equal(message_find(&m, "transaction_id"), "T1");
	assert_string_equal(message_find(&m, "out_refund_no"), "R1");
	assert_string_equal(message_find(&m, "total_fee"), "888");
	assert_string_equal(message_find(&m, "refund_fee"), "300");
	assert_string_equal(message_find(&m, "refund_desc"), "缺货");
	channel_serve(&s, ANSWER(true, "refund_id=5000", "out_refund_no=R2", "refund_fee=300"), 200);
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &refund, &done, NULL), WECHATPAY_FOREIGN);
	server_stop(&s);
	bad.amount.fen = 889;
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.amount.fen = 0;
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.out_trade_no = "M1";
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.transaction_id = NULL;
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &bad, &done, NULL), ERR_INVALID);
	channel_ours.base_url = "https://127.0.0.1:1";
	assert_err(wechatpay_v2_refund(&channel_ours, &channel_arena, &refund, &done, NULL), WECHATPAY_UNSET);
}

static void a_refund_query_finds_ours_in_the_list(void **state)
{
	const struct {
		const char *body;
		err want;
		enum wechatpay_refund_status is;
	} rows[] = {
		{ ANSWER(true, "refund_count=2", "out_refund_no_0=R0", "refund_status_0=CHANGE", "refund_id_0=1", "refund_fee_0=1",
			  "out_refund_no_1=R1", "refund_status_1=SUCCESS", "refund_id_1=2", "refund_fee_1=300",
			  "refund_recv_accout_1=零钱"),
			OK, WECHATPAY_REFUND_SUCCESS },
		{ ANSWER(true, "out_refund_no_0=R1", "refund_status_0=PROCESSING", "refund_id_0=2", "refund_fee_0=300"), OK,
			WECHATPAY_REFUND_PROCESSING },
		{ ANSWER(true, "out_refund_no_0=R1", "refund_status_0=REFUNDCLOSE", "refund_id_0=2", "refund_fee_0=300"), OK,
			WECHATPAY_REFUND_CLOSED },
		{ ANSWER(false, "err_code=REFUNDNOTEXIST"), OK, WECHATPAY_REFUND_NOT_EXIST },
		{ ANSWER(true, "out_refund_no_0=R2", "refund_status_0=SUCCESS", "refund_id_0=2", "refund_fee_0=300"),
			WECHATPAY_FOREIGN, 0 },
		{ ANSWER(true, "out_refund_no_0=R1", "refund_status_0=DONE", "refund_id_0=2", "refund_fee_0=300"),
			WECHATPAY_MALFORMED, 0 },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct wechatpay_v2_refund_state is = { 0 };
		struct server s;
		channel_serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_refund_query(&channel_ours, &channel_arena, "R1", &is, NULL), rows[i].want);
		assert_int_equal(is.status, rows[i].is);
		if (i == 0) {
			assert_string_equal(is.refund_id, "2");
			assert_string_equal(is.receiver, "零钱");
			assert_int_equal(is.amount.fen, 300);
		}
		channel_arrived(&s, "/pay/refundquery");
	}
}

static void a_bill_is_text_or_a_refusal(void **state)
{
	static const struct {
		const char *body;
		int status;
		err want;
		const char *err_code;
	} rows[] = {
		{ "\xef\xbb\xbf交易时间,…\r\n", 200, OK, "" },
		{ "<xml><return_code>FAIL</return_code><return_msg>No Bill Exist</return_msg><error_code>20002</error_code></xml>",
			200, OK, "" },
		{ "<xml><return_code>FAIL</return_code><return_msg>Bill Creating</return_msg></xml>", 200, ERR_BUSY, "" },
		{ "<xml><return_code>FAIL</return_code><return_msg>invalid bill_type</return_msg><error_code>20001</error_code></xml>",
			200, WECHATPAY_REFUSED, "20001" },
		{ "<xml>", 200, WECHATPAY_MALFORMED, "" },
		{ "x", 500, ERR_UNKNOWN, "" },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct wechatpay_refusal why;
		struct server s;
		bytes bill = { 0 };
		channel_serve(&s, rows[i].body, rows[i].status);
		assert_err(wechatpay_v2_bill(&channel_ours, &channel_arena, "20261122", &bill, &why), rows[i].want);
		assert_int_equal(bill.n, i == 0 ? strlen(rows[0].body) : 0);
		if (rows[i].want == WECHATPAY_REFUSED)
			assert_string_equal(why.err_code, rows[i].err_code);
		const struct message m = channel_arrived(&s, "/pay/downloadbill");
		assert_string_equal(message_find(&m, "bill_date"), "20261122");
	}
}

static struct json_object *row(struct json_object *bill, size_t i)
{
	return json_object_array_get_idx(vector_member(vector_member(bill, "parsed_by_axios_plugin"), "rows"), i);
}

/* "8.88" as fen. */
static int64_t fen(struct json_object *of, const char *column)
{
	long long yuan, rest;

	assert_int_equal(sscanf(vector_text(of, column), "%lld.%02lld", &yuan, &rest), 2);
	return yuan * 100 + rest;
}

static void the_bill_reads_as_others_read_it(void **state)
{
	struct json_object *v = vectors_get("wxpay_bill_csv");
	struct wechatpay_v2_bill_lines lines;
	moment at;
	(void)state;

	assert_err(wechatpay_v2_bill_read(&channel_arena, vector_bytes(v, "text_with_bom"), &lines), OK);
	assert_int_equal(lines.n, 2);
	for (size_t i = 0; i < lines.n; i++) {
		const struct wechatpay_v2_bill_line *l = &lines.at[i];
		assert_string_equal(wechatpay_bill_state_words.at[l->state], vector_text(row(v, i), "交易状态"));
		assert_string_equal(l->transaction_id, vector_text(row(v, i), "微信订单号"));
		assert_string_equal(l->out_trade_no, vector_text(row(v, i), "商户订单号"));
		assert_string_equal(l->currency, vector_text(row(v, i), "货币种类"));
		assert_string_equal(l->refund_id, vector_text(row(v, i), "微信退款单号"));
		assert_string_equal(l->out_refund_no, vector_text(row(v, i), "商户退款单号"));
		assert_int_equal(l->amount.fen, fen(row(v, i), "订单金额"));
		assert_int_equal(l->refunded.fen, fen(row(v, i), "申请退款金额"));
	}
	assert_true(lines.at[0].at.has && moment_parse("2026-11-21T10:30:00+08:00", &at) && lines.at[0].at.is.ms == at.ms);
	assert_err(wechatpay_v2_bill_read(&channel_arena, (bytes){ "", 0 }, &lines), OK);
	assert_int_equal(lines.n, 0);
}

/* A bill that was cut off must not pass for a day with less trade. */
static void a_bill_that_is_not_whole_is_none(void **state)
{
	struct json_object *v = vectors_get("wxpay_bill_csv");
	const bytes whole = vector_bytes(v, "text_with_bom");
	struct wechatpay_v2_bill_lines lines = { NULL, 77 };
	(void)state;

	for (size_t n = 1; n < whole.n; n++) {
		const struct arena_mark here = arena_mark(&channel_arena);
		assert_err(wechatpay_v2_bill_read(&channel_arena, (bytes){ whole.at, n }, &lines), WECHATPAY_MALFORMED);
		arena_rewind(&channel_arena, here);
	}
	static const char *const spoilt[][2] = { { "`8.88,`0.00,`0,", "`8.8,`0.00,`0,0" }, { "`SUCCESS,`CFT", "`SUCCEED,`CFT" },
		{ "`2,`8.88", "`3,`8.88" }, { "`0.03000,`8.88", "`0.03000,`8.87" }, { "商户订单号", "商户订单名" } };
	for (size_t i = 0; i < TEST_COUNT(spoilt); i++) {
		char *text = arena_strndup(&channel_arena, whole.at, whole.n), *at = strstr(text, spoilt[i][0]);
		assert_non_null(at);
		memcpy(at, spoilt[i][1], strlen(spoilt[i][1]));
		assert_err(wechatpay_v2_bill_read(&channel_arena, (bytes){ text, whole.n }, &lines), WECHATPAY_MALFORMED);
	}
	assert_int_equal(lines.n, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refund_is_accepted_under_our_number),
		cmocka_unit_test(a_refund_query_finds_ours_in_the_list),
		cmocka_unit_test(a_bill_is_text_or_a_refusal),
		cmocka_unit_test(the_bill_reads_as_others_read_it),
		cmocka_unit_test(a_bill_that_is_not_whole_is_none),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&channel_arena);
	return rc;
}
