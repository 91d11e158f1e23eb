/* demo_writing.h - what of the demo's content has paragraphs: articles and agreements, line by line. */
#ifndef DEMO_WRITING_H
#define DEMO_WRITING_H
#include "demo_file.h"
#include "../lib/text.h"
#include "../model/content/agreement.h"
#include "../model/content/article.h"

enum { DEMO_LANGUAGES = 3 };

enum demo_piece { DEMO_NOTHING, DEMO_ARTICLE, DEMO_AGREEMENT };

/* One at a time: whose lines come. */
struct demo_writing {
	struct demo *demo;
	enum demo_piece open;
	struct article article;
	enum agreement_kind kind;
	struct text body[DEMO_LANGUAGES];
	struct content_text texts[DEMO_LANGUAGES - 1];
};

/* article | three titles | look of its cover; agreement | kind. */
err demo_article_open(struct demo_writing *, const struct demo_line *) MUST_USE;
err demo_agreement_open(struct demo_writing *, const struct demo_line *) MUST_USE;
/* A heading or a paragraph of what is open, in three languages. */
err demo_writing_add(struct demo_writing *, const struct demo_line *) MUST_USE;
/* Keeps what is open; nothing is open after that. */
err demo_writing_finish(struct demo_writing *) MUST_USE;

/* The second and third of three texts, as titles in the other languages. */
struct content_texts demo_texts_of(struct content_text to[DEMO_LANGUAGES - 1], const char *const three[DEMO_LANGUAGES]);
/* A picture for the top of a page; look: "5f8d4e/leaf". */
err demo_draw_wide(struct demo *, const char *folder, const char *look, const char *title, const char **path) MUST_USE;
#endif
