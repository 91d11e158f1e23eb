/* product_lines.h - the lists that a product's row keeps as lines of text: gallery, tags, parameters.
 *
 * One entry a line; of a parameter the name, a tab, the value. The forms see to it that neither tab
 * nor line end is in an entry. So a product costs no statement more for its lists. */
#ifndef PRODUCT_LINES_H
#define PRODUCT_LINES_H
#include "product.h"

/* Without what a form's check refuses. "" for none. */
err product_lines_of_images(struct arena *, const struct product_images *, const char **out) MUST_USE;
err product_lines_of_tags(struct arena *, const struct product_tags *, const char **out) MUST_USE;
err product_lines_of_parameters(struct arena *, const struct product_parameters *, const char **out) MUST_USE;

/* gallery, tag_lines and parameter_lines into images, tags and parameters. */
err product_lines_split(struct arena *, struct product *) MUST_USE;
#endif
