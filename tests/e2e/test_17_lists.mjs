// What a merchant does to lists and forms of the panel and no test had tried: odd addresses, acts on many, dragging.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { REFUSED, stamp, desk, at, save, kept, told, said, announcement, product, COLOURS, input } from './desk.mjs';
import { settled } from './mall.mjs';

export const tests = {
  /* ---- prices and stock in the hand ---- */
  async 'prices that fail to load are asked for again, and then stand there'(scene, mall) {
    const { id, path, now } = await product(mall, COLOURS), { title } = await now(), page = await scene.open('admin', { ...PHONE, token: await mall.staff(), expect: [/ERR_FAILED|status of 50/] }), sheet = page.getByRole('dialog', { name: new RegExp(title) });
    let broken = true;
    await page.route(`**${path}`, (route) => (broken ? route.abort() : route.continue()));
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await sheet.getByText('加载失败').waitFor();
    assert.ok(await sheet.getByRole('button', { name: '保存' }).isDisabled(), 'nothing to save');
    await sheet.getByRole('button', { name: '重试' }).click();         // still broken
    await sheet.getByText('加载失败').waitFor();
    broken = false;
    await sheet.getByRole('button', { name: '重试' }).click();
    await sheet.locator('li').nth(2).locator('input').fill('33');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    assert.deepEqual([(await now()).id, (await now()).skus.map((s) => s.price)], [id, [1000, 1001, 3300]]);
  },

  async 'who may only look sees prices and stock, and changes neither; who may no longer look is told'(scene, mall) {
    const { now, path } = await product(mall, COLOURS), { title } = await now(), clerk = await mall.clerk(`看货${stamp()}`, ['product:read']), page = await scene.open('admin', { ...PHONE, token: clerk.token, expect: [/status of 403/] }), sheet = page.getByRole('dialog', { name: new RegExp(title) });
    const open = () => page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await open();
    await sheet.locator('li').nth(2).waitFor();
    assert.ok(await sheet.locator('li input').evaluateAll((all) => all.length === 3 && all.every((i) => i.disabled)));
    for (const name of ['保存', '调整']) assert.equal(await sheet.getByRole('button', { name, exact: true }).count(), 0, name);
    await sheet.getByRole('button', { name: '关闭' }).last().click();
    await sheet.waitFor({ state: 'hidden' });
    await page.route(`**${path}`, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'forbidden', status: 403, detail: '没有权限', errors: [] }) }));
    await open();
    await sheet.getByRole('heading', { name: '没有权限' }).waitFor();
    assert.equal(await sheet.getByRole('button', { name: '重试' }).count(), 0, 'no vain retry');
  },

  /* ---- odd addresses ---- */
  async 'a filter that does not exist is dropped from the address, and said; no list fails for it'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    for (const [odd, right] of [
      ['/orders?state=FOO&phone=138&member_id=abc&from=2026-02-31&number=一百', '/orders?phone=138'], [`/products?state=PAID&category=x&keyword=茶&tag=${'长'.repeat(30)}`, '/products?keyword=茶'],
      ['/exceptions?state=X&kind=Y', '/exceptions'], ['/media?folder=987654', '/media'], ['/picking?orders=1;2', '/picking'],
    ]) {
      await page.to(odd);
      await said(page, '无效的筛选条件');
      await settled(page);
      await page.waitForFunction((to) => decodeURIComponent(location.pathname + location.search) === `/admin${to}`, right);
      assert.equal(await page.locator('.state').or(page.getByText(/会员 abc/)).count(), 0, odd);
    }
  },

  async 'a page that is none, or past the end, is corrected in the address'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() }), { total } = await mall.office('GET', '/api/admin/products?page_size=1'), { total: pictures } = await mall.office('GET', '/api/admin/media?page_size=1&folder=0');
    for (const [odd, right] of [['/products?page=999', `/products?page=${Math.ceil(total / 20)}`], ['/products?page=abc', '/products'], ['/orders?page=-2', '/orders'], ['/media?page=99', pictures > 24 ? `/media?page=${Math.ceil(pictures / 24)}` : '/media']]) {
      await page.to(odd);
      await page.waitForFunction((to) => location.pathname + location.search === `/admin${to}`, right);
      await settled(page);
      assert.equal(await page.locator('.state').count(), 0, odd);
    }
    await page.locator('.tile').first().waitFor();
  },

  /* ---- what is said, is so ---- */
  async 'what is published after its end, or before its beginning, is said to be neither seen'(scene, mall) {
    const soon = (days) => new Date(Date.now() + days * 86400000).toISOString().replace(/\.\d+/, '');
    const over = await announcement(mall, { title: `过期${stamp()}`, starts_at: soon(-3), ends_at: soon(-1) }), later = await announcement(mall, { title: `未到${stamp()}`, starts_at: soon(1) }), page = await desk(scene, mall, '/announcements');
    const publish = async (one) => {
      await page.locator(`.thing[data-id="${one.id}"]`).getByRole('button', { name: /更多操作/ }).click();
      await page.getByRole('menuitem', { name: '发布' }).click();
    };
    await publish(over);
    await said(page, /已发布，但结束时间 .* 已过，买家看不到/);
    await publish(later);
    await said(page, /已发布，.* 开始展示/);
    await mall.undo();
  },

  async 'a rule of a minute and a half is ninety seconds, and what comes to no whole number is refused'(scene, mall) {
    const rules = () => mall.office('GET', '/api/admin/settings/rules');
    mall.later(async () => mall.office('PUT', '/api/admin/settings/rules', { version: (await rules()).version }));
    const page = await desk(scene, mall, '/settings'), fill = async (name, text) => { await input(page, name).fill(text); await input(page, name).blur(); };
    await fill('staff_idle', '6.333');
    await fill('unpaid_max', '2.5');
    await save(page);
    await at(page, 'staff_idle').getByText('须合整数秒').first().waitFor();
    await at(page, 'unpaid_max').getByText('请填整数').first().waitFor();
    await fill('staff_idle', '7.5');
    await fill('unpaid_max', '2');
    await save(page);
    await kept(page);
    assert.equal((await rules()).staff_idle, 450);
    assert.equal(await input(page, 'staff_idle').inputValue(), '7.5');
    await mall.undo();
  },

  async 'an amount that is none is refused at its field, and no rule goes back to its default by it'(scene, mall) {
    const rules = () => mall.office('GET', '/api/admin/settings/rules'), put = async (set) => mall.office('PUT', '/api/admin/settings/rules', { ...set, version: (await rules()).version });
    await put({ freight_fee: 900 });
    mall.later(() => put({}));
    const page = await desk(scene, mall, '/settings');
    await input(page, 'freight_fee').fill('12元');
    await save(page);
    await at(page, 'freight_fee').getByText('请填写正确的金额').waitFor();
    assert.equal((await rules()).freight_fee, 900);
    await input(page, 'freight_fee').fill('12');
    await save(page);
    await kept(page);
    assert.equal((await rules()).freight_fee, 1200);
    await mall.undo();
  },

  async 'who may not read categories and brands reads their names with a product, and no numbers'(scene, mall) {
    const { id: brand_id } = await mall.office('POST', '/api/admin/brands', { name: `牌${stamp()}`, image: '', position: 0, state: 'ACTIVE' }), { id, now } = await product(mall, { brand_id });
    const clerk = await mall.clerk(`编辑${stamp()}`, ['product:read', 'product:write']), page = await desk(scene, mall, `/products/${id}`, { token: clerk.token }), { category_path, brand_name, title } = await now();
    assert.match(category_path, / \/ .* \/ /);
    await at(page, 'category_id').getByText(category_path).waitFor();
    await at(page, 'brand_id').getByText(brand_name).waitFor();
    await input(page, 'subtitle').fill('他写的卖点');
    await save(page);
    await kept(page);
    assert.deepEqual([(await now()).subtitle, (await now()).brand_id], ['他写的卖点', brand_id]);
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await settled(page);
    assert.equal(await page.getByRole('columnheader', { name: '分类' }).count(), 0);
  },

  async 'Ctrl K knows the groups of the menu'(scene, mall) {
    const page = await desk(scene, mall, '/');
    await page.keyboard.press('Control+k');
    await page.locator('.finder input').fill('内容');
    for (const name of ['轮播图', '首页楼层', '文章', '公告']) await page.locator('.finder').getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/banners$/);
  },

  async 'pictures that were ticked are not thrown away unasked'(scene, mall) {
    await mall.picture(`勾选${stamp()}`);
    const { id } = await product(mall), page = await desk(scene, mall, `/products/${id}`), sheet = page.getByRole('dialog', { name: '选择图片' });
    await page.getByRole('button', { name: '从图库添加图片' }).click();
    await sheet.locator('.tile').first().click();
    await page.keyboard.press('Escape');
    await page.locator('.el-message-box', { hasText: '放弃未保存的更改？' }).getByRole('button', { name: '取消' }).click();
    await sheet.getByRole('button', { name: '使用 1 张' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.locator('.pictures li').first().waitFor();
  },

  async 'a price that was decided on another one is told as every act that comes too late'(scene, mall) {
    const order = await mall.order(7, { unpaid: true }), path = `/api/admin/orders/${order.id}`, { order: was } = await mall.office('GET', path), page = await desk(scene, mall, `/orders/${order.id}`, REFUSED), sheet = page.getByRole('dialog');
    await page.getByRole('button', { name: '改价' }).click();
    await sheet.locator('input').first().fill('1');
    await sheet.locator('input[maxlength="80"]').fill('老客户');
    await mall.office('POST', `${path}/price`, { was_amount: was.pay_amount, goods_amount: was.goods_amount - 1, freight_amount: was.freight_amount, reason: '她改的' });
    await sheet.locator('.foot .el-button--primary').click();
    await said(page, `没有完成：订单 ${was.number} 刚有变动，现在是“待付款 · ¥ `);
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText('她改的').first().waitFor();
  },

  async 'a bulk change of prices goes back SKU by SKU, but for what was changed since'(scene, mall) {
    const word = `批量${stamp()}`, [one, other] = [await product(mall, { ...COLOURS, title: `${word}一` }), await product(mall, { ...COLOURS, title: `${word}二` })], prices = async (p) => (await p.now()).skus.map((s) => s.price);
    const page = await desk(scene, mall, `/products?keyword=${encodeURIComponent(word)}`, { expect: [/ERR_FAILED/] }), sheet = page.getByRole('dialog');
    await page.locator('thead .el-checkbox').click();
    await page.locator('.picked').getByRole('button', { name: '改价' }).click();
    await sheet.locator('.foot .el-button--primary').click();          // to 90 per cent
    await sheet.waitFor({ state: 'hidden' });
    await said(page, '2 件商品已完成');
    assert.deepEqual(await prices(one), [900, 900, 901]);
    await other.put({ subtitle: '她后来改过' });
    await page.route('**/bulk-price-undo', (route) => route.abort(), { times: 1 });
    const undo = page.locator('.offer').getByRole('button', { name: '撤销' }).last();
    await undo.click();
    await page.locator('.el-message--error').waitFor();                // it did not get through, and is offered again
    await undo.click();
    await said(page, '成功 1 件，失败 1 件');
    await page.getByRole('alert').filter({ hasText: `${word}二` }).waitFor();
    assert.deepEqual([await prices(one), await prices(other)], [[1000, 1001, 1002], [900, 900, 901]]);
  },

  /* ---- never tried before ---- */
  async 'some go on sale and some are refused: each refusal is told at its name, and only what was done is undone'(scene, mall) {
    const word = `上架${stamp()}`, [draft, on] = [await product(mall, { title: `${word}草稿` }), await product(mall, { title: `${word}在售` })], state = async (p) => (await p.now()).state;
    await mall.office('POST', `${on.path}/on-sale`);
    const page = await desk(scene, mall, `/products?keyword=${encodeURIComponent(word)}`);
    await page.locator('thead .el-checkbox').click();
    await page.locator('.picked').getByRole('button', { name: '上架' }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '上架' }).click();
    await said(page, '成功 1 件，失败 1 件');
    const refused = page.getByRole('alert').filter({ hasText: '1 项未完成' });
    assert.match(await refused.locator('li').innerText(), new RegExp(`^${word}在售: .{4,}`));
    assert.equal(await refused.getByRole('link', { name: `${word}在售` }).getAttribute('href'), `/admin/products/${on.id}`);
    assert.deepEqual([await state(draft), await state(on)], ['ON_SALE', 'ON_SALE']);
    await page.locator('.offer').getByRole('button', { name: '撤销' }).click();
    await page.locator('tbody tr', { hasText: `${word}草稿` }).getByText('已下架').waitFor();
    assert.deepEqual([await state(draft), await state(on)], ['OFF_SALE', 'ON_SALE']);
  },

  async 'pictures of a product are put in order by mouse, by finger and by keys'(scene, mall) {
    const paths = [];
    for (const n of [1, 2, 3]) paths.push((await mall.picture(`序${n}-${stamp()}`, 40 + n, 40)).path);
    const { id, now } = await product(mall, { image: paths[0], images: paths.map((path) => ({ path })) }), order = async () => (await now()).images.map((i) => paths.indexOf(i.path));
    const shown = (page) => page.locator('.pictures img').evaluateAll((all) => all.map((i) => new URL(i.src).pathname)), stands = (page, wanted) => page.waitForFunction((all) => [...document.querySelectorAll('.pictures img')].map((i) => new URL(i.src).pathname).join() === all.join(), wanted.map((i) => paths[i]));
    const centre = async (page, n) => { const box = await page.locator('.pictures .pic').nth(n).boundingBox(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; };
    /* On and on, until what is dragged has taken its place. */
    const dragged = async (page, move, place) => { for (let i = 1; i <= 60 && !(await page.evaluate((n) => document.querySelector('.pictures').children[n].matches('.sortable-ghost'), place) && i > 8); i++) await move(i); };
    let page = await desk(scene, mall, `/products/${id}`);
    await page.locator('.pictures').scrollIntoViewIfNeeded();
    let from = await centre(page, 2), to = await centre(page, 0);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await dragged(page, (i) => page.mouse.move(from.x + (to.x - 20 - from.x) * Math.min(1, i / 8) + (i % 2), from.y), 0);
    await page.mouse.up();
    await stands(page, [2, 0, 1]);
    await page.locator('.pictures li').first().getByText('主图', { exact: true }).waitFor();
    await page.getByRole('button', { name: '后移第 1 张图片' }).focus();
    await page.keyboard.press('Enter');
    await stands(page, [0, 2, 1]);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '后移第 2 张图片');
    await save(page);
    await kept(page);
    assert.deepEqual(await order(), [0, 2, 1]);

    page = await scene.open('admin', { ...PHONE, token: await mall.staff() });
    await page.to(`/products/${id}`);
    await settled(page);
    const finger = await page.context().newCDPSession(page), touch = (type, at) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
    await page.locator('.pictures').scrollIntoViewIfNeeded();
    from = await centre(page, 0); to = await centre(page, 1);
    await touch('touchStart', from);
    await page.locator('.sortable-chosen').waitFor();                  // held for a while: it does not scroll
    await dragged(page, (i) => touch('touchMove', { x: from.x + (to.x + 20 - from.x) * Math.min(1, i / 8) + (i % 2), y: from.y + (to.y - from.y) * Math.min(1, i / 8) }), 1);
    await touch('touchEnd');
    await stands(page, [2, 0, 1]);
    await save(page);
    await kept(page);
    assert.deepEqual(await order(), [2, 0, 1]);
    assert.equal((await shown(page)).length, 3);
  },
};
