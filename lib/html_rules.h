/* html_rules.h - what rich text may hold: for html.c alone. */
#ifndef HTML_RULES_H
#define HTML_RULES_H
#include <stdbool.h>

enum { HTML_ADDRESS_MAX = 2048, HTML_ATTRIBUTES_MAX = 4 };

/* What an element is, and, as a mask, what may stand in it. */
enum html_model {
	HTML_FLOW = 1,
	HTML_PHRASE = 2,
	HTML_ITEM = 4,
	HTML_GROUP = 8,
	HTML_ROW = 16,
	HTML_CELL = 32,
	HTML_CAPTION = 64,
	HTML_LEGEND = 128,
};

/* One that comes out, as `becomes`. It holds nothing: it has no end tag either. */
struct html_element {
	const char *name, *becomes;
	unsigned is, holds;
	const char *attributes[HTML_ATTRIBUTES_MAX + 1];
};

const struct html_element *html_element_find(const char *name); /* NULL: it does not come out */
/* One that goes with all that is in it: that is no text for readers, or browsers read it by other rules. */
bool html_is_gone(const char *name);

/* Browsers skip blanks and controls in an address before they read its scheme: so they go first. False: too long. */
bool html_strip_controls(const char *address, char out[HTML_ADDRESS_MAX + 1]);
bool html_is_link(const char *address);
/* Under /media/, with no way out of it, and nothing a browser might read otherwise. */
bool html_is_own_picture(const char *address);
bool html_is_number(const char *);

bool html_has_markup(const char *); /* would a browser see a tag in it? */
#endif
