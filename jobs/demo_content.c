/* demo_content.c - what the demo shop says about itself, out of content.txt. */
#include "demo_file.h"
#include "demo_picture.h"
#include "demo_writing.h"
#include "../model/content/announcement.h"
#include "../model/content/banner.h"
#include "../model/content/home_floor.h"
#include "../model/content/hot_word.h"
#include "../model/content/identity.h"
#include "../model/goods/category.h"
#include "../model/goods/product_list.h"
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = DEMO_LANGUAGES, PICKED = 6, FLOOR_SIZE = 6 };

/* What is being made: of one kind at a time. */
struct writing {
	struct demo *demo;
	struct category_list categories;
	struct identity identity;
	struct identity_text face[LANGUAGES - 1];
	struct demo_writing writing;
	struct content_text texts[LANGUAGES - 1];
	err (*how)(struct tx *, struct writing *);
	struct banner banner;
	struct announcement announcement;
	struct home_floor floor;
	struct hot_word hot_word;
};

static err body_of(struct tx *tx, void *arg)
{
	struct writing *w = arg;

	return w->how(tx, w);
}

static err keep(struct writing *w, err (*how)(struct tx *, struct writing *))
{
	w->how = how;
	return demo_picture_tx(w->demo, body_of, w);
}

static err make_identity(struct tx *tx, struct writing *w) { return identity_update(tx, &w->identity); }

static err make_banner(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(banner_create(tx, &w->banner, &id));
	return content_publish(tx, &banner_table, id);
}

static err make_announcement(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(announcement_create(tx, &w->announcement, &id));
	return content_publish(tx, &announcement_table, id);
}

static err make_floor(struct tx *tx, struct writing *w)
{
	int64_t id;

	TRY(home_floor_create(tx, w->demo->arena, &w->floor, &id));
	return content_publish(tx, &home_floor_table, id);
}

static err make_hot_word(struct tx *tx, struct writing *w)
{
	struct problem unread = { .n = 0 };
	int64_t id;

	TRY(hot_word_create(tx, &w->hot_word, &unread, &id));
	return content_publish(tx, &hot_word_table, id);
}

/* ---- lines ---- */

static err find_category(const struct writing *w, const char *name, maybe_int64 *out)
{
	*out = (maybe_int64){ 0 };
	for (size_t i = 0; i < w->categories.n && !out->has; i++)
		if (strcmp(w->categories.at[i].name, name) == 0)
			*out = (maybe_int64){ true, w->categories.at[i].id };
	return out->has || strcmp(name, "-") == 0 ? OK : ERR_NOT_FOUND;
}

static err add_identity(struct writing *w, const struct demo_line *l)
{
#define LOCAL(m) \
	if (strcmp(l->field[1], #m) == 0) { \
		w->identity.m = l->field[2]; \
		for (size_t i = 0; i < LANGUAGES - 1; i++) \
			w->face[i].m = l->n == 5 ? l->field[i + 3] : ""; \
		return OK; \
	}
#define PLAIN(m) \
	if (strcmp(l->field[1], #m) == 0) { \
		w->identity.m = l->field[2]; \
		return OK; \
	}
	if (l->n != 3 && l->n != 5)
		return ERR_INVALID;
	LOCAL(name)
	LOCAL(service_hours)
	LOCAL(licence)
	LOCAL(copyright)
	PLAIN(brand_colour)
	PLAIN(service_phone)
	PLAIN(return_name)
	PLAIN(return_phone)
	PLAIN(return_address)
	PLAIN(company)
	PLAIN(icp_number)
	PLAIN(icp_url)
	return ERR_INVALID;
}

static err add_banner(struct writing *w, const struct demo_line *l)
{
	struct banner b = { .title = l->field[1] };

	if (l->n != 6)
		return ERR_INVALID;
	TRY(find_category(w, l->field[4], &b.target_id));
	b.target_kind = b.target_id.has ? TARGET_CATEGORY : TARGET_NONE;
	TRY(demo_draw_wide(w->demo, "广告", l->field[5], b.title, &b.image));
	b.texts = demo_texts_of(w->texts, &l->field[1]);
	w->banner = b;
	return keep(w, make_banner);
}

static err add_announcement(struct writing *w, const struct demo_line *l)
{
	struct announcement a = { .title = l->field[1] };

	if (l->n != 5)
		return ERR_INVALID;
	TRY(find_category(w, l->field[4], &a.target_id));
	a.target_kind = a.target_id.has ? TARGET_CATEGORY : TARGET_NONE;
	a.texts = demo_texts_of(w->texts, &l->field[1]);
	w->announcement = a;
	return keep(w, make_announcement);
}

static err add_hot_word(struct writing *w, const struct demo_line *l)
{
	struct hot_word word = { .title = l->field[1] };

	if (l->n != 4)
		return ERR_INVALID;
	word.texts = demo_texts_of(w->texts, &l->field[1]);
	w->hot_word = word;
	return keep(w, make_hot_word);
}

static err pick(struct demo *d, const char *word, struct content_ids *out)
{
	const struct product_query query = { .keyword = word, .sort = SORT_NEWEST, .limit = PICKED };
	struct product_list found;
	const char *next;

	TRY(product_list(d->db, d->arena, &query, &found, &next));
	*out = (struct content_ids){ ARENA_NEW(d->arena, struct content_id, found.n), found.n };
	if (!out->at)
		return ERR_NOMEM;
	for (size_t i = 0; i < found.n; i++)
		out->at[i].id = found.at[i].id;
	return OK;
}

static err add_floor(struct writing *w, const struct demo_line *l)
{
	struct home_floor f = { .title = l->field[1], .size = FLOOR_SIZE };

	if (l->n != 6)
		return ERR_INVALID;
	f.source = (enum floor_source)words_find(&floor_source_words, l->field[4]);
	if (f.source == FLOOR_CATEGORY)
		TRY(find_category(w, l->field[5], &f.category_id));
	else if (f.source == FLOOR_PICKED)
		TRY(pick(w->demo, l->field[5], &f.picked));
	else
		f.size = (int32_t)strtol(l->field[5], NULL, 10);
	f.texts = demo_texts_of(w->texts, &l->field[1]);
	w->floor = f;
	return keep(w, make_floor);
}

static err open_article(struct writing *w, const struct demo_line *l) { return demo_article_open(&w->writing, l); }

static err open_agreement(struct writing *w, const struct demo_line *l) { return demo_agreement_open(&w->writing, l); }

static err add_line(struct writing *w, const struct demo_line *l)
{
	static const struct {
		const char *name;
		err (*add)(struct writing *, const struct demo_line *);
	} kinds[] = { { "identity", add_identity }, { "banner", add_banner }, { "floor", add_floor },
		{ "announcement", add_announcement }, { "hot-word", add_hot_word }, { "article", open_article },
		{ "agreement", open_agreement } };

	if (l->mark)
		return demo_writing_add(&w->writing, l);
	TRY(demo_writing_finish(&w->writing));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, l->field[0]) == 0)
			return kinds[i].add(w, l);
	return ERR_INVALID;
}

static err write_identity(struct writing *w)
{
	struct identity now;

	TRY(identity_read(w->demo->db, &now));
	w->identity.version = now.version;
	w->identity.texts = (struct identity_texts){ w->face, LANGUAGES - 1 };
	TRY(demo_picture_draw(w->demo,
		&(struct demo_picture){ .folder = "店铺", .first = "", .second = "", .shape = "leaf", .colour = "b3391f" },
		&w->identity.logo));
	return keep(w, make_identity);
}

err demo_content(struct demo *d)
{
	struct writing w = { .demo = d, .writing = { .demo = d }, .face = { { .locale = TEXT_ZH_TW }, { .locale = TEXT_EN } } };
	struct demo_lines lines;

	TRY(demo_read(d, "content.txt", &lines));
	TRY(category_list_all(d->db, &w.categories));
	for (size_t i = 0; i < lines.n; i++) {
		const err e = add_line(&w, &lines.at[i]);
		if (e && !d->fault)
			d->fault = demo_text(d, "%s/content.txt:%d", d->folder, lines.at[i].number);
		TRY(e);
	}
	TRY(demo_writing_finish(&w.writing));
	return write_identity(&w);
}
