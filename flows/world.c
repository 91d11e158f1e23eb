#include "world.h"

struct wechatpay_v2 world_wechatpay(const struct world *w)
{
	static bool ready;
	const struct wechatpay_settings *s = &w->settings->wechatpay;

	if (!ready)
		xml_setup();
	ready = true;
	return (struct wechatpay_v2){ .appid = w->settings->wechat.appid,
		.mch_id = s->mch_id,
		.api_key = s->api_key,
		.base_url = s->pay_base,
		.ca = s->ca,
		.cert = s->cert,
		.key = s->key,
		.hmac = s->hmac };
}

const char *world_notify_url(const struct world *w, const char *path)
{
	struct text t = { .arena = w->arena };

	text_printf(&t, "%s%s%c", w->settings->wechatpay.notify_base, path, '\0');
	return t.failed ? NULL : t.at;
}
