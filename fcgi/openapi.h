/* openapi.h - the OpenAPI 3.1 document of all routes, from the same tables that the dispatcher reads. */
#ifndef OPENAPI_H
#define OPENAPI_H
#include "request.h"

/* JSON. Shapes become schemas under their own names; callbacks that speak WeChat's language are left out. */
err openapi_write(struct arena *, const struct route *const tables[], struct text *out) MUST_USE;
#endif
