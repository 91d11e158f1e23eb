/* content.h - what the shop says about itself: as buyers see it, and as staff edit it. */
#ifndef VIEWS_CONTENT_H
#define VIEWS_CONTENT_H
#include "../model/content/agreement.h"
#include "../model/content/article.h"
#include "../model/content/checklist.h"
#include "../model/content/home.h"
#include "../model/content/hot_word.h"
#include "../model/content/identity.h"
#include "../model/settings.h"
#include "../model/shop_rule.h"
#include "goods.h"

/* ---- buyers ---- */
SHAPE_DECLARE(banner_card, struct banner);
SHAPE_DECLARE(announcement_card, struct announcement);
SHAPE_DECLARE(floor_view, struct shown_floor);
SHAPE_DECLARE(hot_word_card, struct hot_word);
SHAPE_DECLARE(article_card, struct article);
SHAPE_DECLARE(article_view, struct article);
SHAPE_DECLARE(agreement_view, struct agreement);
SHAPE_DECLARE(identity_view, struct identity);

/* What the first screen shows, in one request. */
struct home {
	struct category_list categories;
	struct front front;
};
SHAPE_DECLARE(home_view, struct home);

/* ---- staff ---- */
SHAPE_DECLARE(banner_line, struct banner); /* in a list: without texts in other languages */
SHAPE_DECLARE(banner_staff, struct banner);
SHAPE_DECLARE(announcement_line, struct announcement);
SHAPE_DECLARE(announcement_staff, struct announcement);
SHAPE_DECLARE(floor_line, struct home_floor);
SHAPE_DECLARE(floor_staff, struct home_floor);
SHAPE_DECLARE(hot_word_line, struct hot_word);
SHAPE_DECLARE(hot_word_staff, struct hot_word);
SHAPE_DECLARE(article_line, struct article);
SHAPE_DECLARE(article_staff, struct article);
SHAPE_DECLARE(agreement_staff, struct agreement);

SHAPE_DECLARE(identity_staff, struct identity);
SHAPE_DECLARE(checklist_view, struct checklist);

/* A rule in force. unit: s (seconds), fen, per_minute, or "" for a plain number or word. source: "file", or "panel" where
 * staff set it over what the file says. The bounds and the file's value are of those that the panel may set. */
struct setting {
	const char *section, *name, *value, *unit, *source;
	maybe_int64 least, most, file_value;
};
struct setting_list {
	struct setting *at;
	size_t n;
};
SHAPE_DECLARE(setting_view, struct setting);
/* Those that staff may know: never a secret, nor where the machine keeps things. */
err settings_list(struct arena *, const struct settings *file, const struct shop_rules *, struct setting_list *out) MUST_USE;
SHAPE_DECLARE(shop_rule_change_view, struct shop_rule_change);
SHAPE_DECLARE(shop_rules_view, struct shop_rules);
#endif
