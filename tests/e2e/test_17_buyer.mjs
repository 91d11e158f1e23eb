// What a buyer finds out who buys every day: words to look for, pulling down, waiting for a code, odd links, films.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DESK, PHONE } from './browser.mjs';
import { chooseRegion, finger, go, pull } from './buying.mjs';
import { settled } from './mall.mjs';

const SOON = 3000;      // what the shop shows may be kept for a second or two on its way, and no longer

/** A visitor's page, loaded again and again until `look` sees what staff have just done. */
async function soon(page, path, look) {
  for (const end = Date.now() + SOON; ;) {
    const last = Date.now() > end;
    await page.to(path);
    await settled(page);
    if (await look()) return;
    assert.ok(!last, `${path} shows it within ${SOON / 1000} s`);
  }
}

/** The next answer of a path; every answer before and after is the server's. */
const once = (page, path, how) => page.route(new RegExp(`${path}(\\?|$)`), how, { times: 1 });
const renamed = (pick, title) => async (route) => {
  const answer = await route.fetch(), body = await answer.json();
  Object.assign(pick(body), title);
  await route.fulfill({ response: answer, json: body });
};

/** A film drawn in the page, in base64: done when it holds frames from several pieces of time, however long that takes. */
const filmed = () => new Promise((done, failed) => {
  const FRAMES = 10, PIECES = 4, PIECE_MS = 50, MOST_MS = 30000, canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 }), pen = canvas.getContext('2d'), pieces = [];
  let frames = 0;
  const taker = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
  const drawing = setInterval(() => { pen.fillStyle = `hsl(${++frames * 30} 80% 50%)`; pen.fillRect(0, 0, 64, 36); }, 40), late = setTimeout(() => failed(new Error(`${frames} frames, ${pieces.length} pieces`)), MOST_MS);
  taker.ondataavailable = (e) => {
    if (e.data.size) pieces.push(e.data);
    if (frames >= FRAMES && pieces.length >= PIECES && taker.state === 'recording') taker.stop();
  };
  taker.onstop = async () => {
    clearInterval(drawing);
    clearTimeout(late);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    done(btoa(String.fromCharCode(...bytes)));
  };
  taker.start(PIECE_MS);
});

export const tests = {
  async 'a word that staff suggest stands on the search page, finds the goods in any language, and is gone when taken off'(scene, mall) {
    const desk = await scene.open('admin', { ...DESK, token: await mall.staff() }), phone = await scene.open('shop', { ...PHONE, language: 'en' });
    const shown = `Oolong ${Date.now() % 1e6}`, chip = phone.locator('.hot-words .chip', { hasText: shown });
    await desk.to('/hot-words/new');
    await settled(desk);
    await desk.locator('[data-field=title] input').fill('铁观音');
    await desk.getByLabel('搜索词 · English').fill(shown);
    await desk.getByRole('button', { name: '添加热词（草稿）', exact: true }).click();
    await desk.waitForURL(/\/hot-words\/\d+$/);
    const id = desk.url().match(/(\d+)$/)[1];
    mall.later(() => mall.office('POST', `/api/admin/hot-words/${id}/delete`));
    await phone.to('/search');
    await settled(phone);
    assert.equal(await chip.count(), 0, 'a draft is for nobody');
    await settled(desk);
    const others = (await mall.office('GET', '/api/admin/hot-words')).items.filter((w) => w.state === 'PUBLISHED');
    mall.later(() => Promise.all(others.map((w) => mall.office('POST', `/api/admin/hot-words/${w.id}/publish`))));
    await Promise.all(others.map((w) => mall.office('POST', `/api/admin/hot-words/${w.id}/off`)));
    await desk.getByRole('button', { name: '发布' }).click();
    await desk.getByText('“铁观音”已发布').waitFor();
    await soon(phone, '/search', async () => (await chip.count()) && (await phone.locator('.hot-words .chip').count()) === 1);
    await chip.click();
    await phone.waitForURL(/\/products\?keyword=/);
    await phone.locator('a.product', { hasText: '铁观音' }).first().waitFor();
    await phone.to('/search');
    await phone.getByText('Try searching for').waitFor();
    await mall.office('POST', `/api/admin/hot-words/${id}/off`);
    await soon(phone, '/search', async () => !(await chip.count()) && !(await phone.getByText('Try searching for').count()));
    await mall.undo();
  },

  async 'a page pulled down asks anew, and shows what has come'(scene, mall) {
    const { number } = await mall.order(31), page = await scene.open('shop', { ...PHONE, token: await mall.member(31) }), NEW = '刚刚改过的';
    const pages = [
      ['/', '/api/shop/home', (b) => b.floors[0], { title: NEW }], ['/category', '/api/shop/categories', (b) => b.items[0], { name: NEW }],
      ['/products', '/api/shop/products', (b) => b.items[0], { title: NEW }], ['/orders', '/api/shop/orders', (b) => b.items[0].lines[0], { title: NEW }],
      [`/orders/${number}`, `/api/shop/orders/${number}`, (b) => b.order.lines[0], { title: NEW }],
    ];
    for (const [path, api, pick, change] of pages) {
      await (path === '/' ? page.to(path) : go(page, path));
      await settled(page);
      const high = await page.evaluate(() => document.querySelector('.pull').getBoundingClientRect().top);
      await once(page, api, renamed(pick, change));
      await pull(page);
      await page.getByText(NEW).first().waitFor();
      await page.waitForFunction((top) => { const track = document.querySelector('.pull > div'); return !track.style.transform && track.getBoundingClientRect().top === top; }, high);
    }
  },

  async 'a pull that fails leaves what is there, and says so; the next one works'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, reducedMotion: 'reduce', expect: [/ERR_FAILED/, /status of 503/] });
    for (const [path, api] of [['/', '/api/shop/home'], ['/products', '/api/shop/products']]) {
      await page.to(path);
      await settled(page);
      const cards = await page.locator('a.product').count();
      await once(page, api, (route) => route.abort());
      await pull(page);
      await page.locator('.toast.bad', { hasText: '连接不上服务器' }).waitFor();
      assert.equal(await page.locator('a.product').count(), cards);
      await once(page, api, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status: 503, code: 'busy', detail: '系统繁忙，请稍后再试', request_id: 'deadbeef00000001' }) }));
      await pull(page);
      await page.locator('.toast.bad', { hasText: '系统繁忙' }).waitFor();
      assert.equal(await page.locator('.state').count(), 0);
      const asked = page.waitForResponse((r) => r.url().includes(api));
      await pull(page);
      assert.equal((await asked).status(), 200);
    }
  },

  async 'what is swept aside is not pulled down, nor what is scrolled'(scene, mall) {
    const page = await scene.open('shop', PHONE);
    let asked = 0;
    await page.to('/');
    await settled(page);
    page.on('request', (r) => { if (r.url().endsWith('/api/shop/home')) asked++; });
    const row = await page.locator('.banner-row').boundingBox(), y = row.y + row.height / 2;
    await finger(page, [320, y], [60, y + 20]);
    await page.waitForFunction(() => document.querySelector('.banner-row').scrollLeft > 100);
    await page.evaluate(() => scrollTo(0, 600));
    await pull(page);
    await page.evaluate(() => scrollTo(0, 0));
    const answer = page.waitForResponse((r) => r.url().endsWith('/api/shop/home'));
    await pull(page);
    await answer;
    assert.equal(asked, 1, 'by the last pull, from the top, alone');
  },

  async 'the button for a code counts down as the server says, for that phone alone, and over a reload'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/status of 429/] }), send = page.locator('.send'), phone = '13900001701';
    const answer = (status, seconds, code = 'code_too_soon', detail = '验证码已发送，请稍后再试') => (route) => route.fulfill({ status, headers: { 'Retry-After': String(seconds) }, ...(status === 204 ? {} : { contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status, code, detail, request_id: 'deadbeef00000001' }) }) });
    const counts = async (most) => { const n = Number((await send.textContent()).match(/^(\d+) 秒后重发$/)?.[1]); assert.ok(n >= 1 && n <= most, `${n} of ${most} s`); };
    await page.to('/sign-in');
    await page.fill('#phone', phone);
    await once(page, '/api/shop/sign-in/codes', answer(204, 47));
    await send.click();
    await page.locator('.toast.good', { hasText: '验证码已发送' }).waitFor();
    await counts(47);
    assert.ok(await page.evaluate(() => document.activeElement.id === 'code'), 'and one goes on with the code');
    await page.waitForFunction((was) => document.querySelector('.send').textContent !== was, await send.textContent());
    await page.fill('#phone', '13900001702');
    assert.equal(await send.textContent(), '获取验证码', 'a phone mistyped holds nobody up');
    await page.fill('#phone', phone);
    assert.match(await send.textContent(), /秒后重发/);
    await page.reload();
    await page.fill('#phone', phone);
    assert.match(await send.textContent(), /秒后重发/);
    assert.ok(await send.isDisabled());
    // Asked for in another window a moment ago; or as often as one may in a day.
    await page.fill('#phone', '13900001703');
    await once(page, '/api/shop/sign-in/codes', answer(429, 12));
    await send.click();
    await page.locator('.toast.bad', { hasText: '请稍后再试' }).waitFor();
    await counts(12);
    await page.fill('#phone', '13900001704');
    await once(page, '/api/shop/sign-in/codes', answer(429, 2400, 'code_used_up', '今天获取验证码的次数已达上限，请明天再试'));
    await send.click();
    await page.locator('.toast.bad', { hasText: '请明天再试' }).waitFor();
    assert.equal(await send.textContent(), '今日已达上限');
  },

  async 'the server says when there may be another code'(scene, mall) {
    const page = await scene.open('shop', PHONE), phone = `139${String(Date.now()).slice(-8)}`;
    await page.to('/sign-in');
    await page.fill('#phone', phone);
    await page.locator('.send').click();
    await page.waitForFunction(() => /^\d+ 秒后重发$/.test(document.querySelector('.send').textContent));
  },

  async 'whose session is over learns why he has to sign in: it ended, or staff disabled him'(scene, mall) {
    const token = await mall.member(32), page = await scene.open('shop', { ...PHONE, token, expect: [/status of 40[13]/] }), why = page.locator('.why');
    const { member } = await mall.call('GET', '/api/shop/me', undefined, token);
    await page.to('/orders');
    await settled(page);
    await mall.office('POST', `/api/admin/members/${member.id}/disable`);
    mall.later(async () => { await mall.office('POST', `/api/admin/members/${member.id}/enable`); delete mall.kept['member 32']; });
    await page.getByRole('button', { name: '待付款' }).click();
    await page.waitForURL(/\/sign-in\?/);
    await why.filter({ hasText: '账号已停用' }).waitFor();
    await page.getByText('客服电话').waitFor();
    await page.route('**/api/shop/sign-in/password', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status: 403, code: 'member_disabled', detail: '账号已停用', request_id: 'deadbeef00000001' }) }));
    await page.to('/sign-in');
    await page.getByRole('tab', { name: '密码登录' }).click();
    await page.fill('#phone', '13900001705');
    await page.fill('#password', 'a password of his');
    await page.locator('.agree .check').check();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await why.filter({ hasText: '账号已停用' }).waitFor();
    await page.getByText('客服电话').waitFor();
    await page.to('/orders');                            // and at the door of a page
    await page.waitForURL(/\/sign-in\?/);
    await page.getByRole('heading', { name: '欢迎来到' }).waitFor();
    await mall.undo();
    const again = await scene.open('shop', { ...PHONE, token: 'A'.repeat(43), expect: [/status of 401/] });
    await again.to('/addresses');
    await again.waitForURL(/\/sign-in\?return=\/addresses/);
    await again.locator('.why', { hasText: '登录已失效，请重新登录' }).waitFor();
    const stranger = await scene.open('shop', PHONE);
    await stranger.to('/addresses');
    await stranger.waitForURL(/\/sign-in\?return=\/addresses$/);
    assert.equal(await stranger.locator('.why').count(), 0, 'who never was signed in is told nothing of the kind');
  },

  async 'a banner leads to what it names, or nowhere; and back'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, reducedMotion: 'reduce' }), product = (await mall.skus(1))[0].product, article = (await mall.office('GET', '/api/admin/articles')).items[0].id, category = (await mall.office('GET', '/api/admin/categories')).items[0].id;
    const kinds = [['PRODUCT', product, `/product/${product}`], ['CATEGORY', category, `/products?category=${category}`], ['ARTICLE', article, `/articles/${article}`], ['NONE', undefined, '/']];
    await page.route(/\/api\/shop\/home$/, async (route) => {
      const answer = await route.fetch(), body = await answer.json(), image = body.banners[0].image;
      await route.fulfill({ response: answer, json: { ...body, banners: kinds.map(([target_kind, target_id], i) => ({ id: i + 1, title: target_kind, image, target_kind, ...(target_id ? { target_id } : {}) })) } });
    });
    await page.to('/');
    for (const [i, [kind, , path]] of kinds.entries()) {
      await settled(page);
      if (await page.locator('.banner-row').evaluate((el) => Math.round(el.scrollLeft / el.clientWidth)) !== i) await page.locator('.dots button').nth(i).tap();
      await page.waitForFunction((n) => { const el = document.querySelector('.banner-row'); return el.scrollLeft === n * el.clientWidth; }, i);
      await page.getByAltText(kind).tap();
      await page.waitForURL((url) => url.pathname + url.search === path);
      await settled(page);
      assert.equal(await page.locator('.state').count(), 0, kind);
      if (kind === 'NONE') return;
      await page.goBack();
      await page.waitForURL((url) => url.pathname === '/');
    }
  },

  async 'a film waits until one plays it, without the pages jumping; what cannot be played says so, and the pictures stay'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/status of 404/, /ERR_ABORTED/] }), product = (await mall.skus(1))[0].product, folder = `${dirname(process.argv[2])}/media/video`, name = `${Date.now()}.webm`;
    await page.to('/search');
    const film = await page.evaluate(filmed);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    writeFileSync(`${folder}/${name}`, Buffer.from(film, 'base64'), { mode: 0o644 });
    mall.later(() => rmSync(`${folder}/${name}`));
    const show = (path) => page.route(`**/api/shop/products/${product}`, renamed((b) => b, { video: path })), asked = [];
    page.on('request', (r) => { if (r.url().includes('/media/video/')) asked.push(r.url()); });
    await show(`/media/video/${name}`);
    await page.to(`/product/${product}`);
    await settled(page);
    const video = page.locator('video.film'), state = () => video.evaluate((v) => ({ auto: v.autoplay, paused: v.paused, poster: !!v.poster, ratio: Math.round(v.clientWidth / v.clientHeight * 9), at: v.currentTime }));
    assert.deepEqual(await state(), { auto: false, paused: true, poster: true, ratio: 16, at: 0 });
    assert.deepEqual(asked, [], 'nobody downloads a film he has not asked for');
    const high = (await page.locator('.picture-row').boundingBox()).y;
    await video.focus();
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.querySelector('video.film').currentTime > 0);
    assert.equal((await page.locator('.picture-row').boundingBox()).y, high);
    await show('/media/video/no-such.mp4');
    await page.reload();
    await settled(page);
    await video.evaluate((v) => v.play().catch(() => undefined));
    await page.locator('.film-broken', { hasText: '视频无法播放' }).waitFor();
    assert.equal((await page.locator('.picture-row').boundingBox()).y, high);
    assert.ok(await page.getByRole('button', { name: '加入购物车' }).isVisible());
    await mall.undo();
  },

  async 'a finger leafs through the pictures of a product, and goes back from it to its place in the list'(scene, mall) {
    const page = await scene.open('shop', PHONE), at = () => page.locator('.gallery-at').textContent();
    await page.to('/products');
    await settled(page);
    const card = page.locator('a.product').nth(7);
    await card.scrollIntoViewIfNeeded();
    const down = await page.evaluate(() => scrollY);
    await card.tap();
    await page.locator('.gallery-at').waitFor();
    await settled(page);
    const total = Number((await at()).split('/')[1]), box = await page.locator('.picture-row').boundingBox(), y = box.y + box.height / 2;
    assert.ok(total > 1);
    await finger(page, [330, y], [60, y + 6]);
    await page.waitForFunction(() => document.querySelector('.gallery-at').textContent.startsWith('2 /'));
    await finger(page, [60, y], [330, y - 6]);
    await page.waitForFunction(() => document.querySelector('.gallery-at').textContent.startsWith('1 /'));
    await page.goBack();
    await page.waitForURL(/\/products$/);
    await settled(page);
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - down) < 4);
  },

  async 'an address from anywhere ends in a page with a way on, and never in a vain retry'(scene, mall) {
    const { number } = await mall.order(33, { unpaid: true }), [sku] = await mall.skus(1), page = await scene.open('shop', { ...PHONE, token: await mall.member(34), expect: [/status of 40[0-9]/] });
    const GOODS = 'a.product', BUY = '.foot-bar .primary', checkout = `/checkout?sku=${sku.id}&quantity`, kinds = new Set();
    // The same place never twice running: each is then a page of its own, also where the shop need not be loaded anew.
    const pages = {
      '/products?category=0': GOODS, '/product/abc': '链接可能已失效', '/products?category=abc&brand=0': GOODS, '/product/0': '商品已下架或不存在', '/products?sort=evil&in_stock=maybe&page=7&cursor=zzz': GOODS, '/product/99999999999999999999': '商品已下架或不存在',
      '/products?price_min=-5': GOODS, '/articles/0': '内容不存在', '/products?keyword=%00%01': GOODS, '/articles/abc': '链接可能已失效', '/products?keyword=a&keyword=b': GOODS, [`/orders/${number}`]: '内容不存在', '/products?tag=%00': GOODS, '/orders/0': '内容不存在',
      '/products?category=999999': '没有找到商品', '/orders/a-b': '链接可能已失效', '/products?brand=999999': '没有找到商品', [`/pay/${number}`]: '内容不存在', '/products?price_min=99999999999': '没有找到商品', [`/pay/${number}/result`]: '内容不存在', [`/products?tag=${'x'.repeat(50)}`]: '没有找到商品', '/addresses/999999': '内容不存在',
      '/products?keyword=%25%5F': '没有找到商品', '/addresses/x': '链接可能已失效', '/checkout?sku=999999': '商品已下架或不存在', '/legal/evil': '链接可能已失效', [`${checkout}=0`]: BUY, '/legal': '链接可能已失效', [`${checkout}=99999`]: BUY, '/orders/none': '内容不存在', [`${checkout}=abc`]: BUY,
    };
    for (const [path, said] of Object.entries(pages)) {
      const [, kind] = path.split(/[/?]/), isWay = said === GOODS || said === BUY;
      await (kinds.has(kind) ? go(page, path) : page.goto(mall.shop + path, { waitUntil: 'commit' }));
      kinds.add(kind);
      await (isWay ? page.locator(said) : page.locator('.state', { hasText: said })).first().waitFor();
      await page.locator('h1', { hasText: /\S/ }).first().waitFor();
      if (isWay) continue;
      assert.equal(await page.locator('.state').getByRole('button', { name: '重试' }).count(), 0, path);
      assert.ok(await page.locator('.state a').count(), `${path}: somewhere to go`);
    }
    await page.to('/sign-in?return=%2Forders%3Ftab%3Dunpaid');
    await page.waitForURL(/\/orders\?tab=unpaid$/);
    const desk = await scene.open('admin', { ...DESK, token: await mall.staff() });
    await desk.to('/sign-in?return=%2Forders%3Fstate%3DPAID');
    await desk.waitForURL(/\/orders\?state=PAID$/);
    await go(page, '/sign-in?return=/sign-in');
    await page.waitForURL(/\/me$/);
  },

  async 'who filters everything away takes the filters off with one tap'(scene) {
    const page = await scene.open('shop', PHONE);
    await page.to('/products?price_min=99999900&in_stock=true');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.locator('a.product').first().waitFor();
    assert.equal(new URL(page.url()).search, '');
  },

  async 'an order that is over is bought again from the list; and the tab one is at is in sight with all numbers'(scene, mall) {
    const token = await mall.member(36), { number } = await mall.order(36, { unpaid: true });
    await mall.call('POST', `/api/shop/orders/${number}/cancel`, { reason: '不想要了' }, token);
    await mall.order(36, { unpaid: true });
    await mall.order(36);
    const page = await scene.open('shop', { ...PHONE, token, language: 'en' });
    await page.to('/orders?tab=closed');
    await page.locator('.tabs .count').nth(1).waitFor();
    await settled(page);
    const [tab, bar] = [await page.locator('.tabs .on').boundingBox(), await page.locator('.tabs').boundingBox()];
    assert.ok(tab.x >= bar.x && tab.x + tab.width <= bar.x + bar.width + 1, `the tab is at ${tab.x}, ${tab.width} px wide`);
    await page.getByRole('button', { name: 'Buy again' }).first().click();
    await page.waitForURL(/\/cart$/);
    await page.locator('.cart-line').first().waitFor();
  },

  async 'what was looked for is there to be changed by a word'(scene) {
    const page = await scene.open('shop', PHONE);
    await page.to(`/products?keyword=${encodeURIComponent('龙井茶')}`);
    await page.locator('.list-field').click();
    await page.waitForURL(/\/search/);
    await page.waitForFunction(() => { const f = document.querySelector('.search-field input'); return f.value === '龙井茶' && document.activeElement === f && f.selectionEnd - f.selectionStart === 3; });
  },

  async 'with letters twice as large, what one buys with is whole and in reach'(scene, mall) {
    const token = await mall.member(35), [sku, other] = await mall.skus(2), page = await scene.open('shop', { ...PHONE, token, language: 'en', reducedMotion: 'reduce' });
    for (const one of [sku, other]) await mall.call('POST', '/api/shop/cart/lines', { sku_id: one.id, quantity: 1 }, token);
    for (const path of [`/product/${sku.product}`, '/cart', `/checkout?sku=${sku.id}`]) {
      await page.to(path);
      await settled(page);
      await page.evaluate(() => { ['12', '14', '16', '18', '22', '28'].forEach((px, i) => document.documentElement.style.setProperty(`--size-${i + 1}`, `${px * 2}px`)); document.body.style.fontSize = '30px'; });
      const out = await page.evaluate(() => {
        const bar = document.querySelector('.foot-bar').getBoundingClientRect(), beyond = [...document.querySelectorAll('.foot-bar :is(a, button, label, .cart-sum)')].filter((el) => { const r = el.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || el.scrollWidth > el.clientWidth + 1; });
        return [...(bar.height > innerHeight / 3 ? [`a bar ${Math.round(bar.height)} px high`] : []), ...beyond.map((el) => el.textContent)];
      });
      assert.deepEqual(out, [], path);
    }
  },

  async 'a shop that answers late is not called by another name meanwhile'(scene, mall) {
    const names = new Set(), { name } = await mall.call('GET', '/api/shop/identity'), page = await scene.open('shop', { ...PHONE, watch: async (p) => {
      await p.exposeFunction('sawName', (words) => names.add(words));
      await p.addInitScript(() => new MutationObserver(() => { const h = document.querySelector('h1'); if (h?.textContent) window.sawName(h.textContent); }).observe(document, { subtree: true, childList: true, characterData: true }));
      await p.route('**/api/shop/identity', async (route) => { await new Promise((done) => setTimeout(done, 600)); await route.continue(); });
    } });
    await page.to('/');
    await page.getByRole('heading', { name }).waitFor();
    assert.deepEqual([...names], [name]);
  },

  async 'who adds an address on the way finds his note again, and no second checkout behind his order'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(37) }), [sku] = await mall.skus(1), note = '放在门口';
    await mall.cancelUnpaid(37);
    await mall.address(37);
    await page.to(`/product/${sku.product}`);
    await go(page, `/checkout?sku=${sku.id}&quantity=1`);
    await page.getByLabel('订单备注').fill(note);
    await page.locator('.to').first().tap();
    await page.getByRole('dialog').getByRole('link', { name: '添加收货地址' }).tap();
    await page.waitForURL(/\/addresses\/new/);
    await page.fill('#address-name', '韩梅梅');
    await page.fill('#address-phone', '13800138000');
    await chooseRegion(page);
    await page.fill('#address-detail', '长安街 1 号');
    await page.locator('.foot-bar .primary').tap();
    await page.waitForURL(/\/checkout/);
    await page.locator('.to', { hasText: '韩梅梅' }).waitFor();
    assert.equal(await page.getByLabel('订单备注').inputValue(), note);
    await page.locator('.foot-bar .primary').tap();
    await page.waitForURL(/\/pay\//);
    await page.goBack();
    await page.waitForURL(/\/product\//);
    await page.locator('.buy-bar').waitFor();
  },

  async 'in the cart a line swept aside is deleted, and the cart is pulled down without losing what was tapped'(scene, mall) {
    const token = await mall.member(38), skus = await mall.skus(2), page = await scene.open('shop', { ...PHONE, token }), lines = page.locator('.cart-line');
    for (const line of (await mall.call('GET', '/api/shop/cart', undefined, token)).lines) await mall.call('DELETE', `/api/shop/cart/lines/${line.sku_id}`, undefined, token);
    for (const sku of skus) await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, token);
    await page.to('/cart');
    await settled(page);
    await page.getByRole('button', { name: '增加' }).first().tap();
    const answer = page.waitForResponse((r) => r.url().endsWith('/api/shop/cart') && r.request().method() === 'GET');
    await pull(page);
    await answer;
    await page.waitForFunction(() => !document.querySelector('.pull > div').style.transform);
    assert.equal(await page.locator('.quantity input').first().inputValue(), '2');
    const box = await lines.first().boundingBox(), y = box.y + 20;
    await finger(page, [260, y], [120, y + 4]);
    const aside = page.locator('.cart-remove').first();
    await page.waitForFunction(() => { const r = document.querySelector('.cart-remove').getBoundingClientRect(); return Math.abs(r.right - document.querySelector('.cart-lines').getBoundingClientRect().right) < 1; });
    await aside.tap();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).tap();
    await lines.nth(1).waitFor({ state: 'detached' });
    assert.equal(await lines.count(), 1);
  },

  async 'who goes by keys sees where he is, on every page'(scene, mall) {
    const token = await mall.member(39), [sku] = await mall.skus(1), page = await scene.open('shop', { ...DESK, token }), unseen = [];
    await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, token);
    await page.addInitScript(() => {
      window.visited = [];
      addEventListener('focusin', ({ target: el }) => {
        const style = getComputedStyle(el), isSeen = style.outlineStyle !== 'none' || (el.matches('.field input, .search-field input') && style.boxShadow !== 'none');
        window.visited.push(isSeen ? '' : el.outerHTML.slice(0, 90));
      });
    });
    await page.to('/');
    for (const path of ['/', '/category', '/products', `/product/${sku.product}`, '/cart', `/checkout?sku=${sku.id}`, '/orders', '/me']) {
      await go(page, path);
      await settled(page);
      await page.evaluate(() => { window.visited = []; });
      for (let i = 0; i < 16; i++) await page.keyboard.press('Tab');
      const visited = await page.evaluate(() => window.visited);
      assert.ok(visited.length > 8, `${path}: ${visited.length} places`);
      unseen.push(...visited.filter(Boolean).map((el) => `${path}: ${el}`));
    }
    // And in a question, whose buttons are Vant's own.
    await page.getByRole('button', { name: '退出登录' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]);
    assert.deepEqual(ring, ['BUTTON', 'solid']);
    assert.deepEqual(unseen, []);
  },
};
