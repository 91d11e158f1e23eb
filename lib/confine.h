/* confine.h - a process that from now on may only compute, and write to what it has open.
 *
 * The kernel kills it for anything else it is asked for: to open, read, connect, fork, execute, or make memory that runs.
 * For who is done with reading, and begins with bytes of a stranger. By seccomp, a list of what is allowed; not in builds
 * with AddressSanitizer, nor on processors other than x86-64 and AArch64, where CONFINES is not defined and nothing happens. */
#ifndef CONFINE_H
#define CONFINE_H
#include "sanitizer.h"
#include <stdbool.h>

#if !defined(ADDRESSES_ARE_WATCHED) && (defined(__x86_64__) || defined(__aarch64__))
#define CONFINES 1
#endif

/* False when the kernel cannot: then nothing is confined. The process has said PR_SET_NO_NEW_PRIVS before. */
bool confine(void) __attribute__((warn_unused_result));
#endif
