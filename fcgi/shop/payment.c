/* payment.c - /api/shop/orders/:number/payments and /api/shop/payments: a buyer pays, and asks how it went. */
#include "../reply.h"
#include "../world.h"
#include "../../flows/payment_settle.h"
#include "../../flows/payment_start.h"
#include "../../views/money.h"

struct payment_form {
	enum payment_trade trade;
	maybe_money expected_amount;
};
SHAPE_DECLARE(payment_form, struct payment_form);
static const struct field form_fields[] = {
	FIELD_ENUM(struct payment_form, trade, payment_trade),
	FIELD(struct payment_form, expected_amount, .max = INT64_MAX),
};
const struct shape payment_form = SHAPE(payment_form, form_fields);

/* Under WeChat's own names: the page passes it on as it is. */
SHAPE_DECLARE(jsapi_params, struct wechatpay_v2_jsapi);
static const struct field jsapi_fields[] = {
	FIELD(struct wechatpay_v2_jsapi, appId),
	FIELD(struct wechatpay_v2_jsapi, timeStamp),
	FIELD(struct wechatpay_v2_jsapi, nonceStr),
	FIELD(struct wechatpay_v2_jsapi, package),
	FIELD(struct wechatpay_v2_jsapi, signType),
	FIELD(struct wechatpay_v2_jsapi, paySign),
};
const struct shape jsapi_params = SHAPE(jsapi_params, jsapi_fields);

/* jsapi for JSAPI, code_url for NATIVE (to be shown as a QR code), mweb_url for MWEB (to go to). */
struct started {
	const char *number;
	enum payment_trade trade;
	money amount;
	enum payment_state state;
	moment expires_at;
	const char *code_url, *mweb_url;
	struct wechatpay_v2_jsapi jsapi;
};
SHAPE_DECLARE(payment_begun, struct started);
static const struct field started_fields[] = {
	FIELD(struct started, number),
	FIELD_ENUM(struct started, trade, payment_trade),
	FIELD(struct started, amount),
	FIELD_ENUM(struct started, state, payment_state),
	FIELD(struct started, expires_at),
	FIELD(struct started, code_url),
	FIELD(struct started, mweb_url),
	FIELD_OBJECT(struct started, jsapi, jsapi_params),
};
const struct shape payment_begun = SHAPE(payment_begun, started_fields);

static err payments_post(struct request *r)
{
	const struct world w = request_world(r);
	const struct payment_request ask = { .member = r->caller.member,
		.order_number = REQUEST_PARAMS(r, number_params)->number,
		.trade = REQUEST_BODY(r, payment_form)->trade,
		.client_ip = r->address,
		.expected = REQUEST_BODY(r, payment_form)->expected_amount };
	struct payment_started begun;

	TRY(payment_start(&w, &ask, &begun));
	const struct payment *p = &begun.payment;
	return reply_one(r, 201, payment_begun,
		&((struct started){ .number = p->number,
			.trade = p->trade,
			.amount = p->amount,
			.state = p->state,
			.expires_at = p->expires_at,
			.code_url = p->code_url,
			.mweb_url = p->mweb_url,
			.jsapi = begun.jsapi }));
}

/* ERR_NOT_FOUND as well for an attempt of somebody else. */
static err find_own(struct request *r, struct payment *out)
{
	const char *number = REQUEST_PARAMS(r, number_params)->number;
	struct payment_owner owner;

	TRY(payment_owner_of(r->db, number, &owner));
	return owner.member_id.id == r->caller.member.id ? payment_by_number(r->db, number, out) : ERR_NOT_FOUND;
}

static err payment_get(struct request *r)
{
	struct payment p;

	TRY(find_own(r, &p));
	return reply_one(r, 200, payment_card, &p);
}

static err check_post(struct request *r)
{
	const struct world w = request_world(r);
	struct payment p;

	TRY(find_own(r, &p));
	TRY(payment_check(&w, &p));
	return reply_one(r, 200, payment_card, &p);
}

/* clang-format off */
const struct route shop_payment_routes[] = {
	{ .method = METHOD_POST, .path = "/api/shop/orders/:number/payments", .summary = "Begin to pay an order", .who = WHO_MEMBER, .rate = RATE_WRITE,
	  .params = &number_params, .takes = TAKES_JSON, .body = &payment_form, .body_max = 1024, .gives = &payment_begun, .status = 201, .flow = payments_post },
	{ .method = METHOD_GET, .path = "/api/shop/payments/:number", .summary = "How an attempt to pay stands", .who = WHO_MEMBER,
	  .params = &number_params, .gives = &payment_card, .status = 200, .read = payment_get },
	{ .method = METHOD_POST, .path = "/api/shop/payments/:number/check", .summary = "Ask the channel how an attempt to pay stands", .who = WHO_MEMBER,
	  .rate = RATE_WRITE, .params = &number_params, .gives = &payment_card, .status = 200, .flow = check_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
