#include "demo_writing.h"
#include "demo_picture.h"
#include <string.h>

static err make_article(struct tx *tx, void *arg)
{
	struct demo_writing *w = arg;
	int64_t id;

	TRY(article_create(tx, w->demo->arena, &w->article, &id));
	return content_publish(tx, &article_table, id);
}

static err make_agreement(struct tx *tx, void *arg)
{
	const struct demo_writing *w = arg;
	const struct agreement form = { .body = w->article.body, .texts = w->article.texts };

	return agreement_add(tx, w->demo->arena, w->demo->staff, w->kind, &form);
}

struct content_texts demo_texts_of(struct content_text to[DEMO_LANGUAGES - 1], const char *const three[DEMO_LANGUAGES])
{
	static const enum content_locale others[] = { TEXT_ZH_TW, TEXT_EN };

	for (size_t i = 0; i < DEMO_LANGUAGES - 1; i++)
		to[i] = (struct content_text){ .locale = others[i], .title = three[i + 1] };
	return (struct content_texts){ to, DEMO_LANGUAGES - 1 };
}

err demo_draw_wide(struct demo *d, const char *folder, const char *look, const char *title, const char **path)
{
	const char *slash = strchr(look, '/');
	char *colour = slash ? arena_strndup(d->arena, look, (size_t)(slash - look)) : NULL;

	if (!slash)
		return ERR_INVALID;
	if (!colour)
		return ERR_NOMEM;
	return demo_picture_draw(d,
		&(struct demo_picture){ .folder = folder,
			.first = title,
			.second = "",
			.shape = slash + 1,
			.colour = colour,
			.variant = (uint32_t)d->pictures,
			.wide = true },
		path);
}

static err begin(struct demo_writing *w)
{
	for (size_t i = 0; i < DEMO_LANGUAGES; i++)
		w->body[i] = (struct text){ .arena = w->demo->arena };
	return OK;
}

err demo_writing_finish(struct demo_writing *w)
{
	const enum demo_piece open = w->open;

	w->open = DEMO_NOTHING;
	if (open == DEMO_NOTHING)
		return OK;
	for (size_t i = 0; i < DEMO_LANGUAGES; i++) {
		text_add(&w->body[i], "", 1);
		if (w->body[i].failed)
			return ERR_NOMEM;
	}
	w->article.body = w->body[0].at;
	for (size_t i = 0; i < DEMO_LANGUAGES - 1; i++)
		w->texts[i].body = w->body[i + 1].at;
	w->article.texts = (struct content_texts){ w->texts, DEMO_LANGUAGES - 1 };
	return demo_picture_tx(w->demo, open == DEMO_ARTICLE ? make_article : make_agreement, w);
}

err demo_article_open(struct demo_writing *w, const struct demo_line *l)
{
	if (l->n != 5)
		return ERR_INVALID;
	w->article = (struct article){ .title = l->field[1] };
	TRY(demo_draw_wide(w->demo, "文章", l->field[4], l->field[1], &w->article.image));
	w->article.texts = demo_texts_of(w->texts, &l->field[1]);
	w->open = DEMO_ARTICLE;
	return begin(w);
}

err demo_agreement_open(struct demo_writing *w, const struct demo_line *l)
{
	w->kind = l->n == 2 ? (enum agreement_kind)words_find(&agreement_kind_words, l->field[1]) : 0;
	if (!w->kind)
		return ERR_INVALID;
	w->article = (struct article){ 0 };
	demo_texts_of(w->texts, (const char *const[]){ "", "", "" });
	w->open = DEMO_AGREEMENT;
	return begin(w);
}

/* Whose texts are our own: nothing in the file is markup. */
err demo_writing_add(struct demo_writing *w, const struct demo_line *l)
{
	const char *tag = l->mark == '!' ? "h3" : "p";

	if (l->n != DEMO_LANGUAGES || w->open == DEMO_NOTHING)
		return ERR_INVALID;
	for (size_t i = 0; i < DEMO_LANGUAGES; i++)
		text_printf(&w->body[i], "<%s>%s</%s>", tag, l->field[i], tag);
	return OK;
}
