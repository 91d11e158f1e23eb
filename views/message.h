/* message.h - the sentences people read: one for each complaint and fault, in the reader's language.
 *
 * Codes are for programs and stay; sentences are for people and may be reworded any day. A further
 * language is a further column of message.c. */
#ifndef MESSAGE_H
#define MESSAGE_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/problem.h"

enum locale { LOCALE_ZH_CN, LOCALE_ZH_TW, LOCALE_EN, LOCALES };

/* The first language of an Accept-Language header that we speak; 简体中文 when there is none. */
enum locale message_locale(const char *accept_language);

/* "zh-CN", "zh-TW", "en": as texts in several languages are kept. */
const char *message_locale_word(enum locale);

/* Never NULL: without memory, or where a code has no sentence yet, English. */
const char *message_fault(enum locale, err);
const char *message_complaint(struct arena *, enum locale, const struct complaint *);
#endif
