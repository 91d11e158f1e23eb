/* Notices of WeChat through the front door: what is believed, what is recorded, what is answered. */
#include "../ask.h"
#include "../money.h"
#include "../../lib/crypto.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct reply say(const char *method, const char *path, const char *body)
{
	return ask_of(money_world.db, money_world.arena, routes,
		(struct ask){ .method = method, .path = path, .body = body, .settings = money_world.settings });
}

static struct reply notify(const char *body) { return say("POST", "/callback/wechatpay/v2/payment", body); }

static const char *notice(const char *number, const char *transaction_id, int64_t fen)
{
	return ANSWER(true, money_part("out_trade_no=%s", number), money_part("transaction_id=%s", transaction_id),
		money_part("total_fee=%lld", (long long)fen), "openid=open7", "trade_type=NATIVE", "bank_type=CMC",
		"time_end=20261128120000", "sign_type=HMAC-SHA256");
}

/* Every row the server wrote, changed or took away since it began. */
static int64_t rows_written(void)
{
	return money_ask("SELECT CAST(SUM(variable_value) AS SIGNED) FROM information_schema.global_status"
			 " WHERE variable_name IN ('HANDLER_WRITE', 'HANDLER_UPDATE', 'HANDLER_DELETE')");
}

static void a_notice_pays_and_every_repeat_is_answered_success(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	const char *told = notice(p.number, "N1", MONEY_PAY);
	(void)state;

	for (int i = 0; i < 100; i++)
		assert_says(notify(told), 200, "<return_code><![CDATA[SUCCESS]]></return_code>");
	assert_int_equal(money_order_now(o.id).state, ORDER_PAID);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE transaction_id = 'N1' AND raw IS NOT NULL"), 1);
	money_books_are_right();
}

static void what_is_signed_and_recorded_is_success_whatever_it_says(void **state)
{
	const struct order o = money_order();
	const struct payment p = money_attempt(o.id, TRADE_NATIVE);
	(void)state;

	assert_says(notify(notice(p.number, "N2", 1)), 200, "SUCCESS");
	assert_says(notify(notice("P9999999999999999999", "N3", 100)), 200, "SUCCESS");
	assert_says(notify(notice(p.number, "N4", 0)), 200, "SUCCESS");
	assert_says(notify(ANSWER(true, "mch_id=19999999", money_part("out_trade_no=%s", p.number), "transaction_id=N5",
			    "total_fee=5800")),
		200, "SUCCESS");
	assert_says(notify(ANSWER(false, "err_code=PAYERROR")), 200, "SUCCESS");
	assert_int_equal(money_order_now(o.id).state, ORDER_UNPAID);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE reference IN ('N2', 'N3', 'N4', 'N5')"), 4);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM receipt WHERE transaction_id IN ('N4', 'N5')"), 0);
	money_books_are_right();
}

static void a_forged_notice_is_refused_and_nothing_is_written(void **state)
{
	const struct order o = money_order();
	const char *told = notice(money_attempt(o.id, TRADE_NATIVE).number, "N6", MONEY_PAY);
	const size_t n = strlen(told);
	char *forged = arena_strndup(money_world.arena, told, n);
	(void)state;

	assert_non_null(forged);
	const int64_t before = rows_written(), again = rows_written() - before; /* what asking itself costs */
	const int64_t from = rows_written();
	for (size_t i = 0; i < n; i++) {
		forged[i] = (char)(told[i] ^ (1 << i % 7));
		if (forged[i] == '\0')
			forged[i] = '!';
		const struct arena_mark mark = arena_mark(money_world.arena);
		const struct reply said = notify(forged);
		if (said.status != 400)
			fail_msg("byte %zu: %d", i, said.status);
		assert_non_null(strstr(said.body.at, "FAIL"));
		arena_rewind(money_world.arena, mark);
		forged[i] = told[i];
	}
	assert_says(notify(""), 400, "FAIL");
	assert_says(notify("<xml><return_code>SUCCESS</return_code></xml>"), 400, "FAIL");
	assert_int_equal(rows_written() - from, again);
	assert_says(notify(told), 200, "SUCCESS");
}

/* ---- refund notices ---- */

static const char *stands(const char *number, const char *status)
{
	return ANSWER(true, "refund_count=1", money_part("out_refund_no_0=%s", number), "refund_id_0=50000007", "refund_fee_0=300",
		money_part("refund_status_0=%s", status));
}

/* As WeChat seals it; by another program than ours. The key is the lower-case MD5 of the API key. */
static const char *sealed(const char *mch_id, const char *number, const char *source)
{
	const struct wechatpay_v2 wechatpay = world_wechatpay(&money_world);
	uint8_t digest[CRYPTO_MD5];
	char command[2048], out[2048] = "";

	crypto_md5((bytes){ wechatpay.api_key, strlen(wechatpay.api_key) }, digest);
	const char *key = crypto_hex(money_world.arena, (bytes){ digest, sizeof digest }, false);
	const char *key_hex = crypto_hex(money_world.arena, (bytes){ key, 32 }, false);
	snprintf(command, sizeof command,
		"printf '%%s' '<root><out_refund_no>%s</out_refund_no><out_trade_no>P1</out_trade_no><refund_id>50000007</refund_id>"
		"<refund_status>SUCCESS</refund_status><transaction_id>4200</transaction_id><total_fee>5800</total_fee><refund_fee>300</refund_fee>"
		"<refund_request_source>%s</refund_request_source></root>' | openssl enc -aes-256-ecb -K %s -base64 -A",
		number, source, key_hex);
	FILE *f = popen(command, "r");
	assert_non_null(f);
	assert_true(fread(out, 1, sizeof out - 1, f) > 0);
	assert_int_equal(pclose(f), 0);
	return money_part(
		"<xml><return_code>SUCCESS</return_code><appid>%s</appid><mch_id>%s</mch_id><nonce_str>n</nonce_str><req_info>%s</req_info></xml>",
		wechatpay.appid, mch_id, out);
}

static struct reply notify_refund(const char *body) { return say("POST", "/callback/wechatpay/v2/refund", body); }

/* What stands on stderr after a notice. */
static const char *logged(const char *body)
{
	static char line[1024];
	FILE *to = tmpfile();
	const int kept = dup(STDERR_FILENO);

	assert_true(to && kept >= 0 && fflush(stderr) == 0 && dup2(fileno(to), STDERR_FILENO) >= 0);
	notify(body);
	assert_true(fflush(stderr) == 0 && dup2(kept, STDERR_FILENO) >= 0 && close(kept) == 0);
	rewind(to);
	line[fread(line, 1, sizeof line - 1, to)] = '\0';
	fclose(to);
	return line;
}

static void why_a_notice_was_not_taken_stands_in_the_log(void **state)
{
	const struct order o = money_order();
	const char *told = notice(money_attempt(o.id, TRADE_NATIVE).number, "N70", MONEY_PAY);
	(void)state;

	assert_non_null(strstr(logged("<xml><return_code>SUCCESS</return_code></xml>"), "status=400 code=wechatpay_unsigned"));
	money_ask("RENAME TABLE receipt TO receipt_away");
	assert_non_null(strstr(logged(told), "error=receipt_insert"));
	money_ask("RENAME TABLE receipt_away TO receipt");
	assert_non_null(strstr(logged(told), "status=200 code=ok"));
}

static void a_refund_of_the_console_is_believed_only_when_the_channel_confirms_it(void **state)
{
	const char *told = sealed("10000100", "CONSOLE1", "VENDOR_PLATFORM");
	(void)state;

	assert_says(
		notify_refund(
			"<xml><return_code>SUCCESS</return_code><appid>a</appid><mch_id>b</mch_id><req_info>AAAA</req_info></xml>"),
		400, "FAIL");
	money_channel_gone();
	assert_says(notify_refund(told), 500, "FAIL"); /* it is to come again */
	CHANNEL(stands("CONSOLE1", "PROCESSING"), stands("CONSOLE1", "SUCCESS"), stands("CONSOLE1", "SUCCESS"));
	assert_says(notify_refund(told), 200, "SUCCESS");
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE kind = 'CONSOLE_REFUND'"), 0);
	assert_says(notify_refund(told), 200, "SUCCESS");
	assert_says(notify_refund(told), 200, "SUCCESS");
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE kind = 'CONSOLE_REFUND' AND amount = 300"), 1);
	assert_says(notify_refund(sealed("19999999", "CONSOLE2", "API")), 200, "SUCCESS");
	assert_int_equal(
		money_ask("SELECT COUNT(*) FROM payment_exception WHERE kind = 'FOREIGN_NOTICE' AND reference = '50000007'"), 1);
	money_books_are_right();
}

struct due {
	struct refund_wish wish;
	struct refund made;
};

static err make(struct tx *tx, void *arg)
{
	struct due *d = arg;

	return refund_create(tx, &d->wish, &d->made);
}

/* Money on UNAPPLIED that waits to go back: 300 fen. */
static void a_hint_about_a_refund_of_ours_is_confirmed_by_asking(void **state)
{
	(void)state;

	assert_int_equal(money_receive("H1", "P0000000000000000001", 300, "CNY").kind, EXCEPTION_UNKNOWN_NUMBER);
	struct due d = { .wish = { .reference = "exception:WECHATPAY:H1",
				 .channel = "WECHATPAY",
				 .payment_number = "-",
				 .transaction_id = "H1",
				 .total = { 300 },
				 .amount = { 300 },
				 .reason = "test" } };
	assert_err(money_tx(make, &d), OK); /* the one that is there */
	CHANNEL(stands(d.made.number, "SUCCESS"));
	assert_says(notify_refund(sealed("10000100", d.made.number, "API")), 200, "SUCCESS");
	assert_says(notify_refund(sealed("10000100", d.made.number, "API")), 200, "SUCCESS");
	assert_int_equal(money_ask("SELECT COUNT(*) FROM refund WHERE number = '%s' AND state = 'SUCCEEDED'", d.made.number), 1);
	assert_int_equal(money_ask("SELECT COUNT(*) FROM payment_exception WHERE reference = 'H1' AND state = 'REFUNDED'"), 1);
	money_books_are_right();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_pays_and_every_repeat_is_answered_success),
		cmocka_unit_test(what_is_signed_and_recorded_is_success_whatever_it_says),
		cmocka_unit_test(a_forged_notice_is_refused_and_nothing_is_written),
		cmocka_unit_test(why_a_notice_was_not_taken_stands_in_the_log),
		cmocka_unit_test(a_refund_of_the_console_is_believed_only_when_the_channel_confirms_it),
		cmocka_unit_test(a_hint_about_a_refund_of_ours_is_confirmed_by_asking),
	};
	money_shop("notice_fcgi_test");
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	money_channel_over();
	money_leave();
	return failed;
}
