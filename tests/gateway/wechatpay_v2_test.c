#include "../test.h"
#include "../vectors.h"
#include "server.h"
#include "../../gateway/wechatpay_v2.h"
#include <stdio.h>
#include <string.h>

static struct arena arena = { .limit = 8 << 20 };
static struct wechatpay_v2 ours = {
	.appid = "wxd930ea5d5a258f4f", .mch_id = "10000100", .api_key = "192006250b4c09247ec02edce69f6a2d"
};
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

/* An answer of WeChat: "name=value" each, signed as the request was. */
static const char *signed_answer(bool good, const char *const *more)
{
	struct message_field fields[32] = { { "return_code", "SUCCESS" }, { "appid", ours.appid }, { "mch_id", ours.mch_id },
		{ "nonce_str", "n" }, { "result_code", good ? "SUCCESS" : "FAIL" } };
	struct message m = { fields, 5 };
	struct text t = { .arena = &arena };
	const char *sign;

	for (; *more; more++) {
		const char *split = strchr(*more, '=');
		const char *name = arena_strndup(&arena, *more, (size_t)(split - *more));
		size_t at = 0;
		while (at < m.n && strcmp(fields[at].name, name) != 0)
			at++;
		fields[at] = (struct message_field){ name, split + 1 };
		m.n += at == m.n;
	}
	assert_err(wechatpay_v2_sign(&ours, &arena, &m, ours.hmac, &sign), OK);
	fields[m.n++] = (struct message_field){ "sign", sign };
	message_write(&t, "xml", &m);
	text_add(&t, "", 1);
	return t.at;
}
#define ANSWER(good, ...) signed_answer(good, (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

static void serve(struct server *s, const char *body, int status)
{
	server_start(s, &(struct server_answer){ .status = status, .body = body }, 1);
	ours.base_url = s->base;
}

/* What arrived: to that path, verifying under our key. */
static struct message arrived(struct server *s, const char *path)
{
	const char *asked = server_asked(s), *body = strstr(asked, "\r\n\r\n") + 4;
	char line[128];
	struct message m;

	snprintf(line, sizeof line, "POST %s HTTP/1.1\r\n", path);
	assert_int_equal(strncmp(asked, line, strlen(line)), 0);
	assert_err(message_read(&arena, (bytes){ body, strlen(body) }, 9999, "xml", &m), OK);
	assert_err(wechatpay_v2_verify(&ours, &arena, &m), OK);
	assert_string_equal(message_find(&m, "sign_type"), ours.hmac ? "HMAC-SHA256" : "MD5");
	assert_string_equal(message_find(&m, "appid"), ours.appid);
	assert_string_equal(message_find(&m, "mch_id"), ours.mch_id);
	assert_int_equal(strlen(message_find(&m, "nonce_str")), 32);
	server_stop(s);
	return m;
}

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
		ours.hmac = vector_is(v, "sign_type", "HMAC-SHA256");
		serve(&s, ANSWER(true, "prepay_id=wx1", "trade_type=JSAPI"), 200);
		assert_err(wechatpay_v2_unified_order(&ours, &arena, &order, &p, NULL), OK);
		assert_string_equal(p.prepay_id, "wx1");
		assert_null(p.code_url);
		mine = arrived(&s, "/pay/unifiedorder");
		assert_err(message_read(&arena, vector_bytes(v, "xml"), 9999, "xml", &theirs), OK);
		assert_int_equal(mine.n, theirs.n);
		for (size_t f = 0; f < theirs.n; f++)
			if (strcmp(theirs.at[f].name, "nonce_str") != 0 && strcmp(theirs.at[f].name, "sign") != 0)
				assert_string_equal(message_find(&mine, theirs.at[f].name), theirs.at[f].value);
	}
	ours.hmac = false;
}

static void the_answer_of_others_is_accepted(void **state)
{
	struct wechatpay_v2_prepay p;
	struct server s;
	(void)state;

	serve(&s, vector_text(vectors_get("wxpay_v2_unifiedorder_response"), "xml"), 200);
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &order, &p, NULL), OK);
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
	serve(&s, ANSWER(true, "prepay_id=wx1", "code_url=weixin://x"), 200);
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &o, &p, NULL), OK);
	assert_string_equal(p.code_url, "weixin://x");
	m = arrived(&s, "/pay/unifiedorder");
	assert_null(message_find(&m, "openid"));
	assert_string_equal(message_find(&m, "product_id"), "P1");
	assert_string_equal(message_find(&m, "time_expire"), "20261122233005");

	o.trade = WECHATPAY_MWEB;
	o.wap_url = "https://shop.example.com";
	o.wap_name = "微\"商城";
	o.body = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"; /* 43 × 3 bytes */
	serve(&s, ANSWER(true, "prepay_id=wx1", "mweb_url=https://wx/x"), 200);
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &o, &p, NULL), OK);
	assert_string_equal(p.mweb_url, "https://wx/x");
	m = arrived(&s, "/pay/unifiedorder");
	assert_string_equal(message_find(&m, "scene_info"),
		"{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://shop.example.com\",\"wap_name\":\"微\\\"商城\"}}");
	assert_int_equal(strlen(message_find(&m, "body")), 126);
	serve(&s, ANSWER(true, "prepay_id=wx1"), 200);
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &o, &p, NULL), WECHATPAY_MALFORMED);
	server_stop(&s);
}

static void an_order_that_wechat_would_refuse_is_not_sent(void **state)
{
	struct wechatpay_v2_prepay p;
	(void)state;

	ours.base_url = "http://127.0.0.1:1";
/* clang-format off */
#define REFUSED(member, bad) do { struct wechatpay_v2_order o = order; o.member = bad; \
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &o, &p, NULL), ERR_INVALID); } while (0)
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
	assert_err(wechatpay_v2_unified_order(&ours, &arena, &order, &p, NULL), ERR_BUSY);
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
	char *tampered = arena_strndup(&arena, good, strlen(good));
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
		serve(&s, rows[i].body, rows[i].status);
		assert_err(wechatpay_v2_unified_order(&ours, &arena, &order, &p, &why), rows[i].want);
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

	serve(&s,
		ANSWER(true, "out_trade_no=M1", "trade_state=SUCCESS", "transaction_id=T1", "total_fee=888", "cash_fee=788",
			"openid=o", "time_end=20261122103000"),
		200);
	assert_err(wechatpay_v2_query(&ours, &arena, "M1", &q, NULL), OK);
	m = arrived(&s, "/pay/orderquery");
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
		serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_query(&ours, &arena, "M1", &q, NULL), rows[i].want);
		assert_int_equal(q.state, rows[i].is);
		server_stop(&s);
	}
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
		serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_close(&ours, &arena, "M1", &is, NULL), rows[i].want);
		assert_int_equal(is, rows[i].is);
		arrived(&s, "/pay/closeorder");
	}
}

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

	serve(&s, ANSWER(true, "refund_id=5000", "out_refund_no=R1", "refund_fee=300"), 200);
	assert_err(wechatpay_v2_refund(&ours, &arena, &refund, &done, NULL), OK);
	assert_string_equal(done.refund_id, "5000");
	assert_int_equal(done.amount.fen, 300);
	m = arrived(&s, "/secapi/pay/refund");
	assert_string_equal(message_find(&m, "transaction_id"), "T1");
	assert_string_equal(message_find(&m, "out_refund_no"), "R1");
	assert_string_equal(message_find(&m, "total_fee"), "888");
	assert_string_equal(message_find(&m, "refund_fee"), "300");
	assert_string_equal(message_find(&m, "refund_desc"), "缺货");
	serve(&s, ANSWER(true, "refund_id=5000", "out_refund_no=R2", "refund_fee=300"), 200);
	assert_err(wechatpay_v2_refund(&ours, &arena, &refund, &done, NULL), WECHATPAY_FOREIGN);
	server_stop(&s);
	bad.amount.fen = 889;
	assert_err(wechatpay_v2_refund(&ours, &arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.amount.fen = 0;
	assert_err(wechatpay_v2_refund(&ours, &arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.out_trade_no = "M1";
	assert_err(wechatpay_v2_refund(&ours, &arena, &bad, &done, NULL), ERR_INVALID);
	bad = refund, bad.transaction_id = NULL;
	assert_err(wechatpay_v2_refund(&ours, &arena, &bad, &done, NULL), ERR_INVALID);
	ours.base_url = "https://127.0.0.1:1";
	assert_err(wechatpay_v2_refund(&ours, &arena, &refund, &done, NULL), WECHATPAY_UNSET);
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
		serve(&s, rows[i].body, 200);
		assert_err(wechatpay_v2_refund_query(&ours, &arena, "R1", &is, NULL), rows[i].want);
		assert_int_equal(is.status, rows[i].is);
		if (i == 0) {
			assert_string_equal(is.refund_id, "2");
			assert_string_equal(is.receiver, "零钱");
			assert_int_equal(is.amount.fen, 300);
		}
		arrived(&s, "/pay/refundquery");
	}
}

static void a_bill_is_text_or_a_refusal(void **state)
{
	static const struct answer_row rows[] = {
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
		serve(&s, rows[i].body, rows[i].status);
		assert_err(wechatpay_v2_bill(&ours, &arena, "20261122", &bill, &why), rows[i].want);
		assert_int_equal(bill.n, i == 0 ? strlen(rows[0].body) : 0);
		if (rows[i].want == WECHATPAY_REFUSED)
			assert_string_equal(why.err_code, rows[i].err_code);
		const struct message m = arrived(&s, "/pay/downloadbill");
		assert_string_equal(message_find(&m, "bill_date"), "20261122");
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
		cmocka_unit_test(a_close_tells_whether_it_was_too_late),
		cmocka_unit_test(a_refund_is_accepted_under_our_number),
		cmocka_unit_test(a_refund_query_finds_ours_in_the_list),
		cmocka_unit_test(a_bill_is_text_or_a_refusal),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}
