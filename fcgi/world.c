#include "world.h"

struct world request_world(const struct request *r) { return (struct world){ r->settings, r->db, r->arena }; }
