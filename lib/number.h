/* number.h - public numbers: of orders, payments, refunds. Digits that nobody can guess the next of. */
#ifndef NUMBER_H
#define NUMBER_H
#include <stddef.h>

enum { NUMBER_TEXT = 21 }; /* 20 characters and the end */

/* prefix and as many random digits as make `length` characters. */
void number_draw(const char *prefix, size_t length, char out[NUMBER_TEXT]);
#endif
