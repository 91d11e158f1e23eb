// mall.mjs - the mall under test: where it is, its people signed in, and its API for what a test needs beforehand.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { launch, watched } from './browser.mjs';
import { png } from './png.mjs';

const key = () => randomBytes(12).toString('hex');

export class Mall {
  static async open(file) {
    const mall = new Mall(), known = JSON.parse(readFileSync(file, 'utf8'));
    Object.assign(mall, { shop: known.shop_url.replace(/\/$/, ''), admin: known.admin_url.replace(/\/$/, ''), sandbox: known.sandbox_url.replace(/\/$/, ''), owner: known.staff, socket: known.db_socket, kept: {}, undos: [] });
    mall.browser = await launch();
    return mall;
  }

  async close() { await this.undo(); await this.browser.close(); }

  /** What a test did to the mall and other tests should not meet is undone, the last first: when it says so, or at the end. */
  later(undo) { this.undos.push(undo); }
  async undo() { while (this.undos.length) await this.undos.pop()(); }

  /** One call, as a program makes it. Throws on anything but success; `call.status` of `ask` for the rest. */
  async ask(method, path, body, token) {
    const answer = await fetch(this.shop + path, {
      method, body: body === undefined ? undefined : JSON.stringify(body),
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(token ? { Authorization: `Bearer ${token}` } : {}), 'Idempotency-Key': key() },
    });
    const text = await answer.text();
    return { status: answer.status, data: text && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  }
  async call(...how) {
    const { status, data } = await this.ask(...how);
    if (status >= 300) throw new Error(`${how[0]} ${how[1]}: ${status} ${JSON.stringify(data)}`);
    return data;
  }

  /** What is asked for once: every sign-in counts against the limit of an address. */
  async once(name, make) { return (this.kept[name] ??= make()); }

  staff(name = this.owner.name, password = this.owner.password) {
    return this.once(`staff ${name}`, async () => (await this.call('POST', '/api/admin/sign-in', { name, password })).token);
  }
  /** As staff, who may do everything. */
  async office(method, path, body) { return this.call(method, path, body, await this.staff()); }

  /** A member of the demo by the last two digits of his phone number. */
  member(n = 2) {
    return this.once(`member ${n}`, async () => {
      const phone = `160000000${String(n).padStart(2, '0')}`;
      // Against a mall that an earlier run used: a phone gets a code a minute, and a few a day.
      let sent, tries = 13;
      while ((sent = await this.ask('POST', '/api/shop/sign-in/codes', { phone })).status === 429 && --tries > 0) await new Promise((done) => setTimeout(done, 5000));
      if (sent.status >= 300) throw new Error(`no code for ${phone}: ${JSON.stringify(sent.data)} (a mall that was used all day? take a fresh one)`);
      const inbox = await (await fetch(`${this.sandbox}/sms.json?phone=${phone}`)).json();
      const code = (JSON.stringify(inbox).match(/"code":"(\d{6})"/) ?? [])[1];
      return (await this.call('POST', '/api/shop/sign-in/phone', { phone, code })).token;
    });
  }

  /** The same, who signed in so many seconds ago. */
  async signedIn(n, secondsAgo = 0) {
    const token = await this.member(n), { member } = await this.call('GET', '/api/shop/me', undefined, token);
    this.sql(`UPDATE session SET created_at = NOW(3) - INTERVAL ${secondsAgo} SECOND WHERE member_id = ${member.id}`);
    return token;
  }

  /** An order of a member, paid in the sandbox unless `unpaid`. */
  async order(n, { unpaid = false, lines = 1 } = {}) {
    await this.once(`settled ${n}`, () => this.cancelUnpaid(n));
    const token = await this.member(n), items = (await this.skus(lines)).map((s) => ({ sku_id: s.id, quantity: 1 }));
    const order = await this.call('POST', '/api/shop/orders', { address_id: await this.address(n), items }, token);
    if (!unpaid) {
      const { code_url } = await this.call('POST', `/api/shop/orders/${order.number}/payments`, { trade: 'NATIVE' }, token);
      await fetch(`${this.sandbox}/control/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code_url }) });
    }
    return { number: order.number, id: (await this.office('GET', `/api/admin/orders?number=${order.number}`)).items[0].id };
  }
  /** A member may owe for a few orders only: those of earlier runs against the same mall are given up. */
  async cancelUnpaid(n) {
    const token = await this.member(n);
    for (const { number } of (await this.call('GET', '/api/shop/orders?tab=unpaid', undefined, token)).items) await this.call('POST', `/api/shop/orders/${number}/cancel`, { reason: '不想要了' }, token);
  }
  async address(n) {
    const token = await this.member(n), all = (await this.call('GET', '/api/shop/addresses', undefined, token)).items;
    if (all.length) return all[0].id;
    return (await this.call('POST', '/api/shop/addresses', { name: '王小明', phone: '13800138000', region: '110101', province: '北京市', city: '北京市', district: '东城区', detail: '东华门街道 1 号楼' }, token)).id;
  }
  /** SKUs that can be bought one at a time, each of another product. */
  async skus(count) {
    const found = [];
    for (const card of (await this.call('GET', '/api/shop/products?in_stock=true&limit=20')).items) {
      const product = await this.call('GET', `/api/shop/products/${card.id}`), sku = product.skus.find((s) => s.stock >= 20);
      if (sku && product.minimum <= 1) found.push({ ...sku, product: product.id });
      if (found.length === count) return found;
    }
    throw new Error(`fewer than ${count} SKUs can be bought`);
  }

  /** A picture in the library, ready to be used. */
  async picture(title, width = 40, height = 40) {
    const form = new FormData(), path = (id) => `/api/admin/media/${id}`;
    form.append('file', new Blob([png(width, height)], { type: 'image/png' }), 'a.png');
    const answer = await fetch(`${this.shop}/api/admin/media`, { method: 'POST', body: form, headers: { Authorization: `Bearer ${await this.staff()}` } });
    if (answer.status !== 201) throw new Error(`no upload: ${answer.status} ${await answer.text()}`);
    let { media } = await answer.json();
    for (let tries = 150; tries && media.state === 'WAITING'; tries--) {
      await new Promise((done) => setTimeout(done, 200));
      ({ media } = await this.office('GET', path(media.id)));
    }
    await this.office('PUT', path(media.id), { title, folder_id: 0, version: media.version });
    return media;
  }

  /** A person of staff with a role of these permissions. */
  async clerk(name, permissions) {
    const password = `clerk-${key()}`;
    const role = await this.office('POST', '/api/admin/roles', { name, permissions: permissions.map((p) => ({ name: p })) });
    await this.office('POST', '/api/admin/staff', { name, display_name: name, password, roles: [{ id: role.id }] });
    return { name, password, token: await this.staff(name, password) };
  }

  /** Rows by SQL, where making them one by one would take minutes. */
  sql(text) { return execFileSync('mariadb', ['--no-defaults', '-S', this.socket, '-N', 'mall'], { input: text, encoding: 'utf8' }); }
}

const COOKIE = { admin: 'mm_staff', shop: 'mm_member' };

/** What one test uses: windows whose faults fail it, closed when it ends. */
export class Scene {
  constructor(mall) { Object.assign(this, { mall, faults: [], contexts: [], pages: [] }); }

  /** A window of one app. token: signed in; language; dark; watch(page) before it goes anywhere; and what Chromium takes. */
  async open(app, { token, language = 'zh-CN', dark = false, expect = [], watch, ...options } = {}) {
    const context = await watched(this.mall.browser, this.faults, { colorScheme: dark ? 'dark' : 'light', ...options });
    this.contexts.push(context);
    expect.forEach((e) => context.expect(e));
    if (token) await context.addCookies([{ name: COOKIE[app], value: token, url: this.mall.shop, httpOnly: true, sameSite: 'Lax' }]);
    await context.addInitScript(([words, hint]) => {
      try { if (!localStorage.getItem('mm.language')) { localStorage.setItem('mm.language', words); if (hint) localStorage.setItem(hint, '1'); } } catch { /* not a page of ours */ }
    }, [language, token ? (app === 'admin' ? 'mm.admin.signed-in' : 'mm.signed-in') : '']);
    const page = await context.newPage();
    this.pages.push(page);
    underWay(page);
    await watch?.(page);
    page.to = (path) => page.goto((app === 'admin' ? this.mall.admin : this.mall.shop) + path);
    return page;
  }
  async close() { for (const c of this.contexts) await c.close(); }
}

/** Keeps count of what a page has asked for and has not yet got: a skeleton comes late, so that its absence proves nothing. */
function underWay(page) {
  const asked = page.asked = new Set();
  page.on('request', (r) => asked.add(r));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (r) => asked.delete(r));
  page.on('framenavigated', (f) => { if (f === page.mainFrame()) for (const r of asked) if (r.isNavigationRequest()) asked.delete(r); });
}

const QUIET_MS = 120, QUIET_MOST_MS = 20000;
async function quiet(page) {
  const end = Date.now() + QUIET_MOST_MS;
  for (let since = Date.now(); Date.now() - since < QUIET_MS && Date.now() < end;) {
    if (page.asked?.size) since = Date.now();
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Until the page has loaded what it shows: no answer, no skeleton, no picture under way. */
export async function settled(page) {
  // What was fetched is run before it asks for more.
  for (let tries = 0; tries < 10; tries++) {
    await quiet(page);
    await page.evaluate(() => new Promise((done) => { requestIdleCallback(() => requestIdleCallback(done, { timeout: 2000 }), { timeout: 2000 }); }));
    if (!page.asked?.size) break;
  }
  await page.waitForFunction(() => !document.querySelector('.boot, .bone, .spin, [aria-busy=true]') && document.querySelector('h1, h2, .state, form, .body') && [...document.images].every((i) => i.complete || i.loading === 'lazy'), null, { timeout: 40000 });
  await page.evaluate(() => Promise.race([Promise.all(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => undefined))), new Promise((done) => setTimeout(done, 600))]));
}
