/* demo_matrix.h - the SKUs of a product of the demo, out of a text: "规格=50克,100克*190;等级=一级,特级*160".
 *
 * A value may carry its price, in percent of the first one's; those of several options multiply. */
#ifndef DEMO_MATRIX_H
#define DEMO_MATRIX_H
#include "demo.h"
#include "../model/goods/product.h"

enum { DEMO_OPTIONS_MAX = 3, DEMO_VALUES_MAX = 12, DEMO_MATRIX_MAX = 12 };

/* What the first SKU costs and weighs; product: the number of the product, for the codes. */
struct demo_matrix {
	const char *options;
	money price;
	int32_t weight_g;
	int32_t product;
};

/* Fills option names and SKUs of the form. ERR_INVALID for a text that is none, or more than DEMO_MATRIX_MAX. */
err demo_matrix_write(struct demo *, const struct demo_matrix *, struct product_form *) MUST_USE;

/* "29.9" as 2990 fen; false for no such amount. */
bool demo_yuan(const char *, money *out);
#endif
