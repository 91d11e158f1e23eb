/* command_rekey.h - micromall rekey: seals what is under an old key anew, see docs/operations.md. */
#ifndef COMMAND_REKEY_H
#define COMMAND_REKEY_H
#include "../model/settings.h"

/* 0 when nothing but answers is left under an old key, 1 when it failed, 2 for arguments. */
int command_rekey(const struct settings *, int argc, char **argv);
#endif
