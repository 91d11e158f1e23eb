/* parcel.h - shipping an order, whole or in parts. */
#ifndef PARCEL_H
#define PARCEL_H
#include "order.h"

/* clang-format off */
#define CARRIERS(W) \
	W(CARRIER_SF, "SF") /* 顺丰 */ W(CARRIER_ZTO, "ZTO") /* 中通 */ W(CARRIER_YTO, "YTO") /* 圆通 */ W(CARRIER_STO, "STO") /* 申通 */ \
	W(CARRIER_YD, "YD") /* 韵达 */ W(CARRIER_JTSD, "JTSD") /* 极兔 */ W(CARRIER_JD, "JD") /* 京东 */ W(CARRIER_EMS, "EMS") \
	W(CARRIER_DBL, "DBL") /* 德邦 */ W(CARRIER_YZPY, "YZPY") /* 邮政 */
/* clang-format on */
WORDS_DECLARE(carrier, CARRIERS);

struct parcel_line {
	int64_t parcel_id, order_line_id;
	int32_t quantity;
};
struct parcel_lines {
	struct parcel_line *at;
	size_t n;
};
SHAPE_DECLARE(parcel_line_row, struct parcel_line);

struct parcel {
	int64_t id, order_id;
	enum carrier carrier;
	const char *tracking_number;
	staff_id staff_id;
	moment created_at;
	struct parcel_lines lines;
};
struct parcel_list {
	struct parcel *at;
	size_t n;
};
SHAPE_DECLARE(parcel_row, struct parcel);

err parcel_list_of(struct db *, int64_t order, struct parcel_list *out) MUST_USE; /* with lines */

/* A parcel of the lines named, or of all that is left when there are none. ORDER_STATE when it is not
 * to be shipped, ORDER_QUANTITY past what is left, ERR_NOT_FOUND for a line of another order, ERR_DUPLICATE
 * for a tracking number it has already. Shipped whole, it is received by itself after auto_receive_s. */
err parcel_ship(struct tx *, int64_t order, const struct parcel *, int64_t auto_receive_s, struct act) MUST_USE;
#endif
