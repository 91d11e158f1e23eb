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

/* The few words that the mall itself writes where people read them: in the language of who is named so, or of the shop. */
enum message_label {
	LABEL_OF_WECHAT, /* a new member whom WeChat gave no name */
	LABEL_OF_PHONE,  /* one who came by phone: the last digits of it follow */
	LABEL_SENT_BACK, /* why money came back that no order takes */
	LABELS
};
const char *message_label(enum locale, enum message_label);

/* Never NULL: without memory, or where a code has no sentence yet, English. */
const char *message_fault(enum locale, err);
const char *message_complaint(struct arena *, enum locale, const struct complaint *);
#endif
