/* channel.h - WeChat Pay as a server of our own plays it, for tests of what is asked and how its answers are judged. */
#ifndef TESTS_GATEWAY_CHANNEL_H
#define TESTS_GATEWAY_CHANNEL_H
#include "server.h"
#include "../../gateway/wechatpay_v2.h"

extern struct arena channel_arena;
extern struct wechatpay_v2 channel_ours; /* our account; channel_serve says where the channel is */

/* An answer of WeChat: "name=value" each, signed as the request was. */
const char *channel_answer(bool good, const char *const *more);
#define ANSWER(good, ...) channel_answer(good, (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

void channel_serve(struct server *, const char *body, int status);
/* What arrived: to that path, verifying under our key. */
struct message channel_arrived(struct server *, const char *path);
#endif
