/* wechatpay_v2.c - /callback/wechatpay/v2: what WeChat Pay tells, answered in its own words (R13). */
#include "../board.h"
#include "../reply.h"
#include "../world.h"
#include "../../flows/notice.h"

enum { NOTICE_BODY_MAX = 16384 };

/* What proves nothing is refused for good; what we could not keep is to come again. */
static err reply_notice(struct request *r, err e)
{
	const bool forged = e == WECHATPAY_UNSIGNED, malformed = e == WECHATPAY_MALFORMED || e == ERR_TOO_LARGE;
	const bool taken = !e || e == WECHATPAY_FOREIGN;

	r->unsaid = e;
	if (forged || malformed || e == WECHATPAY_FOREIGN)
		board_refused(forged ? REFUSED_SIGNATURE : malformed ? REFUSED_MALFORMED : REFUSED_FOREIGN);
	return reply_wechatpay_v2(r, taken ? 200 : forged || malformed ? 400 : 500, taken);
}

static err payment_post(struct request *r)
{
	const struct world w = request_world(r);

	return reply_notice(r, notice_of_payment(&w, r->raw_body));
}

static err refund_post(struct request *r)
{
	const struct world w = request_world(r);

	return reply_notice(r, notice_of_refund(&w, r->raw_body));
}

/* clang-format off */
const struct route callback_wechatpay_v2_routes[] = {
	{ .method = METHOD_POST, .path = "/callback/wechatpay/v2/payment", .summary = "WeChat Pay says that somebody paid", .who = WHO_ANYONE,
	  .rate = RATE_CALLBACK, .takes = TAKES_RAW, .body_max = NOTICE_BODY_MAX, .raw = true, .status = 200, .flow = payment_post },
	{ .method = METHOD_POST, .path = "/callback/wechatpay/v2/refund", .summary = "WeChat Pay says how a refund went", .who = WHO_ANYONE,
	  .rate = RATE_CALLBACK, .takes = TAKES_RAW, .body_max = NOTICE_BODY_MAX, .raw = true, .status = 200, .flow = refund_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
