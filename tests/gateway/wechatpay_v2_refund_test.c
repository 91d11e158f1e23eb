/* Refunds at WeChat Pay V2, and the bill of a day. */
#include "../test.h"
#include "channel.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refund_is_accepted_under_our_number),
		cmocka_unit_test(a_refund_query_finds_ours_in_the_list),
		cmocka_unit_test(a_bill_is_text_or_a_refusal),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&channel_arena);
	return rc;
}
