#include "number.h"
#include "must.h"
#include <stdlib.h>
#include <string.h>

void number_draw(const char *prefix, size_t length, char out[NUMBER_TEXT])
{
	const size_t n = strlen(prefix);

	must(n < length && length < NUMBER_TEXT);
	memcpy(out, prefix, n);
	for (size_t i = n; i < length; i++)
		out[i] = (char)('0' + arc4random_uniform(10));
	out[length] = '\0';
}
