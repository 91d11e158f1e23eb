#include "check.h"
#include "limit.h"
#include "order/order.h"
#include "../lib/must.h"
#include <stdio.h>
#include <string.h>

static const struct field row[] = {
	FIELD(struct check_difference, subject),
	FIELD(struct check_difference, is),
	FIELD(struct check_difference, want),
};
const struct shape check_row = SHAPE(check_row, row);

#define SUM(what) "CAST(COALESCE(SUM(" what "), 0) AS SIGNED)"
#define SUBJECT(id) "CAST(" id " AS CHAR) AS subject"
/* clang-format off */
#define HOUSE(kind) \
	"(SELECT " SUM("e.amount") " FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.kind = '" kind "' AND a.owner = 0)"
/* clang-format on */
#define MOST " LIMIT " LIMIT_TEXT(CHECK_DIFFERENCES_MAX)

/* ---- the ledger ---- */

/* clang-format off */
DB_QUERY(check_ledger_sum, check_row,
	"SELECT " SUBJECT("t.id") ", " SUM("e.amount") " AS `is`, 0 AS want FROM ledger_transaction t"
	"  LEFT JOIN ledger_entry e ON e.transaction_id = t.id LEFT JOIN account a ON a.id = e.account_id"
	" GROUP BY t.id, a.unit HAVING `is` <> 0 OR COUNT(e.account_id) < 2" MOST);

DB_QUERY(check_ledger_balance, check_row,
	"SELECT " SUBJECT("a.id") ", a.balance AS `is`, " SUM("e.amount") " AS want FROM account a"
	"  LEFT JOIN ledger_entry e ON e.account_id = a.id WHERE a.balance IS NOT NULL"
	" GROUP BY a.id, a.balance HAVING `is` <> want" MOST);
/* clang-format on */

/* What reached us less what went back. */
/* clang-format off */
DB_QUERY(check_ledger_cash, check_row,
	"SELECT 'WECHATPAY_CASH' AS subject, " HOUSE("WECHATPAY_CASH") " AS `is`,"
	"  (SELECT " SUM("amount") " FROM receipt WHERE channel = 'WECHATPAY' AND currency = 'CNY')"
	"  - (SELECT " SUM("amount") " FROM refund WHERE channel = 'WECHATPAY' AND state = 'SUCCEEDED')"
	"  - (SELECT " SUM("amount") " FROM payment_exception WHERE kind = 'CONSOLE_REFUND') AS want HAVING `is` <> want");

DB_QUERY(check_ledger_unapplied, check_row,
	"SELECT 'UNAPPLIED' AS subject, " HOUSE("UNAPPLIED") " AS `is`,"
	"  (SELECT " SUM("IF(kind = 'CONSOLE_REFUND', amount, -amount)") " FROM payment_exception"
	"   WHERE (kind = 'CONSOLE_REFUND' AND state = 'OPEN') OR (kind IN ('UNKNOWN_NUMBER', 'WRONG_AMOUNT', 'WRONG_CURRENCY',"
	"    'SECOND_PAYMENT', 'PAID_AFTER_CANCEL') AND state <> 'REFUNDED')) AS want HAVING `is` <> want");

DB_QUERY(check_ledger_payable, check_row,
	"SELECT 'REFUND_PAYABLE' AS subject, " HOUSE("REFUND_PAYABLE") " AS `is`,"
	"  (SELECT " SUM("-amount") " FROM refund WHERE order_id IS NOT NULL AND state NOT IN ('SUCCEEDED', 'BY_HAND')) AS want HAVING `is` <> want");

DB_QUERY(check_ledger_hand, check_row,
	"SELECT 'HAND_PAID' AS subject, " HOUSE("HAND_PAID") " AS `is`,"
	"  (SELECT " SUM("-amount") " FROM refund WHERE state = 'BY_HAND') AS want HAVING `is` <> want");
/* clang-format on */

/* ---- orders and what paid them ---- */

/* clang-format off */
DB_QUERY(check_order_lines, check_row,
	"SELECT " SUBJECT("o.number") ", o.pay_amount AS `is`, " SUM("l.pay_amount") " AS want FROM shop_order o"
	"  LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.number, o.pay_amount HAVING `is` <> want" MOST);

DB_QUERY(check_order_amount, check_row,
	"SELECT " SUBJECT("number") ", pay_amount AS `is`, goods_amount - discount_amount + adjust_amount + freight_amount AS want FROM shop_order"
	" HAVING `is` <> want" MOST);

DB_QUERY(check_line_amount, check_row,
	"SELECT " SUBJECT("id") ", pay_amount AS `is`, price * quantity - activity_discount - level_discount - promotion_discount"
	"  - coupon_discount - points_discount + adjust_amount + freight_share AS want FROM order_line HAVING `is` <> want" MOST);

DB_QUERY(check_order_payment, check_row,
	"SELECT " SUBJECT("o.number") ", COUNT(p.id) AS `is`, IF(o.paid_amount > 0, 1, 0) AS want FROM shop_order o"
	"  LEFT JOIN payment p ON p.order_id = o.id AND p.state = 'SUCCEEDED' GROUP BY o.id, o.number, o.paid_amount HAVING `is` <> want" MOST);

DB_QUERY(check_payment_amount, check_row,
	"SELECT " SUBJECT("p.number") ", p.amount AS `is`, o.pay_amount AS want FROM payment p JOIN shop_order o ON o.id = p.order_id"
	" WHERE p.state = 'SUCCEEDED' AND (p.amount <> o.pay_amount OR o.paid_amount <> o.pay_amount)" MOST);

DB_QUERY(check_order_ledger, check_row,
	"SELECT " SUBJECT("o.number") ", COUNT(t.id) AS `is`, IF(o.paid_amount > 0, 1, 0) AS want FROM shop_order o"
	"  LEFT JOIN ledger_transaction t ON t.order_id = o.id AND t.kind = 'payment' GROUP BY o.id, o.number, o.paid_amount HAVING `is` <> want" MOST);

DB_QUERY(check_payment_open, check_row,
	"SELECT " SUBJECT("number") ", IF(open_slot IS NULL, 0, 1) AS `is`, IF(state IN ('NEW', 'PENDING'), 1, 0) AS want FROM payment"
	" HAVING `is` <> want" MOST);
/* clang-format on */

DB_QUERY(check_payment_asked, check_row,
	"SELECT " SUBJECT("number") ", 0 AS `is`, 1 AS want FROM payment WHERE open_slot = 1 AND next_query_at IS NULL" MOST);

/* clang-format off */
DB_QUERY(check_receipt, check_row,
	"SELECT " SUBJECT("r.transaction_id") ", COUNT(p.id) + COUNT(x.id) AS `is`, 1 AS want FROM receipt r"
	"  LEFT JOIN payment p ON r.outcome = 'APPLIED' AND p.number = r.payment_number AND p.transaction_id = r.transaction_id AND p.state = 'SUCCEEDED'"
	"  LEFT JOIN payment_exception x ON r.outcome = 'UNAPPLIED' AND x.channel = r.channel AND x.reference = r.transaction_id"
	"   AND (x.refund_id IS NOT NULL OR x.kind = 'WRONG_CURRENCY') AND x.kind <> 'REFUND_FAILED'"
	" GROUP BY r.channel, r.transaction_id HAVING `is` <> want" MOST);
/* clang-format on */

/* ---- refunds ---- */

/* One that is given up and hidden from people would never end. */
/* clang-format off */
DB_QUERY(check_refund_desk, check_row,
	"SELECT " SUBJECT("r.number") ", COUNT(x.id) AS `is`, 1 AS want FROM refund r"
	"  LEFT JOIN payment_exception x ON x.refund_id = r.id AND x.kind = 'REFUND_FAILED' AND x.state = 'OPEN'"
	" WHERE r.state = 'ABNORMAL' GROUP BY r.id, r.number HAVING `is` <> want" MOST);

/* Resolved is the word of staff that the buyer has his money: an order that still waits for it would do so for ever. */
DB_QUERY(check_refund_settled, check_row,
	"SELECT " SUBJECT("r.number") ", 0 AS `is`, 1 AS want FROM payment_exception x JOIN refund r ON r.id = x.refund_id"
	"  LEFT JOIN shop_order o ON o.id = r.order_id WHERE x.kind = 'REFUND_FAILED' AND x.state = 'RESOLVED'"
	"  AND (r.state NOT IN ('SUCCEEDED', 'BY_HAND') OR o.state = 'REFUNDING')" MOST);

DB_QUERY(check_refund_order, check_row,
	"SELECT " SUBJECT("o.number") ", o.refunded_amount AS `is`, " SUM("r.amount") " AS want FROM shop_order o"
	"  LEFT JOIN refund r ON r.order_id = o.id AND r.state IN ('SUCCEEDED', 'BY_HAND')"
	" GROUP BY o.id, o.number, o.refunded_amount, o.paid_amount HAVING `is` <> want OR o.refunded_amount > o.paid_amount" MOST);

DB_QUERY(check_refund_line, check_row,
	"SELECT " SUBJECT("o.number") ", " SUM("l.refunded_amount") " AS `is`, o.refunded_amount AS want FROM shop_order o"
	"  LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.number, o.refunded_amount"
	" HAVING `is` <> want OR SUM(l.refunded_amount > l.pay_amount) > 0" MOST);

DB_QUERY(check_refund_payment, check_row,
	"SELECT " SUBJECT("p.number") ", p.refunded_amount AS `is`, " SUM("r.amount") " AS want FROM payment p"
	"  LEFT JOIN refund r ON r.payment_number = p.number AND r.order_id IS NOT NULL"
	" GROUP BY p.id, p.number, p.refunded_amount HAVING `is` <> want" MOST);
/* clang-format on */

/* ---- states ---- */

/* clang-format off */
DB_QUERY(check_order_state, check_row,
	"SELECT " SUBJECT("o.number") ", 0 AS `is`, 1 AS want FROM shop_order o"
	"  LEFT JOIN order_log l ON l.order_id = o.id AND l.id = (SELECT MAX(m.id) FROM order_log m WHERE m.order_id = o.id)"
	" WHERE l.id IS NULL OR l.to_state <> o.state" MOST);

DB_QUERY(check_order_chain, check_row,
	"SELECT " SUBJECT("l.order_id") ", 0 AS `is`, 1 AS want FROM (SELECT order_id, from_state,"
	"  LAG(to_state) OVER (PARTITION BY order_id ORDER BY id) AS before_state FROM order_log) l"
	" WHERE NOT (l.from_state <=> l.before_state)" MOST);
/* clang-format on */

/* Every kind of move there was; check_run holds each against order_edge. */
DB_QUERY(check_order_edge, check_row,
	"SELECT CONCAT(COALESCE(from_state, '-'), ' ', event, ' ', to_state) AS subject, MAX(order_id) AS `is`, 0 AS want"
	" FROM order_log GROUP BY from_state, event, to_state LIMIT " LIMIT_TEXT(DB_ROWS_MAX));

/* clang-format off */
DB_QUERY(check_order_slot, check_row,
	"SELECT " SUBJECT("number") ", IF(unpaid_slot IS NULL, 0, 1) AS `is`, IF(state = 'UNPAID', 1, 0) AS want FROM shop_order"
	" HAVING `is` <> want" MOST);

DB_QUERY(check_order_stuck, check_row,
	"SELECT " SUBJECT("number") ", 0 AS `is`, 1 AS want FROM shop_order WHERE next_sweep_at IS NULL"
	" AND ((state = 'UNPAID' AND expires_at < NOW(3) - INTERVAL 1 HOUR) OR state = 'CANCELLING')" MOST);
/* clang-format on */

/* ---- goods and carts ---- */

/* clang-format off */
DB_QUERY(check_stock, check_row,
	"SELECT " SUBJECT("s.id") ", s.stock AS `is`, " SUM("m.quantity") " AS want FROM sku s LEFT JOIN stock_movement m ON m.sku_id = s.id"
	" GROUP BY s.id, s.stock HAVING `is` <> want" MOST);

DB_QUERY(check_product_tags, check_row,
	"SELECT " SUBJECT("p.id") ", COUNT(t.word) AS `is`,"
	"  IF(p.tags = '', 0, 1 + CHAR_LENGTH(p.tags) - CHAR_LENGTH(REPLACE(p.tags, '\\n', ''))) AS want FROM product p"
	"  LEFT JOIN product_tag t ON t.product_id = p.id GROUP BY p.id, p.tags HAVING `is` <> want" MOST);

DB_QUERY(check_cart, check_row,
	"SELECT " SUBJECT("c.id") ", c.line_count AS `is`, COUNT(l.sku_id) AS want FROM cart c LEFT JOIN cart_line l ON l.cart_id = c.id"
	" GROUP BY c.id, c.line_count HAVING `is` <> want" MOST);

DB_QUERY(check_media_use, check_row,
	"SELECT " SUBJECT("u.media_id") ", 0 AS `is`, 1 AS want FROM media_use u LEFT JOIN media m ON m.id = u.media_id AND m.state = 'READY'"
	" WHERE m.id IS NULL" MOST);

/* ---- reports ---- */

#define DAY_OF(column) "DATE(" column " + INTERVAL 8 HOUR) - INTERVAL 8 HOUR"
DB_QUERY(check_trade_day, check_row,
	"SELECT " SUBJECT("t.day") ", t.paid_amount AS `is`, COALESCE(o.amount, 0) AS want FROM trade_day t LEFT JOIN"
	"  (SELECT " DAY_OF("paid_at") " AS day, COUNT(*) AS n, " SUM("paid_amount") " AS amount, COUNT(DISTINCT member_id) AS members"
	"   FROM shop_order WHERE paid_at IS NOT NULL GROUP BY 1) o ON o.day = t.day WHERE t.is_final = 1"
	" AND (t.paid_amount <> COALESCE(o.amount, 0) OR t.paid_orders <> COALESCE(o.n, 0) OR t.payers <> COALESCE(o.members, 0))" MOST);

DB_QUERY(check_trade_refund, check_row,
	"SELECT " SUBJECT("t.day") ", t.refunded_amount AS `is`, COALESCE(r.amount, 0) AS want FROM trade_day t LEFT JOIN"
	"  (SELECT " DAY_OF("finished_at") " AS day, " SUM("amount") " AS amount FROM refund"
	"   WHERE state IN ('SUCCEEDED', 'BY_HAND') AND order_id IS NOT NULL GROUP BY 1) r ON r.day = t.day WHERE t.is_final = 1 HAVING `is` <> want" MOST);

DB_QUERY(check_product_hour, check_row,
	"SELECT " SUBJECT("t.day") ", COALESCE(p.quantity, 0) AS `is`, COALESCE(o.quantity, 0) AS want FROM trade_day t"
	"  LEFT JOIN (SELECT " DAY_OF("hour") " AS day, " SUM("quantity") " AS quantity FROM product_hour GROUP BY 1) p ON p.day = t.day"
	"  LEFT JOIN (SELECT " DAY_OF("paid_at") " AS day, " SUM("quantity") " AS quantity FROM shop_order WHERE paid_at IS NOT NULL GROUP BY 1) o"
	"   ON o.day = t.day WHERE t.is_final = 1 HAVING `is` <> want" MOST);

#define RULES(R) \
	R(check_ledger_sum,       "every transaction of the ledger sums to zero") \
	R(check_ledger_balance,   "every guarded balance is the sum of its entries") \
	R(check_ledger_cash,      "cash is what reached us less what went back") \
	R(check_ledger_unapplied, "unapplied money is what the exception desk still holds") \
	R(check_ledger_payable,   "refunds payable are the refunds of orders under way") \
	R(check_ledger_hand,      "money paid by hand is the refunds that staff settled") \
	R(check_order_lines,      "the lines of an order sum to its amount") \
	R(check_order_amount,     "an order costs its goods less discounts, as staff changed them, and freight") \
	R(check_line_amount,      "a line costs the same of its own") \
	R(check_order_payment,    "a paid order has one payment that succeeded, any other none") \
	R(check_payment_amount,   "a payment that succeeded paid the whole of its order") \
	R(check_order_ledger,     "a paid order is in the ledger once") \
	R(check_payment_open,     "an attempt holds its slot while it is open, and no longer") \
	R(check_payment_asked,    "the channel is asked about every open attempt") \
	R(check_receipt,          "every receipt paid an order or lies on the exception desk") \
	R(check_refund_desk,      "a refund that failed is before a person") \
	R(check_refund_settled,   "a refund that a person settled is over, and its order with it") \
	R(check_refund_order,     "an order is refunded by what its refunds came to, and never beyond what was paid") \
	R(check_refund_line,      "the lines of an order are refunded by what the order is") \
	R(check_refund_payment,   "a payment counts all its refunds") \
	R(check_order_state,      "an order is where its log says") \
	R(check_order_chain,      "every move of an order begins where the last one ended") \
	R(check_order_edge,       "every move of an order is one of the table") \
	R(check_order_slot,       "an order holds its slot while it is unpaid, and no longer") \
	R(check_order_stuck,      "no unpaid order is forgotten by the sweep") \
	R(check_stock,            "stock is the sum of its movements") \
	R(check_product_tags,     "a product is found by the tags it shows") \
	R(check_cart,             "a cart counts its lines") \
	R(check_media_use,        "every picture in use is there") \
	R(check_trade_day,        "a day that is over came to what its orders were paid") \
	R(check_trade_refund,     "a day that is over gave back what its refunds were") \
	R(check_product_hour,      "the goods of a day that is over are those of its paid orders")
/* clang-format on */

#define RULE(id, promise) { #id, promise, &id##_query },
const struct check_rule check_rules[] = { RULES(RULE){ .name = NULL } };

#define QUERY(id, promise) &id##_query,
const struct query *const check_queries[] = { RULES(QUERY) NULL };

/* "UNPAID pay PAID" */
static bool is_edge(const char *move)
{
	char from[24], event[32], to[24];
	enum order_state reached;

	if (sscanf(move, "%23s %31s %23s", from, event, to) != 3)
		return false;
	if (strcmp(from, "-") == 0)
		return strcmp(event, "submit") == 0 && strcmp(to, "UNPAID") == 0;
	const unsigned f = words_find(&order_state_words, from), e = words_find(&order_event_words, event);
	return f && e && order_edge((enum order_state)f, (enum order_event)e, &reached) == OK &&
		strcmp(order_state_words.at[reached], to) == 0;
}

err check_run(struct db *db, const struct check_rule *rule, struct check_differences *out)
{
	struct check_differences found;
	size_t kept = 0;

	TRY(db_all_with(db, rule->query, &found, NULL, NULL, DB_ARGS()));
	for (size_t i = 0; i < found.n; i++)
		if (rule->query != &check_order_edge_query || !is_edge(found.at[i].subject))
			found.at[kept++] = found.at[i];
	found.n = kept;
	*out = found;
	return OK;
}
