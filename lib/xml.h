/* xml.h - flat XML messages, as WeChat Pay V2 and its sandbox speak them (protocols §1).
 *
 * <xml><name>value</name>…</xml>: one level, each name once, a value is plain text or one CDATA
 * section. Everything else XML offers is refused, so that there is one way to spell a message: a
 * signed message with any byte changed is another message, or none (reliability R15). Refused are
 * a doctype, comments, processing instructions, attributes, nested and self-closed elements,
 * blanks inside a tag, numeric references, carriage returns, text beside CDATA or between elements
 * (blanks there are fine), and any encoding but UTF-8. */
#ifndef XML_H
#define XML_H
#include "err.h"
#include "text.h"
#include "value.h"

enum { MESSAGE_FIELDS_MAX = 200 };
struct message_field {
	const char *name, *value;
};
struct message {
	struct message_field *at;
	size_t n;
};

/* Once in a process, before the first message_read: nothing is ever loaded from outside. */
void xml_setup(void);

/* ERR_TOO_LARGE past size_max bytes, ERR_INVALID for what is not such a message under that root,
 * ERR_NOMEM. The message lives in the arena. */
err message_read(struct arena *, bytes body, size_t size_max, const char *root, struct message *out) MUST_USE;

const char *message_find(const struct message *, const char *name); /* NULL: no such field */

/* Values must be clean text (text_is_clean) without carriage returns: else the text fails. */
void message_write(struct text *, const char *root, const struct message *);
#endif
