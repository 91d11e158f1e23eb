/* notice.h - what WeChat Pay tells us by itself: verified, then recorded (reliability R13).
 *
 * OK: it was verified, and what it says is recorded, now or before: answer success. WECHATPAY_FOREIGN: the
 * same, but it is of another account, and lies on the exception desk. WECHATPAY_UNSIGNED, WECHATPAY_MALFORMED,
 * ERR_TOO_LARGE: it proves nothing, and nothing was written. Any other failure: it may be true but could not
 * be recorded: WeChat is to send it again. */
#ifndef NOTICE_H
#define NOTICE_H
#include "world.h"

err notice_of_payment(const struct world *, bytes body) MUST_USE;

/* Encrypted but not signed, so only a hint: the channel is asked. A refund that we did not make was
 * made in the console: exception desk. */
err notice_of_refund(const struct world *, bytes body) MUST_USE;
#endif
