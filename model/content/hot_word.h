/* hot_word.h - words that the shop suggests to look for, on the page where one searches.
 *
 * Staff choose them: they say nothing about what others look for. Goods have titles in the shop's language alone;
 * so a word in another language is how it is shown, and a tap looks for the word itself. */
#ifndef HOT_WORD_H
#define HOT_WORD_H
#include "content.h"

struct hot_word {
	int64_t id;
	const char *title;   /* for buyers: in their language */
	const char *keyword; /* for buyers: what is looked for */
	enum content_state state;
	maybe_moment published_at;
	int32_t version;
	struct content_texts texts; /* where a function says so */
};
struct hot_word_list {
	struct hot_word *at;
	size_t n;
};
SHAPE_DECLARE(hot_word_row, struct hot_word);
SHAPE_DECLARE(hot_word_create_form, struct hot_word);
SHAPE_DECLARE(hot_word_update_form, struct hot_word);

enum { HOT_WORD_CHARS_MAX = 20 };
#define HOT_WORDS_MAX 20
extern const struct content_table hot_word_table;

/* All but the deleted, as they stand; without texts. */
err hot_word_list(struct db *, struct hot_word_list *out) MUST_USE;
err hot_word_find(struct db *, int64_t id, struct hot_word *out) MUST_USE; /* with texts */
/* A draft, the last of all. CONTENT_LIMIT; ERR_DUPLICATE, and the problem names the title: another has the same. */
err hot_word_create(struct tx *, const struct hot_word *, struct problem *, int64_t *id) MUST_USE;
/* By id and version. ERR_DUPLICATE as above. */
err hot_word_update(struct tx *, const struct hot_word *, struct problem *) MUST_USE;

/* What buyers see now, in that language: id, title, keyword. */
SHAPE_DECLARE(hot_word_shown_row, struct hot_word);
err hot_word_list_shown(struct db *, const char *locale, struct hot_word_list *out) MUST_USE;
#endif
