/* monotonic.h - how long something took: monotonic, the same in every process of the machine. When it is, the database says. */
#ifndef MONOTONIC_H
#define MONOTONIC_H
#include <stdint.h>

int64_t clock_ms(void);
int64_t clock_us(void);
#endif
