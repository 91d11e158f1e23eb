// browser.mjs - Chromium for tests: an empty profile, and a watch over what must not happen in it.
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** A context whose faults gather in `faults`: errors of the console, CSP reports, requests that leave the machine. */
export async function watched(browser, faults, options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  context.setDefaultTimeout(15000);
  const expected = [];
  await context.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (protocol === 'data:' || hostname === '127.0.0.1') return route.continue();
    faults.push(`leaves the machine: ${route.request().url()}`);
    return route.abort();
  });
  context.on('page', (page) => {
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' || expected.some((e) => e.test(message.text()))) return;
      faults.push(`${page.url()}: ${message.text()} ${message.location().url}`);
    });
  });
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`)));
  return Object.assign(context, { expect: (pattern) => expected.push(pattern) });
}
