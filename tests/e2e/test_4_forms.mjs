// What is wrong is said at its field, in the language one chose.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const HAN = /\p{Script=Han}/u;
const LANGUAGES = ['zh-CN', 'en'];

/** The message at a field, or at the input in one, in the language. */
async function wrongAt(page, input, language) {
  const field = page.locator(input).first().locator('xpath=ancestor-or-self::*[contains(@class, "field") or contains(@class, "el-form-item") or self::td][1]');
  const message = field.locator('.wrong, .el-form-item__error, .bad').first();
  await message.waitFor();
  const text = (await message.textContent()).trim();
  assert.ok(text.length > 1, `${input}: a message`);
  assert.equal(HAN.test(text), language !== 'en', `${input}: “${text}” is not of ${language}`);
  return text;
}

/** One test per form, in two languages: fill it badly, send it, read the fields. */
function form(app, path, spoil, inputs, options = {}) {
  return async (scene, mall) => {
    for (const language of LANGUAGES) {
      const token = options.visitor ? '' : app === 'admin' ? await mall.staff() : await mall.member(6);
      const page = await scene.open(app, { ...(app === 'admin' && !options.phone ? DESK : PHONE), language, token, expect: [/status of 4\d\d/] });
      await page.to(typeof path === 'function' ? await path(mall) : path);
      await settled(page);
      await spoil(page, mall);
      for (const input of inputs) await wrongAt(page, input, language);
      await page.context().close();
    }
  };
}
const dialog = (page) => page.getByRole('dialog');
const send = (page) => dialog(page).locator('.el-button--primary').click();

export const tests = {
  'sign-in of the shop: phone and code': form('shop', '/sign-in', async (page) => {
    await page.fill('#phone', '123');
    await page.locator('form .primary').click();
  }, ['#phone', '#code'], { visitor: true }),

  'sign-in of the shop: a wrong password, as the server says': form('shop', '/sign-in', async (page) => {
    await page.getByRole('tab').nth(1).click();
    await page.fill('#phone', '16000000049');
    await page.fill('#password', 'not the password');
    await page.locator('.agree .check').check();
    await page.locator('form .primary').click();
  }, ['#password'], { visitor: true }),

  'sign-in of the admin panel: name and password': form('admin', '/sign-in', (page) => page.locator('button[type=submit]').click(), ['#name', '#password'], { visitor: true }),

  'an address: every field of it': form('shop', '/addresses/new', (page) => page.locator('.foot-bar .primary').click(), ['#address-name', '#address-phone', '#address-region', '#address-detail']),

  'the profile: a nickname': form('shop', '/profile', async (page) => {
    await page.fill('#nickname', '   ');
    await page.locator('.field .send').first().click();
  }, ['#nickname']),

  'the profile: a phone and its code': form('shop', '/profile', async (page) => {
    await page.locator('section.card > button.row').first().click();
    await page.fill('#phone', '123');
    await page.locator('form .primary').click();
  }, ['#own-code', '#phone', '#code']),

  'the profile: a password': form('shop', '/profile', async (page) => {
    await page.locator('section.card > button.row').nth(1).click();
    await page.fill('#fresh', 'short');
    await page.locator('form .primary').click();
  }, ['#own-code', '#fresh']),

  'the profile: what only the server knows': form('shop', '/profile', async (page) => {
    await page.locator('section.card > button.row').first().click();
    await page.fill('#phone', '16000000048');
    await page.fill('#own-code', '000000');
    await page.fill('#code', '000000');
    await page.locator('form .primary').click();
  }, ['#own-code']),

  'a product: title, category and price': form('admin', '/products/new', async (page) => {
    await page.locator('[data-field=subtitle] input').fill('x');
    await page.locator('.bar .el-button--primary').click();
  }, ['[data-field=title]', '[data-field=category_id]', '[data-field="skus.0.price"]']),

  'a category: its name': form('admin', '/categories', async (page) => {
    await page.locator('.head .el-button--primary').click();
    await send(page);
  }, ['input[maxlength="64"]']),

  'a role: its name, as the server says': form('admin', '/roles/new', async (page) => {
    await page.locator('.words .el-checkbox').first().click();
    await page.locator('.bar .el-button--primary').click();
  }, ['input[maxlength="64"]']),

  'staff: name, display name, password': form('admin', '/staff', async (page) => {
    await page.locator('.head .el-button--primary').click();
    await dialog(page).locator('input[type=password]').fill('short');
    await send(page);
  }, ['input[autocapitalize=off]', '.el-form-item.is-required:nth-child(2)', 'input[type=password]']),

  'shipping: the tracking number': form('admin', async (mall) => `/orders/${(await mall.once('order to ship', () => mall.order(7))).id}`, async (page) => {
    await page.locator('.acts .el-button--primary').click();
    await dialog(page).locator('input[maxlength="48"]').fill('???');
    await send(page);
  }, ['input[maxlength="48"]'], { phone: true }),
};
