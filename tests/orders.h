/* orders.h - a shop whose goods are ordered, for tests of what orders are made of and what becomes of them. */
#ifndef TESTS_ORDERS_H
#define TESTS_ORDERS_H
#include "test.h"
#include "database.h"
#include "../model/order/order.h"
#include "../model/order/submit.h"
#include "../model/settings.h"

extern struct db *orders_db;
extern const struct rules_settings orders_rules; /* freight 8 yuan below 99; five may be unpaid */

/* A fresh schema. Member 7 lives at address 1, member 8 at 2; members from 100 on at their own number. SKU 1 and
 * 2 belong to product 1, SKU 3 to product 2 (at least 2, at most 4), SKU 4 to one off sale; of SKU 5 there are ORDERS_FEW. */
void orders_shop(const char *schema);
void orders_leave(void);
enum { ORDERS_FEW = 40 };

err orders_submit(struct db *, int64_t member, int64_t address, struct wish *, size_t n, struct order *out) MUST_USE;

/* What happens to an order, in a transaction of its own: ORDERS_GO(o.id, orders_end, .event = EVENT_CANCEL). */
struct orders_move {
	int64_t order;
	enum order_event event;
	bool open;
	int64_t short_by; /* fen that are missing from what is paid */
	enum order_state now;
	err (*how)(struct tx *, struct orders_move *);
};
err orders_go(int64_t order, err (*how)(struct tx *, struct orders_move *), struct orders_move *) MUST_USE;
#define ORDERS_GO(order, how, ...) orders_go((order), (how), &(struct orders_move){ __VA_ARGS__ })
err orders_pay(struct tx *, struct orders_move *) MUST_USE;
err orders_end(struct tx *, struct orders_move *) MUST_USE;
err orders_closed(struct tx *, struct orders_move *) MUST_USE;
err orders_refund(struct tx *, struct orders_move *) MUST_USE;
err orders_receive(struct tx *, struct orders_move *) MUST_USE;

enum order_state orders_state(int64_t order);
int64_t orders_stock(int sku);
#endif
