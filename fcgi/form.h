/* form.h - the body of a request, as JSON or as a form with a file, into the struct of its route: for dispatch.c alone. */
#ifndef FORM_H
#define FORM_H
#include "request.h"

/* ERR_INVALID with complaints in the request's problem; ERR_NOMEM. The file of a form lands in r->file. */
err form_decode(struct request *, void *out) MUST_USE;
#endif
