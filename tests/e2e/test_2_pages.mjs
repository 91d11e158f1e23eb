// Every page of both apps: accessible in each theme, and wholly in the language one chose.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pagesOf, shape, visit } from './pages.mjs';
import { dataOf, strangers, texts, watchData } from './words.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is seriously wrong on the page, one line each. colours: that alone, where nothing else is another than in the light. */
async function axe(page, colours) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(options), { resultTypes: ['violations'], ...(colours ? { runOnly: ['color-contrast'] } : {}) });
  return violations.filter((v) => ['serious', 'critical'].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? n.all[0]?.message ?? ''}`).join(' | ')}`);
}

const NARROW = { viewport: { width: 360, height: 780 } };       // the narrowest phone there is
/* Each language is one walk; axe looks at a desk in both themes, and at a phone: there at every third page in the fast size. */
const WALKS = { 'zh-CN': { themes: ['light', 'dark'] }, 'zh-TW': { themes: [], ...NARROW }, en: { themes: ['light'], every: process.env.LONG ? 1 : 3, ...NARROW } };

/** Walks an app in a language once for all tests: { light, dark, shape, words }, each a list of faults. */
function walk(scene, mall, app, language) {
  return mall.once(`walk ${app} ${language}`, async () => {
    const { themes, every = 1, ...size } = WALKS[language], found = { light: [], dark: [], shape: [], words: [] };
    let seen = 0;
    const add = (kind, name, faults) => found[kind].push(...faults.map((f) => `${name}: ${f}`));
    await visit(scene, await pagesOf(scene, mall, app), { language, watch: watchData, reducedMotion: 'reduce', ...size }, async (page, { name }) => {
      add('words', name, strangers(language, await texts(page), await dataOf(page)));
      add('shape', name, await shape(page));
      if (seen++ % every) return;
      for (const theme of themes) {
        if (theme === 'dark') {
          if (app === 'shop') continue;                            // it has one theme
          await page.emulateMedia({ colorScheme: 'dark' });
          await page.waitForFunction(() => document.documentElement.classList.contains('dark'));
        }
        add(theme, name, await axe(page, theme === 'dark' && !process.env.LONG));
        if (theme === 'dark') await page.emulateMedia({ colorScheme: 'light' });
      }
    });
    return found;
  });
}
const none = (faults) => assert.deepEqual([...new Set(faults)], []);

export const tests = {};
const NAMES = { shop: 'shop', admin: 'admin panel' }, TONGUES = { 'zh-CN': 'simplified Chinese', 'zh-TW': 'traditional Chinese', en: 'English' };
for (const [app, name] of Object.entries(NAMES)) {
  const all = async (kind, scene, mall) => none((await Promise.all(Object.keys(WALKS).map((l) => walk(scene, mall, app, l)))).flatMap((found) => found[kind]));
  for (const [language, tongue] of Object.entries(TONGUES)) {
    tests[`every page of the ${name} is in ${tongue}`] = async (scene, mall) => none((await walk(scene, mall, app, language)).words);
  }
  tests[`axe finds nothing serious on any page of the ${name}`] = (scene, mall) => all('light', scene, mall);
  if (app === 'admin') tests['axe finds nothing serious on any page of the dark admin panel'] = (scene, mall) => all('dark', scene, mall);
  tests[`every page of the ${name} has its heading and fits its window`] = (scene, mall) => all('shape', scene, mall);
}
