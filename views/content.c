#include "content.h"
#include "../lib/text.h"
#include <string.h>

/* ---- buyers ---- */

static const struct field banner_fields[] = {
	FIELD(struct banner, id),
	FIELD(struct banner, title),
	FIELD(struct banner, image),
	FIELD_ENUM(struct banner, target_kind, content_target),
	FIELD(struct banner, target_id),
};
const struct shape banner_card = SHAPE(banner_card, banner_fields);

static const struct field announcement_fields[] = {
	FIELD(struct announcement, id),
	FIELD(struct announcement, title),
	FIELD_ENUM(struct announcement, target_kind, content_target),
	FIELD(struct announcement, target_id),
};
const struct shape announcement_card = SHAPE(announcement_card, announcement_fields);

static const struct field floor_fields[] = {
	FIELD(struct shown_floor, id),
	FIELD(struct shown_floor, title),
	FIELD_ENUM(struct shown_floor, source, floor_source),
	FIELD(struct shown_floor, category_id),
	FIELD_LIST(struct shown_floor, products, product_card),
};
const struct shape floor_view = SHAPE(floor_view, floor_fields);

static const struct field hot_word_fields[] = {
	FIELD(struct hot_word, id),
	FIELD(struct hot_word, title),
	FIELD(struct hot_word, keyword),
};
const struct shape hot_word_card = SHAPE(hot_word_card, hot_word_fields);

#define HOME_LIST(m, shape) \
	{ \
		.name = #m, .kind = KIND_LIST, .child = &shape, \
		.offset = offsetof(struct home, front.m) + FIELD_IS(struct home, front.m.at, shape##_of *) \
	}
static const struct field home[] = {
	FIELD_LIST(struct home, categories, category_tile),
	HOME_LIST(newest, product_card),
	HOME_LIST(best_sellers, product_card),
	HOME_LIST(banners, banner_card),
	HOME_LIST(announcements, announcement_card),
	HOME_LIST(floors, floor_view),
};
const struct shape home_view = SHAPE(home_view, home);

/* clang-format off */
#define ARTICLE_CARD \
	FIELD(struct article, id), \
	FIELD(struct article, title), \
	FIELD(struct article, image), \
	FIELD(struct article, published_at)
/* clang-format on */
static const struct field article_card_fields[] = { ARTICLE_CARD };
const struct shape article_card = SHAPE(article_card, article_card_fields);
static const struct field article_fields[] = { ARTICLE_CARD, FIELD(struct article, body) };
const struct shape article_view = SHAPE(article_view, article_fields);

/* clang-format off */
#define AGREEMENT \
	FIELD_ENUM(struct agreement, kind, agreement_kind), \
	FIELD(struct agreement, number), \
	FIELD(struct agreement, created_at), \
	FIELD(struct agreement, body)
/* clang-format on */
static const struct field agreement_fields[] = { AGREEMENT };
const struct shape agreement_view = SHAPE(agreement_view, agreement_fields);

static const struct field identity_fields[] = {
	FIELD(struct identity, name),
	FIELD(struct identity, logo),
	FIELD(struct identity, brand_colour),
	FIELD(struct identity, service_phone),
	FIELD(struct identity, service_hours),
	FIELD(struct identity, company),
	FIELD(struct identity, licence),
	FIELD(struct identity, icp_number),
	FIELD(struct identity, icp_url),
	FIELD(struct identity, copyright),
	FIELD(struct identity, user_agreement),
	FIELD(struct identity, privacy_policy),
	FIELD(struct identity, locale),
};
const struct shape identity_view = SHAPE(identity_view, identity_fields);

/* ---- staff ---- */

/* clang-format off */
#define BANNER_LINE \
	FIELD(struct banner, id), \
	FIELD(struct banner, title), \
	FIELD(struct banner, image), \
	FIELD_ENUM(struct banner, target_kind, content_target), \
	FIELD(struct banner, target_id), \
	FIELD(struct banner, target_title), \
	FIELD(struct banner, starts_at), \
	FIELD(struct banner, ends_at), \
	FIELD_ENUM(struct banner, phase, content_phase), \
	FIELD(struct banner, published_at), \
	FIELD(struct banner, version)
#define ANNOUNCEMENT_LINE \
	FIELD(struct announcement, id), \
	FIELD(struct announcement, title), \
	FIELD_ENUM(struct announcement, target_kind, content_target), \
	FIELD(struct announcement, target_id), \
	FIELD(struct announcement, target_title), \
	FIELD(struct announcement, starts_at), \
	FIELD(struct announcement, ends_at), \
	FIELD_ENUM(struct announcement, phase, content_phase), \
	FIELD(struct announcement, published_at), \
	FIELD(struct announcement, version)
#define FLOOR_LINE \
	FIELD(struct home_floor, id), \
	FIELD(struct home_floor, title), \
	FIELD_ENUM(struct home_floor, source, floor_source), \
	FIELD(struct home_floor, category_id), \
	FIELD(struct home_floor, category_name), \
	FIELD(struct home_floor, size), \
	FIELD_ENUM(struct home_floor, state, content_state), \
	FIELD(struct home_floor, published_at), \
	FIELD(struct home_floor, version)
#define HOT_WORD_LINE \
	FIELD(struct hot_word, id), \
	FIELD(struct hot_word, title), \
	FIELD_ENUM(struct hot_word, state, content_state), \
	FIELD(struct hot_word, published_at), \
	FIELD(struct hot_word, version)
#define ARTICLE_LINE ARTICLE_CARD, FIELD_ENUM(struct article, state, content_state), FIELD(struct article, version)
/* clang-format on */
static const struct field banner_line_fields[] = { BANNER_LINE };
const struct shape banner_line = SHAPE(banner_line, banner_line_fields);
static const struct field banner_staff_fields[] = { BANNER_LINE, FIELD_LIST(struct banner, texts, content_text_row) };
const struct shape banner_staff = SHAPE(banner_staff, banner_staff_fields);

static const struct field announcement_line_fields[] = { ANNOUNCEMENT_LINE };
const struct shape announcement_line = SHAPE(announcement_line, announcement_line_fields);
static const struct field announcement_staff_fields[] = { ANNOUNCEMENT_LINE,
	FIELD_LIST(struct announcement, texts, content_text_row) };
const struct shape announcement_staff = SHAPE(announcement_staff, announcement_staff_fields);

static const struct field floor_line_fields[] = { FLOOR_LINE };
const struct shape floor_line = SHAPE(floor_line, floor_line_fields);
static const struct field floor_staff_fields[] = { FLOOR_LINE, FIELD_LIST(struct home_floor, texts, content_text_row),
	FIELD_LIST(struct home_floor, products, floor_product_row) };
const struct shape floor_staff = SHAPE(floor_staff, floor_staff_fields);

static const struct field hot_word_line_fields[] = { HOT_WORD_LINE };
const struct shape hot_word_line = SHAPE(hot_word_line, hot_word_line_fields);
static const struct field hot_word_staff_fields[] = { HOT_WORD_LINE, FIELD_LIST(struct hot_word, texts, content_text_row) };
const struct shape hot_word_staff = SHAPE(hot_word_staff, hot_word_staff_fields);

static const struct field article_line_fields[] = { ARTICLE_LINE };
const struct shape article_line = SHAPE(article_line, article_line_fields);
static const struct field article_staff_fields[] = { ARTICLE_LINE, FIELD(struct article, body),
	FIELD_LIST(struct article, texts, article_text) };
const struct shape article_staff = SHAPE(article_staff, article_staff_fields);

static const struct field agreement_staff_fields[] = { AGREEMENT, FIELD_LIST(struct agreement, texts, agreement_text_row),
	FIELD_LIST(struct agreement, versions, agreement_version_row) };
const struct shape agreement_staff = SHAPE(agreement_staff, agreement_staff_fields);

static const struct field identity_staff_fields[] = {
	FIELD(struct identity, name),
	FIELD(struct identity, logo),
	FIELD(struct identity, brand_colour),
	FIELD(struct identity, service_phone),
	FIELD(struct identity, service_hours),
	FIELD(struct identity, return_name),
	FIELD(struct identity, return_phone),
	FIELD(struct identity, return_address),
	FIELD(struct identity, company),
	FIELD(struct identity, licence),
	FIELD(struct identity, icp_number),
	FIELD(struct identity, icp_url),
	FIELD(struct identity, copyright),
	FIELD_LIST(struct identity, texts, identity_text_row),
	FIELD(struct identity, locale),
	FIELD(struct identity, version),
};
const struct shape identity_staff = SHAPE(identity_staff, identity_staff_fields);

static const struct field checklist_fields[] = {
	FIELD(struct checklist, identity),
	FIELD(struct checklist, logo),
	FIELD(struct checklist, agreements),
	FIELD(struct checklist, category),
	FIELD(struct checklist, product),
	FIELD(struct checklist, wechatpay),
	FIELD(struct checklist, staff),
	FIELD(struct checklist, paid_order),
};
const struct shape checklist_view = SHAPE(checklist_view, checklist_fields);

/* ---- settings ---- */

static const struct field setting_fields[] = {
	FIELD(struct setting, section),
	FIELD(struct setting, name),
	FIELD(struct setting, value),
	FIELD(struct setting, unit),
	FIELD(struct setting, source),
	FIELD(struct setting, least),
	FIELD(struct setting, most),
	FIELD(struct setting, file_value),
};
const struct shape setting_view = SHAPE(setting_view, setting_fields);

/* Durations are all the 64-bit numbers there are, limits all the 32-bit ones of their section. */
static const char *unit_of(enum kind kind, bool limits)
{
	return kind == KIND_MONEY ? "fen" : kind == KIND_INT64 ? "s" : limits ? "per_minute" : "";
}

static err add_numbers(struct arena *arena, struct setting_list *list, const char *section, const struct shape *s, const void *from)
{
	for (const struct field *f = s->fields; f < s->fields + s->count; f++) {
		struct text value = { .arena = arena };
		int64_t n;
		if (!field_load(f->kind, (const char *)from + f->offset, &n))
			continue;
		text_int(&value, n);
		text_add(&value, "", 1);
		if (value.failed)
			return ERR_NOMEM;
		list->at[list->n++] = (struct setting){ .section = section,
			.name = f->name,
			.value = value.at,
			.unit = unit_of(f->kind, s == &limits_settings_shape),
			.source = "file" };
	}
	return OK;
}

/* What the panel may set: within which bounds, over what, and whether it does. */
static void tell_merchants(const struct shop_rules *rules, const struct rules_settings *file, struct setting *one)
{
	const struct field *f = shape_find(&shop_rules_form, one->name, strlen(one->name));
	int64_t unused;

	if (!f)
		return;
	const struct field *of_file = shape_find(&rules_settings_shape, one->name, strlen(one->name));
	one->least = (maybe_int64){ true, f->min };
	one->most = (maybe_int64){ true, f->max };
	one->file_value.has = field_load(of_file->kind, (const char *)file + of_file->offset, &one->file_value.is);
	if (field_load(f->kind, (const char *)rules + f->offset, &unused))
		one->source = "panel";
}

err settings_list(struct arena *arena, const struct settings *s, const struct shop_rules *rules, struct setting_list *out)
{
	struct rules_settings now = s->rules;
	const struct setting said[] = {
		{ "shop", "public_url", s->shop.public_url, "", .source = "file" },
		{ "shop", "locale", s->shop.locale, "", .source = "file" },
		{ "wechat", "appid", s->wechat.appid, "", .source = "file" },
		{ "wechatpay", "mch_id", s->wechatpay.mch_id, "", .source = "file" },
		{ "wechatpay", "pay_base", s->wechatpay.pay_base, "", .source = "file" },
		{ "sms", "sign", s->sms.sign, "", .source = "file" },
	};
	const size_t words = sizeof said / sizeof *said;
	struct setting_list list = {
		ARENA_NEW(arena, struct setting, words + rules_settings_shape.count + limits_settings_shape.count), 0
	};

	if (!list.at)
		return ERR_NOMEM;
	shop_rules_apply(rules, &now);
	TRY(add_numbers(arena, &list, "rules", &rules_settings_shape, &now));
	for (size_t i = 0; i < list.n; i++)
		tell_merchants(rules, &s->rules, &list.at[i]);
	TRY(add_numbers(arena, &list, "limits", &limits_settings_shape, &s->limits));
	for (size_t i = 0; i < words; i++)
		list.at[list.n++] = said[i];
	*out = list;
	return OK;
}

static const struct field change_fields[] = {
	FIELD(struct shop_rule_change, id),
	FIELD(struct shop_rule_change, rule),
	FIELD(struct shop_rule_change, before_value),
	FIELD(struct shop_rule_change, after_value),
	FIELD(struct shop_rule_change, staff_id),
	FIELD(struct shop_rule_change, staff_name),
	FIELD(struct shop_rule_change, created_at),
};
const struct shape shop_rule_change_view = SHAPE(shop_rule_change_view, change_fields);

static const struct field rules_fields[] = {
	FIELD(struct shop_rules, pay_within),
	FIELD(struct shop_rules, auto_receive_express),
	FIELD(struct shop_rules, unpaid_max),
	FIELD(struct shop_rules, member_session),
	FIELD(struct shop_rules, staff_idle),
	FIELD(struct shop_rules, visit_kept),
	FIELD(struct shop_rules, freight_fee),
	FIELD(struct shop_rules, freight_free_from),
	FIELD(struct shop_rules, version),
	FIELD_LIST(struct shop_rules, changes, shop_rule_change_view),
};
const struct shape shop_rules_view = SHAPE(shop_rules_view, rules_fields);
