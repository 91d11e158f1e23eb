#include "number.h"
#include "must.h"
#include <stdlib.h>
#include <string.h>

void number_draw(const char *prefix, size_t length, char out[NUMBER_TEXT])
{
	const size_t n = strlen(prefix);
	unsigned char random[NUMBER_TEXT];

	must(n < length && length < NUMBER_TEXT);
	memcpy(out, prefix, n);
	for (size_t i = n; i < length;) { /* a system call draws for all of them; 250 is a multiple of ten */
		arc4random_buf(random, sizeof random);
		for (size_t j = 0; j < sizeof random && i < length; j++)
			if (random[j] < 250)
				out[i++] = (char)('0' + random[j] % 10);
	}
	out[length] = '\0';
}
