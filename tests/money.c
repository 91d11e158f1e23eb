#include "money.h"
#include "../lib/must.h"
#include "../model/check.h"
#include "../model/order/submit.h"
#include <stdio.h>
#include <string.h>

static struct arena arena = { .limit = 64 << 20 };
static struct settings settings = {
	.shop = { .name = "微商城", .public_url = "https://shop.example.com", .locale = "zh-CN" },
	.wechat = { .appid = "wxd930ea5d5a258f4f" },
	.data = DATABASE_KEYS,
	.wechatpay = { .mch_id = "10000100",
		.api_key = "192006250b4c09247ec02edce69f6a2d",
		.notify_base = "https://shop.example.com",
		.hmac = true },
	.rules = { .pay_within = 1800,
		.close_after = 300,
		.poll_after = 30,
		.refund_poll_after = 60,
		.auto_receive_express = 864000,
		.extend_receipt = 259200,
		.member_session = 86400,
		.staff_idle = 3600,
		.refund_max_backoff = 3600,
		.unpaid_max = UNPAID_MAX_MOST,
		.freight_fee = { MONEY_FREIGHT },
		.freight_free_from = { 9900 } },
	.limits = { 1000000, 1000000, 1000000, 1000000, 1000000 },
};
struct world money_world = { &settings, NULL, &arena, "订单无法收款，原路退回" };
static const char *schema;
static struct server server;
static bool serving;

static const char shop[] =
	"INSERT INTO member (id, state, nickname, created_at, updated_at) VALUES (7, 'ACTIVE', 'a', NOW(3), NOW(3)), (8, 'ACTIVE', 'b', NOW(3), NOW(3));"
	"INSERT INTO member_wechat (appid, openid, member_id, created_at) VALUES ('wxd930ea5d5a258f4f', 'open7', 7, NOW(3)), ('wxd930ea5d5a258f4f', 'open8', 8, NOW(3));"
	"INSERT INTO address (id, member_id, name, phone, phone_index, region, province, city, district, detail, state, created_at) VALUES"
	" (1, 7, SEALED('张三'), SEALED('13800000007'), INDEXED('13800000007'), '440305', '广东省', '深圳市', '南山区', SEALED('科技园 1 号'), 'ACTIVE', NOW(3));"
	"INSERT INTO category (id, level, name, state, created_at) VALUES (1, 1, '茶', 'ACTIVE', NOW(3));"
	"INSERT INTO product (id, category_id, title, image, images, detail, state, price_min, price_max, in_stock, minimum, tokens, created_at, updated_at) VALUES"
	" (1, 1, '龙井', 'p.png', '', '', 'ON_SALE', 5000, 5000, 1, 1, '', NOW(3), NOW(3));"
	"INSERT INTO sku (id, product_id, price, stock, state) VALUES (1, 1, 5000, 10000, 'ACTIVE');"
	"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at) VALUES (1, 'INITIAL', 10000, 10000, 'test', NOW(3))";

struct world *money_shop(const char *name)
{
	schema = name;
	database_make(name);
	database_ask(name, shop);
	money_world.db = database_open(name, &arena);
	return &money_world;
}

void money_leave(void)
{
	db_close(money_world.db);
	arena_reset(&arena);
}

int64_t money_ask(const char *format, ...)
{
	char sql[2048];
	va_list list;

	va_start(list, format);
	must(vsnprintf(sql, sizeof sql, format, list) < (int)sizeof sql);
	va_end(list);
	return database_ask(schema, sql);
}

static err submit(struct tx *tx, void *out)
{
	const struct wishes wishes = { &(struct wish){ 1, 1 }, 1 };

	return order_submit(
		tx, &settings.rules, &(struct submission){ .member = { 7 }, .address = 1, .source = "H5" }, &wishes, out);
}

struct order money_order(void)
{
	struct order order;

	assert_err(money_tx(submit, &order), OK);
	assert_int_equal(order.pay_amount.fen, MONEY_PAY);
	return order;
}

struct attempt {
	struct payment_wish wish;
	struct payment payment;
};

static err open_attempt(struct tx *tx, void *arg)
{
	struct attempt *a = arg;

	TRY(payment_open(tx, &a->wish, &a->payment));
	TRY(payment_placed(tx, a->payment.number, "wx1", NULL, NULL));
	return payment_by_number(db_of(tx), a->payment.number, &a->payment);
}

struct payment money_attempt(int64_t order, enum payment_trade trade)
{
	struct attempt a = { .wish = { .order = order,
				     .trade = trade,
				     .amount = { MONEY_PAY },
				     .client_ip = "192.0.2.1",
				     .query_in_s = 30,
				     .openid = trade == TRADE_JSAPI ? "open7" : NULL } };

	assert_err(money_tx(open_attempt, &a), OK);
	return a.payment;
}

struct payment money_paid(int64_t order)
{
	const struct payment p = money_attempt(order, TRADE_NATIVE);

	assert_int_equal(money_receive(money_part("T%lld", (long long)order), p.number, MONEY_PAY, "CNY").outcome, RECEIPT_APPLIED);
	return money_payment_now(p.number);
}

struct order money_order_now(int64_t id)
{
	struct order order;

	assert_err(order_by_id(money_world.db, id, &order), OK);
	return order;
}

struct payment money_payment_now(const char *number)
{
	struct payment p;

	assert_err(payment_by_number(money_world.db, number, &p), OK);
	return p;
}

struct receiving {
	struct receipt_news news;
	struct receipt_result result;
};

static err receive(struct tx *tx, void *arg)
{
	struct receiving *r = arg;

	return receipt_record(tx, &r->news, &r->result);
}

static struct receiving news_of(const char *transaction_id, const char *number, int64_t fen, const char *currency)
{
	return (struct receiving){ .news = { .channel = "WECHATPAY",
					   .transaction_id = transaction_id,
					   .payment_number = number,
					   .amount = { fen },
					   .currency = currency,
					   .sent_back = money_world.sent_back,
					   .told_by = RECEIPT_NOTICE,
					   .raw = { "<xml/>", 6 } } };
}

struct receipt_result money_receive(const char *transaction_id, const char *number, int64_t fen, const char *currency)
{
	struct receiving r = news_of(transaction_id, number, fen, currency);

	assert_err(money_tx(receive, &r), OK);
	return r.result;
}

int money_receive_on(struct db *db, const char *transaction_id, const char *number, int64_t fen)
{
	struct receiving r = news_of(transaction_id, number, fen, "CNY");

	return db_tx(db, receive, &r) ? -1 : (int)r.result.outcome;
}

void money_books_are_right(void)
{
	struct check_differences found;
	int broken = 0;

	for (const struct check_rule *rule = check_rules; rule->name; rule++) {
		assert_err(check_run(money_world.db, rule, &found), OK);
		for (size_t i = 0; i < found.n; i++)
			print_error("%s: %s is %lld, not %lld\n", rule->name, found.at[i].subject, (long long)found.at[i].is,
				(long long)found.at[i].want);
		broken += found.n > 0;
	}
	assert_int_equal(broken, 0);
}

/* ---- the channel ---- */

const char *money_part(const char *format, ...)
{
	char to[2048];
	va_list list;

	va_start(list, format);
	vsnprintf(to, sizeof to, format, list);
	va_end(list);
	return arena_strndup(&arena, to, strlen(to));
}

const char *money_answer(bool good, const char *const *more)
{
	struct message_field fields[32] = { { "return_code", "SUCCESS" }, { "appid", settings.wechat.appid },
		{ "mch_id", settings.wechatpay.mch_id }, { "nonce_str", "n" }, { "result_code", good ? "SUCCESS" : "FAIL" } };
	const struct wechatpay_v2 wechatpay = world_wechatpay(&money_world);
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
	assert_err(wechatpay_v2_sign(&wechatpay, &arena, &m, true, &sign), OK);
	fields[m.n++] = (struct message_field){ "sign", sign };
	message_write(&t, "xml", &m);
	text_add(&t, "", 1);
	must(!t.failed);
	return t.at;
}

const char *money_says_paid(const char *number, const char *transaction_id, int64_t fen)
{
	return ANSWER(true, "trade_state=SUCCESS", money_part("out_trade_no=%s", number),
		money_part("transaction_id=%s", transaction_id), money_part("total_fee=%lld", (long long)fen), "openid=open7",
		"fee_type=CNY");
}

const char *money_says(const char *number, const char *trade_state)
{
	return ANSWER(true, money_part("trade_state=%s", trade_state), money_part("out_trade_no=%s", number));
}

static void serve(const struct server_answer *answers, size_t n)
{
	money_channel_over();
	server_start(&server, answers, n);
	serving = true;
	settings.wechatpay.pay_base = server.base;
}

void money_channel(const char *const *bodies, size_t n)
{
	struct server_answer answers[16] = { { 0 } };

	must(n <= 16);
	for (size_t i = 0; i < n; i++)
		answers[i] = bodies[i] ? (struct server_answer){ .status = 200, .body = bodies[i] }
				       : (struct server_answer){ .status = 500, .body = "" };
	serve(answers, n);
}

void money_channel_gone(void) { serve(&(struct server_answer){ .status = 500, .body = "" }, 1); }

void money_channel_over(void)
{
	if (serving)
		server_stop(&server);
	serving = false;
}

const char *money_asked(const char *field)
{
	const char *asked = server_asked(&server);
	struct message m;

	if (!asked)
		return NULL;
	const char *body = strstr(asked, "\r\n\r\n") + 4;
	assert_err(message_read(&arena, (bytes){ body, strlen(body) }, 9999, "xml", &m), OK);
	return message_find(&m, field);
}
