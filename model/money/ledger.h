/* ledger.h - the books: every sum that moves, as entries that sum to zero (domain 13).
 *
 * Inserts only: what is wrong is put right by a reversing transaction. A transaction is known by
 * (kind, reference, leg), so that the same event posts once. Positive is what we have (cash) or
 * gave up; negative is what we owe or earned. Guarded accounts keep a balance that never falls
 * below zero; those of the house are summed when asked, or every order would queue on them. */
#ifndef LEDGER_H
#define LEDGER_H
#include "../db.h"

/* clang-format off */
#define LEDGER_ACCOUNTS(W) \
	W(ACCOUNT_WECHATPAY_CASH, "WECHATPAY_CASH")     /* 微信支付商户余额 */ \
	W(ACCOUNT_SALES,          "SALES")              /* 商品收入 */ \
	W(ACCOUNT_FREIGHT,        "FREIGHT")            /* 运费收入 */ \
	W(ACCOUNT_UNAPPLIED,      "UNAPPLIED")          /* 待处理款: money that paid no order */ \
	W(ACCOUNT_REFUND_PAYABLE, "REFUND_PAYABLE")     /* 应退款 */ \
	W(ACCOUNT_HAND_PAID,      "HAND_PAID")          /* 线下已付: refunds that staff paid another way */ \
	W(ACCOUNT_MEMBER_BALANCE, "MEMBER_BALANCE")     /* 会员余额: guarded; its row is made with the member's */
/* clang-format on */
WORDS_DECLARE(ledger_account, LEDGER_ACCOUNTS);

/* clang-format off */
#define LEDGER_ERRORS(E) \
	E(LEDGER_SHORT, 409, "ledger_short", "There is not enough on the account")
/* clang-format on */
LEDGER_ERRORS(ERR_DECLARE)

enum { LEDGER_ENTRIES_MAX = 8 };
struct ledger_entry {
	enum ledger_account account;
	int64_t owner;
	money amount;
}; /* owner 0: the house */
struct ledger_posting {
	const char *kind, *reference; /* "payment", "P123…" */
	int32_t leg;
	int64_t order;                                   /* 0: of none */
	struct ledger_entry entries[LEDGER_ENTRIES_MAX]; /* those of amount 0 are left out */
};

/* must(): they sum to zero, and each account is named once. ERR_DUPLICATE when it was posted
 * before; LEDGER_SHORT when a guarded account has not enough. */
err ledger_post(struct tx *, const struct ledger_posting *) MUST_USE;
#endif
