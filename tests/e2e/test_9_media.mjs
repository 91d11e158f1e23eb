// Pictures: from the disk of staff by way of the library into what a buyer sees; and what is refused says why.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';
import { png } from './png.mjs';

const EVIL = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"><script>window.hacked=1</script></svg>');
const dialog = (page, title) => page.getByRole('dialog', { name: title });
const tile = (page, name) => page.locator('.tile', { hasText: name });

async function library(scene, mall, expect = []) {
  const page = await scene.open('admin', { ...DESK, token: await mall.staff(), expect });
  await page.to('/media');
  await settled(page);
  return page;
}
const choose = (page, ...files) => page.locator('input[type=file]').setInputFiles(files.map(([name, mimeType, buffer]) => ({ name, mimeType, buffer })));

/** Uploads a picture by the page, and waits until it can be used. */
async function upload(page, name, width = 400, height = 300) {
  await choose(page, [name, 'image/png', png(width, height)]);
  await tile(page, name).getByText(`${width} × ${height}`).waitFor();
  await page.waitForFunction((of) => [...document.querySelectorAll('.tile')].find((t) => t.textContent.includes(of)).querySelector('img')?.naturalWidth > 0, name);
}
/** What the library knows of the pictures of a name, newest first. */
const known = async (mall, name) => (await mall.office('GET', `/api/admin/media?keyword=${encodeURIComponent(name)}`)).items;

/** Something to sell that no other test counts on. */
async function product(mall, title, images = []) {
  const category = (await mall.office('GET', '/api/admin/categories')).items.find((c) => c.level === 3 || c.level === 2);
  return (await mall.office('POST', '/api/admin/products', { category_id: category.id, title, image: images[0] ?? '', images: images.map((path) => ({ path })), skus: [{ price: 990, stock: 5 }] })).id;
}

export const tests = {
  async 'a picture is uploaded and cropped, goes into a gallery, and the buyer sees it'(scene, mall) {
    const page = await library(scene, mall), name = `茶则${Date.now()}.png`, title = `有图的商品${Date.now()}`, id = await product(mall, title);
    await upload(page, name);
    await tile(page, name).click();
    await dialog(page, name).getByRole('button', { name: '裁剪' }).click();
    const crop = dialog(page, '裁剪');
    await crop.getByText('1 : 1').click();
    await crop.getByRole('button', { name: '裁剪并保存' }).click();
    await page.getByText('已裁剪为新图片').waitFor();
    await page.locator('.tile', { hasText: '300 × 300' }).first().waitFor();
    const [cut, whole] = await known(mall, name.replace('.png', ''));
    assert.deepEqual([cut.width, cut.height, whole.width, whole.height], [300, 300, 400, 300], 'the cropped one is a picture of its own');

    await page.to(`/products/${id}`);
    await settled(page);
    await page.getByRole('button', { name: '从图库添加图片' }).click();
    const picker = dialog(page, '选择图片');
    await picker.locator('.tile', { hasText: '300 × 300' }).first().click();
    await picker.locator('.tile', { hasText: name }).filter({ hasText: '400 × 300' }).click();
    await picker.getByRole('button', { name: '使用 2 张' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').first().waitFor();
    await page.getByRole('button', { name: '上架' }).click();
    await page.getByText(`“${title}”已上架`).waitFor();

    const phone = await scene.open('shop', PHONE);
    await phone.to(`/product/${id}`);
    await settled(phone);
    assert.deepEqual(await phone.locator('.gallery img').evaluateAll((all) => all.map((i) => new URL(i.src).pathname)), [cut.path, whole.path]);
    await phone.waitForFunction(() => document.querySelector('.gallery img').naturalWidth === 300);
  },

  async 'a picture in use is not deleted, and one reads why and where'(scene, mall) {
    const page = await library(scene, mall, [/status of 409/]), name = `在用${Date.now()}.png`, title = `用图的商品${Date.now()}`;
    await upload(page, name, 80, 80);
    await tile(page, name).click();
    const sheet = dialog(page, name), remove = sheet.getByRole('button', { name: '删除' });
    await sheet.getByText('未被使用').waitFor();
    await product(mall, title, [(await known(mall, name))[0].path]);      // while the sheet is open, somebody uses it
    await remove.click();
    await page.locator('.el-message-box').getByRole('button', { name: '删除' }).click();
    await page.locator('.el-message', { hasText: '图片正在使用，不能删除' }).waitFor();
    await page.reload();
    await tile(page, name).click();
    await sheet.getByRole('link', { name: title }).waitFor();
    await sheet.getByText('正在使用，不能删除').waitFor();
    assert.ok(await remove.isDisabled());
    assert.equal((await known(mall, name)).length, 1);
  },

  async 'a picture that nothing uses is deleted, once one has said so'(scene, mall) {
    const page = await library(scene, mall), name = `多余${Date.now()}.png`;
    await upload(page, name, 60, 60);
    await tile(page, name).click();
    await dialog(page, name).getByRole('button', { name: '删除' }).click();
    await page.locator('.el-message-box').getByText(`删除图片“${name}”？`).waitFor();
    await page.locator('.el-message-box').getByRole('button', { name: '删除' }).click();
    await page.getByText(`“${name}”已删除`).waitFor();
    await tile(page, name).waitFor({ state: 'detached' });
    assert.deepEqual(await known(mall, name), []);
  },

  async 'what is no picture is refused with a sentence at its file, and the others come in'(scene, mall) {
    const page = await library(scene, mall, [/status of 415/]), stamp = Date.now(), row = (name) => page.locator('.sending li', { hasText: name });
    await choose(page, [`画${stamp}.svg`, 'image/svg+xml', EVIL], [`假${stamp}.png`, 'image/png', EVIL], [`真${stamp}.png`, 'image/png', png(90, 90)]);
    await row(`画${stamp}.svg`).getByText('仅支持 JPEG、PNG、GIF、WebP').waitFor();     // by what the file says of itself
    await row(`假${stamp}.png`).getByText(/JPEG.*PNG.*GIF.*WebP/).waitFor();            // by what is in it, as the server finds
    await tile(page, `真${stamp}.png`).getByText('90 × 90').waitFor();
    assert.equal(await row(`真${stamp}.png`).count(), 0);
    for (const name of [`画${stamp}`, `假${stamp}`]) assert.deepEqual(await known(mall, name), []);
    await row(`假${stamp}.png`).getByRole('button', { name: `不再显示“假${stamp}.png”` }).click();
    assert.equal(await row(`假${stamp}.png`).count(), 0);
  },
};
