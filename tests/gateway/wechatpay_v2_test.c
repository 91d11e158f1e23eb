/* Orders at WeChat Pay V2: placed, asked after, closed; and how answers are judged. */
#include "../test.h"
#include "../vectors.h"
#include "channel.h"
#include <stdio.h>
#include <string.h>

static const struct wechatpay_v2_order order = {
	.body = "微商城-订单 <测试>&\"1\"",
	.attach = "mall=1",
	.out_trade_no = "M20261122000001",
	.total = { 888 },
	.client_ip = "14.23.150.211",
	.notify_url = "https://shop.example.com/notify/wxpay",
	.trade = WECHATPAY_JSAPI,
	.openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
};

/* All fields of the vector stand in what we send, but what is drawn anew. */
static void an_order_goes_out_as_others_send_it(void **state)
{
	struct json_object *all = vectors_get("wxpay_v2_unifiedorder_request");
	struct wechatpay_v2_prepay p;
	struct server s;
	(void)state;

	for (size_t i = 0; i < json_object_array_length(all); i++) {
		struct json_object *v = json_object_array_get_idx(all, i);
		struct message theirs, mine;
		channel_ours.hmac = vector_is(v, "sign_type", "HMAC-SHA256");
		channel_serve(&s, ANSWER(true, "prepay_id=wx1", "trade_type=JSAPI"), 200);
		assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &order, &p, NULL), OK);
		assert_string_equal(p.prepay_id, "wx1");
		assert_null(p.code_url);
		mine = channel_arrived(&s, "/pay/unifiedorder");
		assert_err(message_read(&channel_arena, vector_bytes(v, "xml"), 9999, "xml", &theirs), OK);
		assert_int_equal(mine.n, theirs.n);
		for (size_t f = 0; f < theirs.n; f++)
			if (strcmp(theirs.at[f].name, "nonce_str") != 0 && strcmp(theirs.at[f].name, "sign") != 0)
				assert_string_equal(message_find(&mine, theirs.at[f].name), theirs.at[f].value);
	}
	channel_ours.hmac = false;
}

static void the_answer_of_others_is_accepted(void **state)
{
	struct wechatpay_v2_prepay p;
	struct server s;
	(void)state;

	channel_serve(&s, vector_text(vectors_get("wxpay_v2_unifiedorder_response"), "xml"), 200);
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &order, &p, NULL), OK);
	assert_string_equal(p.prepay_id, "wx201411101639507cbf6ffd8b0779950874");
	server_stop(&s);
}

static void each_trade_takes_its_own_fields(void **state)
{
	struct wechatpay_v2_order o = order;
	struct wechatpay_v2_prepay p;
	struct message m;
	struct server s;
	(void)state;

	o.trade = WECHATPAY_NATIVE;
	o.product_id = "P1";
	assert_true(moment_parse("2026-11-22T23:30:05+08:00", &o.expires_at));
	channel_serve(&s, ANSWER(true, "prepay_id=wx1", "code_url=weixin://x"), 200);
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &o, &p, NULL), OK);
	assert_string_equal(p.code_url, "weixin://x");
	m = channel_arrived(&s, "/pay/unifiedorder");
	assert_null(message_find(&m, "openid"));
	assert_string_equal(message_find(&m, "product_id"), "P1");
	assert_string_equal(message_find(&m, "time_expire"), "20261122233005");

	o.trade = WECHATPAY_MWEB;
	o.wap_url = "https://shop.example.com";
	o.wap_name = "微\"商城";
	o.body = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"; /* 43 × 3 bytes */
	channel_serve(&s, ANSWER(true, "prepay_id=wx1", "mweb_url=https://wx/x"), 200);
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &o, &p, NULL), OK);
	assert_string_equal(p.mweb_url, "https://wx/x");
	m = channel_arrived(&s, "/pay/unifiedorder");
	assert_string_equal(message_find(&m, "scene_info"),
		"{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://shop.example.com\",\"wap_name\":\"微\\\"商城\"}}");
	assert_int_equal(strlen(message_find(&m, "body")), 126);
	channel_serve(&s, ANSWER(true, "prepay_id=wx1"), 200);
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &o, &p, NULL), WECHATPAY_MALFORMED);
	server_stop(&s);
}

static void an_order_that_wechat_would_refuse_is_not_sent(void **state)
{
	struct wechatpay_v2_prepay p;
	(void)state;

	channel_ours.base_url = "http://127.0.0.1:1";
/* clang-format off */
#define REFUSED(member, bad) do { struct wechatpay_v2_order o = order; o.member = bad; \
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &o, &p, NULL), ERR_INVALID); } while (0)
	/* clang-format on */
	REFUSED(body, "");
	REFUSED(body, "\xff");
	REFUSED(out_trade_no, "");
	REFUSED(out_trade_no, "a b");
	REFUSED(out_trade_no, "123456789012345678901234567890123");
	REFUSED(total, ((money){ 0 }));
	REFUSED(total, ((money){ -1 }));
	REFUSED(notify_url, "https://shop.example.com/notify?x=1");
	REFUSED(openid, NULL);
	REFUSED(trade, WECHATPAY_NATIVE);
	REFUSED(trade, WECHATPAY_MWEB);
	REFUSED(trade, wechatpay_trade_unset);
	assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &order, &p, NULL), ERR_BUSY);
}

struct answer_row {
	const char *body;
	int status;
	err want;
	const char *err_code;
};

static void answers_are_judged_in_order(void **state)
{
	const char *good = ANSWER(true, "prepay_id=wx1");
	char *tampered = arena_strndup(&channel_arena, good, strlen(good));
	memcpy(strstr(tampered, "wx1"), "wx2", 3);
	const struct answer_row rows[] = {
		{ good, 500, ERR_UNKNOWN, "" },
		{ "busy", 502, ERR_UNKNOWN, "" },
		{ "<html></html>", 200, WECHATPAY_MALFORMED, "" },
		{ "", 200, WECHATPAY_MALFORMED, "" },
		{ "<xml><return_code>FAIL</return_code><return_msg>签名错误</return_msg></xml>", 200, ERR_UNKNOWN, "" },
		{ "<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code><prepay_id>x</prepay_id></xml>", 200,
			WECHATPAY_UNSIGNED, "" },
		{ tampered, 200, WECHATPAY_UNSIGNED, "" },
		{ ANSWER(true, "prepay_id=wx1", "mch_id=10000999"), 200, WECHATPAY_FOREIGN, "" },
		{ ANSWER(true, "prepay_id=wx1", "appid=wx0"), 200, WECHATPAY_FOREIGN, "" },
		{ ANSWER(true, "prepay_id=wx1", "result_code=MAYBE"), 200, WECHATPAY_MALFORMED, "" },
		{ ANSWER(false, "err_code=ORDERPAID", "err_code_des=已支付"), 200, WECHATPAY_REFUSED, "ORDERPAID" },
		{ ANSWER(false, "err_code=SYSTEMERROR"), 200, ERR_UNKNOWN, "SYSTEMERROR" },
		{ ANSWER(false, "err_code=FREQUENCY_LIMITED"), 200, ERR_BUSY, "FREQUENCY_LIMITED" },
		{ ANSWER(true), 200, WECHATPAY_MALFORMED, "" },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		struct wechatpay_v2_prepay p = { "untouched", NULL, NULL };
		struct wechatpay_refusal why;
		struct server s;
		channel_serve(&s, rows[i].body, rows[i].status);
		assert_err(wechatpay_v2_unified_order(&channel_ours, &channel_arena, &order, &p, &why), rows[i].want);
		assert_string_equal(why.err_code, rows[i].err_code);
		assert_string_equal(p.prepay_id, "untouched");
		server_stop(&s);
	}
}

static void a_query_tells_the_state(void **state)
{
	struct wechatpay_v2_state q;
	struct message m;
	struct server s;
	(void)state;

	channel_serve(&s,
		ANSWER(true, "out_trade_no=M1", "trade_state=SUCCESS", "transaction_id=T1", "total_fee=888", "cash_fee=788",
			"openid=o", "time_end=20261122103000"),
		200);
	assert_err(wechatpay_v2_query(&channel_ours, &channel_arena, "M1", &q, NULL), OK);
	m = channel_arrived(&s, "/pay/orderquery");
	assert_string_equal(message_find(&m, "out_trade_no"), "M1");
	assert_int_equal(q.state, WECHATPAY_STATE_SUCCESS);
	assert_string_equal(q.transaction_id, "T1");
	assert_string_equal(q.fee_type, "CNY");
	assert_string_equal(q.openid, "o");
	assert_int_equal(q.total.fen, 888);
	assert_int_equal(q.cash_fee.is.fen, 788);
	assert_true(q.time_end.has);

	const struct {
		const char *body;
		err want;
		enum wechatpay_state is;
	} rows[] = {
		{ ANSWER(true, "out_trade_no=M1", "trade_state=NOTPAY"), OK, WECHATPAY_STATE_NOTPAY },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=CLOSED"), OK, WECHATPAY_STATE_CLOSED },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=USERPAYING"), OK, WECHATPAY_STATE_USERPAYING },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=PAYERROR"), OK, WECHATPAY_STATE_PAYERROR },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=REFUND", "transaction_id=T1", "total_fee=1"), OK,
			WECHATPAY_STATE_REFUND },
		{ ANSWER(false, "err_code=ORDERNOTEXIST"), OK, WECHATPAY_STATE_NOT_EXIST },
		{ ANSWER(false, "err_code=SYSTEMERROR"), ERR_UNKNOWN, 0 },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=NOT_EXIST"), WECHATPAY_MALFORMED, 0 },
		{ ANSWER(true, "out_trade_no=M1", "trade_state=SUCCESS", "transaction_id=T1", "total_fee=-1"), WECHATPAY_MALFORMED,
			0 },
		{ ANSWER(true, "out_trade_no=M2", "trade_state=SUCCESS", "transaction_id=T1", "total_fee=888"), WECHATPAY_FOREIGN,
			0 },
	};
	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		q.state = wechatpay_state_unset;
		channel_serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_query(&channel_ours, &channel_arena, "M1", &q, NULL), rows[i].want);
		assert_int_equal(q.state, rows[i].is);
		server_stop(&s);
	}
}

static void a_query_of_what_many_coupons_paid_is_read(void **state)
{
	enum { COUPONS = 20 };
	static const char *const values[][2] = { { "coupon_type", "CASH" }, { "coupon_id", "10000" }, { "coupon_fee", "1" } };
	const char *more[7 + 3 * COUPONS] = { "out_trade_no=M1", "trade_state=SUCCESS", "transaction_id=T1", "total_fee=888",
		"cash_fee=868", "coupon_count=20" };
	struct wechatpay_v2_state q;
	struct server s;
	(void)state;

	for (int i = 0; i < 3 * COUPONS; i++) {
		char pair[32];
		snprintf(pair, sizeof pair, "%s_%d=%s", values[i % 3][0], i / 3, values[i % 3][1]);
		more[6 + i] = arena_strndup(&channel_arena, pair, strlen(pair));
	}
	channel_serve(&s, channel_answer(true, more), 200);
	assert_err(wechatpay_v2_query(&channel_ours, &channel_arena, "M1", &q, NULL), OK);
	assert_int_equal(q.state, WECHATPAY_STATE_SUCCESS);
	assert_int_equal(q.total.fen, 888);
	assert_int_equal(q.cash_fee.is.fen, 868);
	server_stop(&s);
}

static void a_close_tells_whether_it_was_too_late(void **state)
{
	const struct {
		const char *body;
		err want;
		enum wechatpay_v2_closed is;
	} rows[] = {
		{ ANSWER(true), OK, WECHATPAY_CLOSED },
		{ ANSWER(false, "err_code=ORDERCLOSED"), OK, WECHATPAY_CLOSED },
		{ ANSWER(false, "err_code=ORDERPAID"), OK, WECHATPAY_CLOSED_PAID },
		{ ANSWER(false, "err_code=ORDERNOTEXIST"), OK, WECHATPAY_CLOSED_NOT_EXIST },
		{ ANSWER(false, "err_code=SYSTEMERROR"), ERR_UNKNOWN, 0 },
		{ ANSWER(false, "err_code=SIGNERROR"), WECHATPAY_REFUSED, 0 },
	};
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(rows); i++) {
		enum wechatpay_v2_closed is = wechatpay_v2_closed_unset;
		struct server s;
		channel_serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_close(&channel_ours, &channel_arena, "M1", &is, NULL), rows[i].want);
		assert_int_equal(is, rows[i].is);
		channel_arrived(&s, "/pay/closeorder");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_goes_out_as_others_send_it),
		cmocka_unit_test(the_answer_of_others_is_accepted),
		cmocka_unit_test(each_trade_takes_its_own_fields),
		cmocka_unit_test(an_order_that_wechat_would_refuse_is_not_sent),
		cmocka_unit_test(answers_are_judged_in_order),
		cmocka_unit_test(a_query_tells_the_state),
		cmocka_unit_test(a_query_of_what_many_coupons_paid_is_read),
		cmocka_unit_test(a_close_tells_whether_it_was_too_late),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&channel_arena);
	return rc;
}
