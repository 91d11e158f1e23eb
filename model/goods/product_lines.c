#include "product_lines.h"
#include "../../lib/text.h"
#include <string.h>

static err done(struct text *t, const char **out)
{
	text_add(t, "", 1);
	if (t->failed)
		return ERR_NOMEM;
	*out = t->at;
	return OK;
}

err product_lines_of_images(struct arena *arena, const struct product_images *images, const char **out)
{
	struct text t = { .arena = arena };

	for (size_t i = 0; i < images->n; i++)
		text_printf(&t, "%s%s", i ? "\n" : "", images->at[i].path);
	return done(&t, out);
}

err product_lines_of_tags(struct arena *arena, const struct product_tags *tags, const char **out)
{
	struct text t = { .arena = arena };

	for (size_t i = 0; i < tags->n; i++)
		text_printf(&t, "%s%s", i ? "\n" : "", tags->at[i].word);
	return done(&t, out);
}

err product_lines_of_parameters(struct arena *arena, const struct product_parameters *parameters, const char **out)
{
	struct text t = { .arena = arena };

	for (size_t i = 0; i < parameters->n; i++)
		text_printf(&t, "%s%s\t%s", i ? "\n" : "", parameters->at[i].name, parameters->at[i].value);
	return done(&t, out);
}

static size_t line_length(const char *s) { return strcspn(s, "\n"); }

static size_t count_lines(const char *s)
{
	size_t n = 0;

	for (; *s; s += line_length(s), s += *s == '\n')
		n++;
	return n;
}

/* Each line as a text of its own. */
static err split(struct arena *arena, const char *lines, const char ***out, size_t *n)
{
	const size_t count = count_lines(lines);
	const char **line = ARENA_NEW(arena, const char *, count);

	if (!line)
		return ERR_NOMEM;
	for (size_t i = 0; i < count; i++, lines += line_length(lines), lines += *lines == '\n')
		if (!(line[i] = arena_strndup(arena, lines, line_length(lines))))
			return ERR_NOMEM;
	*out = line;
	*n = count;
	return OK;
}

static err split_parameter(struct arena *arena, const char *line, struct product_parameter *out)
{
	const size_t n = strcspn(line, "\t");

	out->name = arena_strndup(arena, line, n);
	out->value = line + n + (line[n] == '\t');
	return out->name ? OK : ERR_NOMEM;
}

err product_lines_split(struct arena *arena, struct product *p)
{
	const char **image, **word, **pair;

	TRY(split(arena, p->gallery, &image, &p->images.n));
	TRY(split(arena, p->tag_lines, &word, &p->tags.n));
	TRY(split(arena, p->parameter_lines, &pair, &p->parameters.n));
	p->images.at = ARENA_NEW(arena, struct product_image, p->images.n);
	p->tags.at = ARENA_NEW(arena, struct product_tag, p->tags.n);
	p->parameters.at = ARENA_NEW(arena, struct product_parameter, p->parameters.n);
	if (!p->images.at || !p->tags.at || !p->parameters.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < p->images.n; i++)
		p->images.at[i].path = image[i];
	for (size_t i = 0; i < p->tags.n; i++)
		p->tags.at[i].word = word[i];
	for (size_t i = 0; i < p->parameters.n; i++)
		TRY(split_parameter(arena, pair[i], &p->parameters.at[i]));
	return OK;
}
