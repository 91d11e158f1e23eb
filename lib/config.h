/* config.h - a file of `[section] key = value`, into a struct, by its shape.
 *
 * The shape has one FIELD_OBJECT per section, each a flat shape. A variable of the environment
 * MICROMALL_<SECTION>_<KEY>, in capitals, takes the place of what the file says. Strict as decode.h:
 * unknown sections and keys, keys given twice, bad numbers and missing ones are all complained of. */
#ifndef CONFIG_H
#define CONFIG_H
#include "arena.h"
#include "err.h"
#include "field.h"
#include "text.h"
#include <stdio.h>

/* ERR_INVALID with *why: a line "PATH:LINE: section.key: what" per complaint. All that is read lies in the arena, the
 * buffer of the FILE too, of which nothing was read before: it is closed before the arena ends. */
err config_load(struct arena *, const struct shape *, const char *path, void *out, const char **why) MUST_USE;
err config_read(struct arena *, const struct shape *, FILE *, const char *path, void *out, const char **why) MUST_USE;

struct config_note {
	const char *key, *says;
};
/* The struct as such a file. `secret` lists "section.key" names, NULL-terminated, whose values become stars. `notes` are
 * comments behind values, up to one whose key is NULL; or NULL: none. */
void config_write(
	struct text *, const struct shape *, const void *from, const char *const secret[], const struct config_note notes[]);
#endif
