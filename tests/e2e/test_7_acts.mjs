// What staff do to orders and goods at a desk, and what the buyer then sees on his phone.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const desk = async (scene, mall) => scene.open('admin', { ...DESK, token: await mall.staff() });
const box = (page) => page.locator('.el-message-box');

export const tests = {
  async 'a price that staff change is what the buyer pays, and he reads why'(scene, mall) {
    const order = await mall.order(5, { unpaid: true }), page = await desk(scene, mall);
    await page.to(`/orders/${order.id}`);
    await settled(page);
    await page.getByRole('button', { name: '改价' }).click();
    await page.getByLabel('商品应付').fill('1.00');
    await page.keyboard.press('Escape');                             // what was typed is not thrown away unasked
    await box(page).getByRole('button', { name: '取消' }).click();
    await page.getByLabel('运费').fill('0');
    await page.getByRole('button', { name: '老客户优惠' }).click();
    await page.getByRole('button', { name: /改为/ }).click();
    await page.getByText('已改价为').waitFor();
    const phone = await scene.open('shop', { ...PHONE, token: await mall.member(5) });
    await phone.to(`/orders/${order.number}`);
    await phone.getByText('改价说明').waitFor();
    assert.match(await phone.locator('.total').innerText(), /1\s*\.00/);
    await phone.getByText('老客户优惠').waitFor();
    await phone.to(`/pay/${order.number}`);
    await phone.getByRole('button', { name: /1\.00/ }).waitFor();
  },

  async 'staff see what money came for an order, and what went back'(scene, mall) {
    const order = await mall.order(6);
    await mall.office('POST', `/api/admin/orders/${order.id}/cancel`, { reason: '缺货' });
    const { payments: [paid], refunds: [back] } = await mall.office('GET', `/api/admin/orders/${order.id}`);
    for (const size of [DESK, PHONE]) {
      const page = await scene.open('admin', { ...size, token: await mall.staff() });
      await page.to(`/orders/${order.id}`);
      const card = page.locator('section', { has: page.getByRole('heading', { name: '收款与退款' }) });
      for (const text of [paid.number, paid.transaction_id, '已收款', back.number, '缺货', '微信支付']) await card.getByText(text).first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'it is as wide as the screen');
    }
  },

  async 'a buyer whose parcel is late takes more time, once'(scene, mall) {
    const order = await mall.order(7), due = async () => (await mall.office('GET', `/api/admin/orders/${order.id}`)).order.auto_receive_at;
    await mall.office('POST', `/api/admin/orders/${order.id}/parcels`, { carrier: 'SF', tracking_number: `SF${order.number}` });
    const before = await due(), phone = await scene.open('shop', { ...PHONE, token: await mall.member(7) });
    await phone.to(`/orders/${order.number}`);
    await phone.getByRole('button', { name: '延长收货' }).click();
    await phone.getByRole('dialog').getByRole('button', { name: '延长收货' }).click();
    await phone.getByText('已延长收货时间').first().waitFor();
    await phone.locator('.timeline').getByText('延长收货时间').waitFor();
    assert.equal(await phone.locator('.foot-bar').getByRole('button', { name: '延长收货' }).count(), 0, 'once');
    assert.equal(Date.parse(await due()) - Date.parse(before), 3 * 86400e3);
  },

  async 'every job has a name and a warning that people understand, in each language'(scene, mall) {
    const jobs = (await mall.office('GET', '/api/admin/jobs')).items.map((j) => j.name);
    for (const language of ['zh-CN', 'zh-TW', 'en']) {
      const page = await scene.open('admin', { ...DESK, language, token: await mall.staff() });
      await page.to('/jobs');
      await settled(page);
      const shown = await page.locator('tbody .strong').allInnerTexts();
      assert.equal(shown.length, jobs.length);
      assert.deepEqual(shown.filter((word) => jobs.includes(word)), [], language);
      await page.context().close();
    }
  },

  async 'orders are picked by slips, and from then on the buyer asks the shop'(scene, mall) {
    const order = await mall.order(6), page = await desk(scene, mall), phone = await scene.open('shop', { ...PHONE, token: await mall.member(6) });
    await phone.to(`/orders/${order.number}`);
    await phone.getByRole('button', { name: '修改地址' }).waitFor();
    await page.to(`/picking?orders=${order.id}`);
    await page.getByText('拣货汇总').waitFor();
    await page.getByText(order.number).first().waitFor();
    await page.getByRole('button', { name: /开始配货/ }).click();
    await box(page).getByRole('button', { name: '开始配货' }).click();
    await page.getByText('1 个订单已开始配货').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false, 'paper has no buttons');
    await phone.reload();
    await phone.getByText('商家正在配货').waitFor();
    for (const act of ['修改地址', '取消订单']) assert.equal(await phone.getByRole('button', { name: act }).count(), 0, act);
  },

  async 'goods taken off sale together come back by one press; a column put away stays away'(scene, mall) {
    const page = await desk(scene, mall);
    await page.to('/products?state=ON_SALE');
    await settled(page);
    const total = (await mall.office('GET', '/api/admin/products?state=ON_SALE&page_size=1')).total;
    for (const n of [0, 1]) await page.locator('tbody .el-checkbox').nth(n).click();
    await page.locator('.picked').getByRole('button', { name: '下架' }).click();
    await box(page).getByText('下架 2 件商品？').waitFor();              // says what, and how many
    await box(page).getByRole('button', { name: '下架' }).click();
    await page.locator('.offer button').waitFor();
    assert.equal((await mall.office('GET', '/api/admin/products?state=ON_SALE&page_size=1')).total, total - 2);
    await page.locator('.offer button').click();
    await page.getByText('2 件商品已完成').last().waitFor();
    await page.waitForTimeout(500);
    assert.equal((await mall.office('GET', '/api/admin/products?state=ON_SALE&page_size=1')).total, total);
    await page.locator('summary', { hasText: '显示列' }).click();
    await page.locator('.choose label', { hasText: '销量' }).click();
    await page.reload();
    await settled(page);
    assert.equal(await page.locator('th', { hasText: '销量' }).count(), 0);
  },

  async 'categories are put in order by dragging and by the keyboard'(scene, mall) {
    const page = await desk(scene, mall), names = () => page.locator('li[data-id] .cut').allTextContents();
    await page.to('/categories');
    await settled(page);
    await page.getByRole('button', { name: '调整顺序' }).click();
    await page.locator('.handle').nth(2).waitFor();
    await page.waitForTimeout(400);                                  // the dialog has come to rest
    const before = await names(), [from, to] = [await page.locator('.handle').nth(0).boundingBox(), await page.locator('.handle').nth(2).boundingBox()];
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 12, from.y + 30, { steps: 5 });
    await page.mouse.move(to.x + 10, to.y + 20, { steps: 10 });
    await page.waitForTimeout(300);
    await page.mouse.up();
    await page.waitForTimeout(300);
    assert.deepEqual((await names()).slice(0, 3), [before[1], before[2], before[0]]);
    await page.locator('.down').first().focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await names()).slice(0, 3), [before[2], before[1], before[0]]);
    await page.getByRole('button', { name: '保存顺序' }).click();
    await page.getByText('顺序已保存').waitFor();
    const roots = (await mall.call('GET', '/api/shop/categories')).items.map((c) => c.name);
    assert.deepEqual(roots.slice(0, 3), [before[2], before[1], before[0]]);
  },
};
