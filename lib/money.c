#include "money.h"
#include "must.h"

__extension__ typedef __int128 wide; /* fen times fen: up to 2^126 */

bool money_add(money a, money b, money *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a.fen, b.fen, &sum))
		return false;
	*out = (money){ sum };
	return true;
}

bool money_times(money a, int64_t n, money *out)
{
	int64_t product;

	if (__builtin_mul_overflow(a.fen, n, &product))
		return false;
	*out = (money){ product };
	return true;
}

void money_split(money total, const money *weights, size_t n, money *parts)
{
	int64_t rest[MONEY_PARTS_MAX];
	wide sum = 0;
	int64_t left = total.fen;

	must(n <= MONEY_PARTS_MAX && total.fen >= 0);
	for (size_t i = 0; i < n; i++) {
		must(weights[i].fen >= 0);
		sum += weights[i].fen;
	}
	must(sum <= INT64_MAX); /* so that a remainder fits 64 bits */
	for (size_t i = 0; i < n; i++) {
		const wide product = (wide)total.fen * weights[i].fen;
		parts[i].fen = sum ? (int64_t)(product / sum) : 0;
		rest[i] = sum ? (int64_t)(product % sum) : 0;
		left -= parts[i].fen;
	}
	while (sum && left-- > 0) { /* fewer than n are left */
		size_t best = 0;
		for (size_t i = 1; i < n; i++)
			if (rest[i] > rest[best])
				best = i;
		parts[best].fen++;
		rest[best] = -1;
	}
}

money money_refund(money pay, int32_t quantity, int32_t before, int32_t more)
{
	must(pay.fen >= 0 && before >= 0 && more >= 0 && quantity > 0 && before <= quantity - more);
	const wide after = (wide)pay.fen * (before + more) / quantity, already = (wide)pay.fen * before / quantity;

	return (money){ (int64_t)(after - already) };
}
