/* search.h - how a title is found: as tokens in a FULLTEXT column, checked by LIKE.
 *
 * MariaDB cuts words at spaces only, and Chinese has none. So a title is kept besides as ASCII words
 * that any FULLTEXT parser takes whole:
 *   - two neighbouring characters beyond ASCII (汉字, かな, emoji) are one word, a bigram: each
 *     character is 3 base-36 digits of its code point, "z" and 4 digits where 3 do not reach;
 *   - a word of ASCII letters and digits is that, in small letters, after "lw": so that one of a single
 *     letter passes the server's minimum of 3, and none is a stop word. Full-width forms count as ASCII.
 * Punctuation and spaces end a run. 新年 iPhone gives "k34ino lwiphone".
 *
 * All bigrams of a keyword may stand in a title apart from each other, so MATCH alone gives false hits:
 * a query asks MATCH and LIKE. Latin words are found by how they begin, not by their middle. */
#ifndef SEARCH_H
#define SEARCH_H
#include "../../lib/arena.h"
#include "../../lib/err.h"

enum { SEARCH_TOKENS_MAX = 16, SEARCH_WORD_MAX = 40 }; /* of a keyword; letters of a Latin word, the rest is cut off */

/* What to look for: `match` for AGAINST (… IN BOOLEAN MODE), NULL when the keyword has nothing that
 * is indexed (a single character): then LIKE alone. `like` is escaped by '!'; a space stands for anything. */
struct search {
	const char *match, *like;
};

err search_tokens(struct arena *, const char *title, const char **out) MUST_USE;
/* A keyword of nothing but spaces: both are NULL. */
err search_parse(struct arena *, const char *keyword, struct search *out) MUST_USE;
#endif
