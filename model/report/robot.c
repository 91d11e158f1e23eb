#include "robot.h"
#include <string.h>
#include <strings.h>

/* Parts of names, in any case: crawlers, link previews, probes, libraries, browsers without a person. */
static const char *const robots[] = { "bot", "spider", "crawl", "slurp", "yandex", "baiduspider", "sogou web", "360spider",
	"bytespider", "facebookexternalhit", "preview", "monitor", "uptime", "pingdom", "lighthouse", "headless", "phantomjs",
	"selenium", "puppeteer", "playwright", "curl/", "wget/", "python", "go-http-client", "java/", "okhttp", "libwww",
	"httpclient", "scrapy", "axios", "node-fetch", "postman", "nmap", "zgrab" };

bool robot_is(const char *user_agent)
{
	if (*user_agent == '\0')
		return true;
	for (size_t i = 0; i < sizeof robots / sizeof *robots; i++)
		if (strcasestr(user_agent, robots[i]))
			return true;
	return false;
}
