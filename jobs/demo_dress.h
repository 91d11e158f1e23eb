/* demo_dress.h - what the demo's goods have besides prices: a brand, tags, a table of parameters. */
#ifndef DEMO_DRESS_H
#define DEMO_DRESS_H
#include "demo.h"
#include "../model/goods/product.h"

/* Out of brands.txt, before the goods. */
err demo_brands(struct demo *) MUST_USE;
/* Of the n-th product: three in four have a brand. */
err demo_dress(struct demo *, int n, int32_t weight_g, struct product_form *) MUST_USE;
#endif
