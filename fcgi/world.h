/* world.h - what a handler gives to a flow. */
#ifndef FCGI_WORLD_H
#define FCGI_WORLD_H
#include "request.h"
#include "../flows/world.h"

struct world request_world(const struct request *);
#endif
