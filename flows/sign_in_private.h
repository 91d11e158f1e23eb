/* sign_in_private.h - what the ways of signing in share. */
#ifndef SIGN_IN_PRIVATE_H
#define SIGN_IN_PRIVATE_H
#include "sign_in.h"

/* The session of a member who has proved who he is, and his cart. */
err sign_in_member(struct tx *, const struct visitor *, const struct member *, struct signed_member *out) MUST_USE;
#endif
