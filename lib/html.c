#include "html.h"
#include "html_rules.h"
#include "text.h"
#include <limits.h>
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <string.h>

enum { DEPTH_MAX = 64, ROUNDS_MAX = 4 };

/* A start tag that was written, from where to where; element NULL: none was. */
struct open {
	const struct html_element *element;
	size_t from, until;
};

/* A document being rebuilt, and the path to the node at hand. What lies deeper than DEPTH_MAX is text without tags. */
struct rebuild {
	struct text *to;
	struct open path[DEPTH_MAX];
	size_t depth;
};

static void write_escaped(struct text *t, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': text_puts(t, "&amp;"); break;
		case '<': text_puts(t, "&lt;"); break;
		case '>': text_puts(t, "&gt;"); break;
		case '"': text_puts(t, "&quot;"); break;
		case '\r': break;
		default: text_add(t, s, 1);
		}
}

/* False: the attribute does not come out. */
static bool write_value(struct text *t, const char *name, const char *value)
{
	const bool link = strcmp(name, "href") == 0, picture = strcmp(name, "src") == 0;
	char address[HTML_ADDRESS_MAX + 1];

	if (link || picture) {
		if (!html_strip_controls(value, address) || !(link ? html_is_link(address) : html_is_own_picture(address)))
			return false;
		value = address;
	} else if (strcmp(name, "alt") != 0 && !html_is_number(value)) {
		return false;
	}
	text_printf(t, " %s=\"", name);
	write_escaped(t, value);
	text_puts(t, link ? "\" rel=\"noopener noreferrer nofollow\"" : "\"");
	return true;
}

/* How many came out; those of the list, in its order. */
static size_t write_attributes(struct text *t, const xmlNode *node, const struct html_element *e)
{
	size_t n = 0;

	for (const char *const *name = e->attributes; *name; name++) {
		xmlChar *value = xmlGetNoNsProp((xmlNode *)(uintptr_t)node, (const xmlChar *)*name);
		if (!value)
			continue;
		n += write_value(t, *name, (const char *)value);
		xmlFree(value);
	}
	return n;
}

/* ---- nodes ---- */

static size_t path_length(const struct rebuild *r) { return r->depth < DEPTH_MAX ? r->depth : DEPTH_MAX; }

/* The innermost element that was written around here; NULL: the top. */
static const struct html_element *around(const struct rebuild *r)
{
	for (size_t i = path_length(r); i > 0; i--)
		if (r->path[i - 1].element)
			return r->path[i - 1].element;
	return NULL;
}

static bool is_within(const struct rebuild *r, const char *name)
{
	for (size_t i = 0; i < path_length(r); i++)
		if (r->path[i].element && strcmp(r->path[i].element->becomes, name) == 0)
			return true;
	return false;
}

static bool fits(const struct rebuild *r, const struct html_element *e)
{
	const struct html_element *parent = around(r);

	return r->depth < DEPTH_MAX && (e->is & (parent ? parent->holds : HTML_FLOW | HTML_PHRASE)) &&
		(e->is != HTML_PHRASE || !e->holds || !is_within(r, e->becomes)); /* bold in bold, a link in a link */
}

/* Pasted text is often bold around paragraphs, which HTML does not know: then the paragraphs stay. */
static bool is_around_blocks(const xmlNode *node)
{
	const xmlNode *n = node->children;

	while (n) {
		const struct html_element *e = n->type == XML_ELEMENT_NODE ? html_element_find((const char *)n->name) : NULL;
		if (e && e->is != HTML_PHRASE)
			return true;
		if (n->children) {
			n = n->children;
			continue;
		}
		while (n && n != node && !n->next)
			n = n->parent;
		n = n && n != node ? n->next : NULL;
	}
	return false;
}

/* Writes the start tag; without element when this one does not come out, but what is in it may. */
static struct open write_start(struct rebuild *r, const xmlNode *node)
{
	const struct html_element *e = html_element_find((const char *)node->name);
	struct text *t = r->to;

	if (!e || !fits(r, e) || (e->is == HTML_PHRASE && e->holds && is_around_blocks(node)))
		return (struct open){ .element = NULL };
	const size_t before = t->n;
	text_printf(t, "<%s", e->becomes);
	const size_t n = write_attributes(t, node, e);
	if ((strcmp(e->name, "img") == 0 && (t->failed || !memmem(t->at + before, t->n - before, " src=", 5))) ||
		(strcmp(e->name, "a") == 0 && n == 0)) {
		t->n = before;
		return (struct open){ .element = NULL };
	}
	text_puts(t, ">");
	return (struct open){ e, before, t->n };
}

/* What holds words and has none is taken back. */
static void write_end(struct rebuild *r, const struct open *o)
{
	if (o->element && o->element->is == HTML_PHRASE && o->element->holds && r->to->n == o->until)
		r->to->n = o->from;
	else if (o->element && o->element->holds)
		text_printf(r->to, "</%s>", o->element->becomes);
}

/* Whether to go into it. */
static bool enter(struct rebuild *r, const xmlNode *node)
{
	if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
		write_escaped(r->to, (const char *)node->content);
	if (node->type != XML_ELEMENT_NODE || html_is_gone((const char *)node->name))
		return false;
	const struct open o = write_start(r, node);
	if (!node->children || (o.element && !o.element->holds)) {
		write_end(r, &o);
		return false;
	}
	if (r->depth < DEPTH_MAX)
		r->path[r->depth] = o;
	r->depth++;
	return true;
}

static void leave(struct rebuild *r)
{
	r->depth--;
	if (r->depth < DEPTH_MAX)
		write_end(r, &r->path[r->depth]);
}

/* Without recursion: how deep a document goes, its author decides. */
static void rebuild(struct text *to, const xmlNode *top)
{
	struct rebuild r = { .to = to };
	const xmlNode *node = top;

	while (node) {
		if (enter(&r, node)) {
			node = node->children;
			continue;
		}
		while (node && !node->next) {
			node = r.depth ? node->parent : NULL;
			if (node)
				leave(&r);
		}
		node = node ? node->next : NULL;
	}
}

/* ---- texts ---- */

static err clean_once(struct arena *a, const char *html, const char **out)
{
	static const char open[] = "<html><body>";
	struct text in = { .arena = a }, to = { .arena = a };

	text_puts(&in, open);
	text_puts(&in, html);
	if (in.failed)
		return ERR_NOMEM;
	if (in.n > INT_MAX)
		return ERR_TOO_LARGE;
	xmlDoc *document = htmlReadMemory(in.at, (int)in.n, NULL, "UTF-8",
		HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
	if (!document)
		return ERR_INVALID;
	rebuild(&to, document->children);
	xmlFreeDoc(document);
	text_add(&to, "", 1);
	if (to.failed)
		return ERR_NOMEM;
	*out = to.at;
	return OK;
}

static bool is_blank(const char *s) { return s[strspn(s, " \t\n")] == '\0'; }

static err paragraphs(struct arena *a, const char *s, const char **out)
{
	struct text to = { .arena = a };

	while (*s) {
		const size_t n = strcspn(s, "\r\n");
		const char *line = arena_strndup(a, s, n);
		if (!line)
			return ERR_NOMEM;
		if (!is_blank(line)) {
			text_puts(&to, "<p>");
			write_escaped(&to, line);
			text_puts(&to, "</p>");
		}
		s += n + (s[n] != '\0');
	}
	text_add(&to, "", 1);
	if (to.failed)
		return ERR_NOMEM;
	*out = to.at;
	return OK;
}

/* What is left of markup without any: a paragraph, or it would be read as text without markup next time. */
static err wrap(struct arena *a, const char *words, const char **out)
{
	struct text to = { .arena = a };

	if (!is_blank(words))
		text_printf(&to, "<p>%s</p>", words);
	text_add(&to, "", 1);
	if (to.failed)
		return ERR_NOMEM;
	*out = to.at;
	return OK;
}

/* What a parser moves about settles at once, as what is written nests well; the rounds prove it. */
static err settle(struct arena *a, const char *html, const char **out)
{
	const char *after;

	for (int round = 0; round < ROUNDS_MAX; round++, html = after) {
		TRY(clean_once(a, html, &after));
		if (!html_has_markup(after))
			return wrap(a, after, out);
		if (strcmp(html, after) == 0) {
			*out = after;
			return OK;
		}
	}
	return ERR_INVALID;
}

err html_clean(struct arena *a, const char *text, size_t max, const char **out)
{
	const char *from = text ? text : "", *to = "";
	size_t chars;

	if (!text_is_clean(from, strlen(from), &chars))
		return ERR_INVALID;
	if (html_has_markup(from))
		TRY(settle(a, from, &to));
	else
		TRY(paragraphs(a, from, &to));
	if (!text_is_clean(to, strlen(to), &chars))
		return ERR_INVALID;
	if (chars > max)
		return ERR_TOO_LARGE;
	*out = to;
	return OK;
}
