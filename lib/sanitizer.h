/* sanitizer.h - whether this build has AddressSanitizer, whose shadow is larger than any limit and which asks the kernel for
 * more than we do; gcc and clang say differently that it is there. */
#ifndef SANITIZER_H
#define SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES_ARE_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESSES_ARE_WATCHED 1
#endif
#endif
#endif
