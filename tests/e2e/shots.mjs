// shots.mjs - a picture of every page of both apps, as wide as a phone, a tablet and a desk, in each theme it has.
//
//   node shots.mjs STATE/quickstart.json FOLDER [NAME…]      FOLDER/360-light-shop-home.png …
import { mkdirSync } from 'node:fs';
import { PHONE } from './browser.mjs';
import { Mall, Scene, settled } from './mall.mjs';
import { pagesOf, visit } from './pages.mjs';

const SIZES = [[360, 780], [768, 1024], [1440, 900]], THEMES = { shop: ['light'], admin: ['light', 'dark'] }, TALLEST = 8000;
const [file, folder, ...names] = process.argv.slice(2);
const language = process.env.SHOTS_LANGUAGE ?? 'zh-CN';

/** A window as high as its page: what is fixed stands at the end of a picture, not in the middle of it, and what is
 *  drawn or loaded when it comes into view has come. */
async function grow(page, width, height) {
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  if (tall <= height) return;
  await page.setViewportSize({ width, height: Math.min(TALLEST, tall) });
  await settled(page);
}

mkdirSync(folder, { recursive: true });
const mall = await Mall.open(file);
let count = 0, faults = [];
try {
  for (const app of ['shop', 'admin']) {
    const scene = new Scene(mall), pages = (await pagesOf(scene, mall, app)).filter((p) => !names.length || names.some((n) => p.name.includes(n)));
    for (const [width, height] of SIZES) {
      const device = width < 700 ? PHONE : { isMobile: false, hasTouch: false, userAgent: undefined };
      await visit(scene, pages, { ...device, language, viewport: { width, height }, deviceScaleFactor: 1, reducedMotion: 'reduce' }, async (page, { name }) => {
        await grow(page, width, height);
        for (const theme of THEMES[app]) {
          await page.emulateMedia({ colorScheme: theme });
          if (app === 'admin') await page.waitForFunction((dark) => document.documentElement.classList.contains('dark') === dark, theme === 'dark');
          await page.screenshot({ path: `${folder}/${width}-${theme}-${name}.png` });
          count++;
        }
        await page.setViewportSize({ width, height });
      });
    }
    await scene.close();
    faults.push(...scene.faults);
  }
} finally {
  await mall.close();
}
faults = [...new Set(faults)];
for (const fault of faults) console.error(`fault: ${fault}`);
console.log(`${count} pictures in ${folder}`);
process.exit(faults.length ? 1 : 0);
