/* picking.h - orders are taken from the shelves and packed.
 *
 * Once picking has started the buyer changes and cancels nothing by himself any more. A slip says what
 * is still to be sent of an order, with what the shelves know it by. */
#ifndef PICKING_H
#define PICKING_H
#include "order.h"
#include "../many.h"

enum { PICKING_MAX = 50 }; /* orders at once */

struct slip_line {
	int64_t sku_id;
	const char *code, *barcode, *title, *options, *image; /* code, barcode: NULL without */
	int32_t quantity;                                     /* still to be sent */
};
struct slip_lines {
	struct slip_line *at;
	size_t n;
};
SHAPE_DECLARE(slip_line_row, struct slip_line);

struct slip {
	struct order order;
	struct slip_lines lines;
};
struct slip_list {
	struct slip *at;
	size_t n;
};

/* Each of them: done also when it had started before. Refused: ERR_NOT_FOUND, ORDER_STATE. */
err picking_start(struct tx *, const struct picks *, const char *actor, struct outcomes *out) MUST_USE;
/* Those that exist of the n ids, in that order; lines with nothing left to send are not in it. */
err picking_slips(struct db *, const int64_t *order, size_t n, struct slip_list *out) MUST_USE;
/* Holds a PAID order against picking to the end of the transaction: ORDER_PICKING when it has started. */
err picking_not_begun(struct tx *, int64_t order) MUST_USE;
#endif
