#include "html_rules.h"
#include <string.h>
#include <strings.h>

enum { NUMBER_DIGITS = 4 };

/* clang-format off */
static const struct html_element kept[] = {
	{ "p",          "p",          HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "h1",         "h2",         HTML_FLOW,    HTML_PHRASE, { NULL } }, /* the page has one already */
	{ "h2",         "h2",         HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "h3",         "h3",         HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "h4",         "h4",         HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "h5",         "h5",         HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "h6",         "h6",         HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "pre",        "pre",        HTML_FLOW,    HTML_PHRASE, { NULL } },
	{ "div",        "div",        HTML_FLOW,    HTML_FLOW | HTML_PHRASE, { NULL } },
	{ "blockquote", "blockquote", HTML_FLOW,    HTML_FLOW | HTML_PHRASE, { NULL } },
	{ "ul",         "ul",         HTML_FLOW,    HTML_ITEM, { NULL } },
	{ "ol",         "ol",         HTML_FLOW,    HTML_ITEM, { "start", NULL } },
	{ "li",         "li",         HTML_ITEM,    HTML_FLOW | HTML_PHRASE, { NULL } },
	{ "table",      "table",      HTML_FLOW,    HTML_GROUP | HTML_ROW | HTML_CAPTION, { NULL } },
	{ "caption",    "caption",    HTML_CAPTION, HTML_PHRASE, { NULL } },
	{ "thead",      "thead",      HTML_GROUP,   HTML_ROW, { NULL } },
	{ "tbody",      "tbody",      HTML_GROUP,   HTML_ROW, { NULL } },
	{ "tfoot",      "tfoot",      HTML_GROUP,   HTML_ROW, { NULL } },
	{ "tr",         "tr",         HTML_ROW,     HTML_CELL, { NULL } },
	{ "td",         "td",         HTML_CELL,    HTML_FLOW | HTML_PHRASE, { "colspan", "rowspan", NULL } },
	{ "th",         "th",         HTML_CELL,    HTML_FLOW | HTML_PHRASE, { "colspan", "rowspan", NULL } },
	{ "figure",     "figure",     HTML_FLOW,    HTML_FLOW | HTML_PHRASE | HTML_LEGEND, { NULL } },
	{ "figcaption", "figcaption", HTML_LEGEND,  HTML_PHRASE, { NULL } },
	{ "hr",         "hr",         HTML_FLOW,    0, { NULL } },
	{ "br",         "br",         HTML_PHRASE,  0, { NULL } },
	{ "img",        "img",        HTML_PHRASE,  0, { "src", "alt", "width", "height", NULL } },
	{ "a",          "a",          HTML_PHRASE,  HTML_PHRASE, { "href", NULL } },
	{ "b",          "strong",     HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "strong",     "strong",     HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "i",          "em",         HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "em",         "em",         HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "u",          "u",          HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "s",          "s",          HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "del",        "s",          HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "strike",     "s",          HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "sub",        "sub",        HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "sup",        "sup",        HTML_PHRASE,  HTML_PHRASE, { NULL } },
	{ "code",       "code",       HTML_PHRASE,  HTML_PHRASE, { NULL } },
};
/* clang-format on */

static const char *const gone[] = { "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "frameset",
	"iframe", "link", "listing", "math", "meta", "noembed", "noframes", "noscript", "object", "param", "plaintext", "script",
	"select", "style", "svg", "template", "textarea", "title", "video", "xmp" };

const struct html_element *html_element_find(const char *name)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (strcasecmp(kept[i].name, name) == 0)
			return &kept[i];
	return NULL;
}

/* "svg:svg" is svg as well. */
bool html_is_gone(const char *name)
{
	const char *colon = strrchr(name, ':');

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (strcasecmp(gone[i], name) == 0 || (colon && strcasecmp(gone[i], colon + 1) == 0))
			return true;
	return false;
}

static bool begins_with(const char *s, const char *with) { return strncasecmp(s, with, strlen(with)) == 0; }

bool html_strip_controls(const char *s, char out[HTML_ADDRESS_MAX + 1])
{
	size_t n = 0;

	for (; *s; s++) {
		if ((unsigned char)*s <= ' ' || *s == 0x7F)
			continue;
		if (n == HTML_ADDRESS_MAX)
			return false;
		out[n++] = *s;
	}
	out[n] = '\0';
	return true;
}

bool html_is_link(const char *s)
{
	return begins_with(s, "https://") || begins_with(s, "http://") || begins_with(s, "mailto:") || begins_with(s, "tel:") ||
		*s == '#' || (*s == '/' && s[1] != '/' && s[1] != '\\');
}

bool html_is_own_picture(const char *s)
{
	static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_./";

	return begins_with(s, "/media/") && strspn(s, characters) == strlen(s) && !strstr(s, "..") && !strstr(s, "//");
}

bool html_is_number(const char *s)
{
	const size_t n = strlen(s);

	return n > 0 && n <= NUMBER_DIGITS && strspn(s, "0123456789") == n;
}

bool html_has_markup(const char *s)
{
	while ((s = strchr(s, '<')) != NULL) {
		s++;
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '/' || *s == '!' || *s == '?')
			return true;
	}
	return false;
}
