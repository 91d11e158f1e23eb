#include "xml.h"
#include <limits.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <strings.h>

static const char blanks[] = " \t\n";
static const char cdata_open[] = "<![CDATA[", cdata_close[] = "]]>";

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr context)
{
	(void)url;
	(void)id;
	(void)context;
	return NULL;
}

void xml_setup(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(load_nothing);
}

static bool starts_with(const char *s, const char *end, const char *with)
{
	return (size_t)(end - s) >= strlen(with) && memcmp(s, with, strlen(with)) == 0;
}

/* Behind the XML declaration, when there is one and it says what we take; NULL for another one. */
static const char *skip_declaration(const char *s, const char *end)
{
	static const char *const taken[] = {
		"<?xml version=\"1.0\"?>",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>",
		"<?xml version=\"1.0\" encoding=\"utf-8\" ?>",
		"<?xml version='1.0'?>",
		"<?xml version='1.0' encoding='utf-8'?>",
		"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>",
	};

	if (!starts_with(s, end, "<?"))
		return s;
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if ((size_t)(end - s) >= strlen(taken[i]) && strncasecmp(s, taken[i], strlen(taken[i])) == 0)
			return s + strlen(taken[i]);
	return NULL;
}

/* Behind a <name> or </name> with nothing else in it. */
static const char *skip_tag(const char *s, const char *end)
{
	const char *name = s + (starts_with(s, end, "</") ? 2 : 1), *c = name;

	while (c < end && ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_'))
		c++;
	return c > name && c < end && *c == '>' ? c + 1 : NULL;
}

/* Behind one of the five named entities. A reference by number has many spellings: &#x4a; &#x4A; */
static const char *skip_entity(const char *s, const char *end)
{
	static const char *const named[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (starts_with(s, end, named[i]))
			return s + strlen(named[i]);
	return NULL;
}

/* Behind a CDATA section, which ends its element: libxml2 would join it with one that follows. */
static const char *skip_cdata(const char *s, const char *end)
{
	const char *close = memmem(s, (size_t)(end - s), cdata_close, sizeof cdata_close - 1);

	return close && starts_with(close + sizeof cdata_close - 1, end, "</") ? close + sizeof cdata_close - 1 : NULL;
}

/* What libxml2 would take in more than one spelling is refused here, before it parses; what is
 * well-formed is its to say. The depth also keeps a tower of tags from it. */
static bool is_spelled_plainly(const char *s, const char *end)
{
	int depth = 0;

	if (memchr(s, '\r', (size_t)(end - s))) /* a parser turns it into a newline */
		return false;
	s = skip_declaration(s, end);
	while (s && s < end) {
		if (starts_with(s, end, cdata_open)) {
			s = skip_cdata(s, end);
		} else if (*s == '<') {
			depth += starts_with(s, end, "</") ? -1 : 1;
			s = depth >= 0 && depth <= 2 ? skip_tag(s, end) : NULL;
		} else if (depth < 2) { /* text stands in a field only */
			s = strchr(blanks, *s) ? s + 1 : NULL;
		} else {
			s = *s == '&' ? skip_entity(s, end) : s + 1;
		}
	}
	return s != NULL;
}

static bool is_blank(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE && node->content &&
		strspn((const char *)node->content, blanks) == strlen((const char *)node->content);
}

/* NULL unless the element holds nothing, one text, or one CDATA section. */
static const char *content(const xmlNode *element)
{
	const xmlNode *only = element->children;

	if (element->properties || element->nsDef || element->ns)
		return NULL;
	if (!only)
		return "";
	if (only->next || (only->type != XML_TEXT_NODE && only->type != XML_CDATA_SECTION_NODE))
		return NULL;
	return only->content ? (const char *)only->content : "";
}

static err add_field(struct arena *a, const xmlNode *element, struct message *m)
{
	const char *name = (const char *)element->name, *value = content(element);

	if (!value || m->n == MESSAGE_FIELDS_MAX || message_find(m, name))
		return ERR_INVALID;
	struct message_field f = { arena_strndup(a, name, strlen(name)), arena_strndup(a, value, strlen(value)) };
	if (!f.name || !f.value)
		return ERR_NOMEM;
	m->at[m->n++] = f;
	return OK;
}

static err walk(struct arena *a, const xmlDoc *document, const char *root, struct message *m)
{
	const xmlNode *top = document->children;

	if (document->intSubset || document->extSubset || !top || top->next || top->type != XML_ELEMENT_NODE ||
		strcmp((const char *)top->name, root) != 0 || top->properties || top->nsDef)
		return ERR_INVALID;
	for (const xmlNode *node = top->children; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE)
			TRY(add_field(a, node, m));
		else if (!is_blank(node))
			return ERR_INVALID;
	}
	return OK;
}

err message_read(struct arena *a, bytes body, size_t size_max, const char *root, struct message *out)
{
	size_t chars;

	if (body.n > size_max || body.n > INT_MAX)
		return ERR_TOO_LARGE;
	if (body.n == 0 || !text_is_clean(body.at, body.n, &chars) || !is_spelled_plainly(body.at, (const char *)body.at + body.n))
		return ERR_INVALID;
	struct message m = { ARENA_NEW(a, struct message_field, MESSAGE_FIELDS_MAX), 0 };
	if (!m.at)
		return ERR_NOMEM;
	xmlDoc *document = xmlReadMemory(
		body.at, (int)body.n, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!document)
		return ERR_INVALID;
	const err e = walk(a, document, root, &m);
	xmlFreeDoc(document);
	if (!e)
		*out = m;
	return e;
}

const char *message_find(const struct message *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->at[i].name, name) == 0)
			return m->at[i].value;
	return NULL;
}

static void write_escaped(struct text *t, const char *s)
{
	size_t chars;

	if (!text_is_clean(s, strlen(s), &chars) || strchr(s, '\r'))
		t->failed = true;
	for (; *s; s++)
		switch (*s) {
		case '&': text_puts(t, "&amp;"); break;
		case '<': text_puts(t, "&lt;"); break;
		case '>': text_puts(t, "&gt;"); break;
		default: text_add(t, s, 1);
		}
}

void message_write(struct text *t, const char *root, const struct message *m)
{
	text_printf(t, "<%s>", root);
	for (size_t i = 0; i < m->n; i++) {
		text_printf(t, "<%s>", m->at[i].name);
		write_escaped(t, m->at[i].value);
		text_printf(t, "</%s>", m->at[i].name);
	}
	text_printf(t, "</%s>", root);
}
