// suite.mjs - every test of test_*.mjs whose "file: name" contains a NAME, against a mall that runs.
//
//   node suite.mjs STATE/quickstart.json [NAME…]
//
// A test file exports `tests`: { 'what one sees': async (scene, mall) => … }. Beyond what it asserts, a test fails by an
// error in a browser's console, a CSP report, a request that leaves the machine, a text without translation.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Mall, Scene } from './mall.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url)), PICTURES = fileURLToPath(new URL('../../build/browser/', import.meta.url));
const [file, ...names] = process.argv.slice(2);

async function run(name, test, mall) {
  const scene = new Scene(mall), from = performance.now();
  const time = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
  try {
    await test(scene, mall);
    if (scene.faults.length) throw new Error(`faults:\n  ${[...new Set(scene.faults)].join('\n  ')}`);
    console.log(`ok   ${name} ${time()}`);
    return true;
  } catch (error) {
    console.log(`FAIL ${name} ${time()}\n${error.stack}`);
    if (scene.faults.length) console.log(`  seen besides:\n  ${[...new Set(scene.faults)].join('\n  ')}`);
    mkdirSync(PICTURES, { recursive: true });
    for (const [i, page] of scene.pages.entries()) await page.screenshot({ path: `${PICTURES}${name.replace(/[^\w]+/g, '-')}-${i}.png` }).catch(() => undefined);
    return false;
  } finally {
    await scene.close();
  }
}

rmSync(PICTURES, { recursive: true, force: true });
const mall = await Mall.open(file);
let passed = 0, failed = 0;
try {
  for (const one of readdirSync(HERE).filter((f) => /^test_.*\.mjs$/.test(f)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const { tests } = await import(`./${one}`);
    for (const [what, test] of Object.entries(tests)) {
      const name = `${one.slice(5, -4)}: ${what}`;
      if (names.length && !names.some((n) => name.includes(n))) continue;
      if (await run(name, test, mall)) passed++; else failed++;
    }
  }
} finally {
  await mall.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
