/* html.h - rich text that people wrote, made harmless: parsed, and rebuilt from an allow-list.
 *
 * Nothing of what came in is copied as it stood. Elements, attributes and addresses that are not on the
 * lists in html.c do not come out; what runs, loads or styles (script, svg, iframe, style …) goes with all
 * that is in it, other unknown elements leave their text behind. Pictures are ours alone: /media/… . What
 * comes out nests as HTML wants it, so that a browser reads what we wrote, and cleaning it again gives the
 * same bytes. A text without any markup becomes paragraphs, one a line. */
#ifndef HTML_H
#define HTML_H
#include "arena.h"
#include "err.h"

/* *out has at most `max` characters: else ERR_TOO_LARGE. ERR_INVALID for text that is not clean UTF-8, or
 * that no rebuilding makes stable; ERR_NOMEM. NULL is cleaned to "". */
err html_clean(struct arena *, const char *text, size_t max, const char **out) MUST_USE;
#endif
