// browser.mjs - Chromium for tests: an empty profile, and a watch over what must not happen in it.
import { chromium } from 'playwright-core';

/* What a page sends while it goes is out of the emulation's reach: it has this name, and not that of a robot. */
const NAME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
/* No name is looked up; asking Playwright to stop requests instead would switch off the cache that people have. */
const AT_HOME = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
const FLAGS = [AT_HOME, `--user-agent=${NAME}`, '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1, userAgent: ANDROID };
export const DESK = { viewport: { width: 1440, height: 900 } };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: FLAGS });

/** A context whose faults gather in `faults`: errors of the console, CSP reports, requests that leave the machine,
 *  texts without a translation. `expect(pattern)` names errors a test brings about on purpose. */
export async function watched(browser, faults, options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  context.setDefaultTimeout(40000);                 // a machine may be busy: time decides nothing
  const expected = [];
  const leaves = (url) => !url.startsWith('data:') && !url.startsWith('blob:') && new URL(url).hostname !== '127.0.0.1';
  context.on('request', (request) => { if (leaves(request.url())) faults.push(`leaves the machine: ${request.url()}`); });
  context.on('page', (page) => {
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && !/intlify|vue/i.test(message.text())) return;
      if (!expected.some((e) => e.test(message.text()))) faults.push(`${page.url()}: ${message.text()} ${message.location().url}`);
    });
  });
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`)));
  return Object.assign(context, { expect: (pattern) => expected.push(pattern) });
}
