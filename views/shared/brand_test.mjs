// brand_test.mjs - any colour a merchant may choose gives text that can be read, or is not taken.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

const source = readFileSync(new URL('src/brand.ts', import.meta.url), 'utf8');
const { outputText } = ts.transpileModule(source, { compilerOptions: { module: 'ESNext', target: 'ES2022' } });
const { brandOf, contrast } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
const PAGE = { light: '#f5f4f2', dark: '#1c1b1a' };

function readable(b, dark) {
  const page = dark ? PAGE.dark : PAGE.light;
  return [contrast(b.brand, page), contrast(b.on, b.brand), contrast(b.brand, b.tint)].every((n) => n >= 4.45);
}

test('what can be read is taken as it is', () => {
  for (const hex of ['#c2311d', '#146c3a', '#1f5fa8', '#000000']) assert.equal(brandOf(hex)?.brand, hex);
});
test('a light one is deepened until it can be read', () => {
  const orange = brandOf('#e8590c');
  assert.ok(orange && orange.brand !== '#e8590c' && readable(orange, false), JSON.stringify(orange));
});
test('what would change beyond recognition is not taken', () => {
  for (const hex of ['#ffd400', '#ffffff', '#aaffcc']) assert.equal(brandOf(hex), null, hex);
});
test('what is no colour is not taken', () => {
  for (const hex of ['', 'red', '#12', '#12345g', 'url(x)', '#1234567']) assert.equal(brandOf(hex), null, hex);
});
test('every colour of a fine net is readable in both themes, or not taken', () => {
  let taken = 0;
  for (let r = 0; r < 256; r += 17) for (let g = 0; g < 256; g += 17) for (let b = 0; b < 256; b += 17) {
    const hex = `#${[r, g, b].map((n) => n.toString(16).padStart(2, '0')).join('')}`;
    for (const dark of [false, true]) {
      const found = brandOf(hex, dark);
      if (!found) continue;
      taken++;
      assert.ok(readable(found, dark), `${hex} ${dark} ${JSON.stringify(found)}`);
    }
  }
  assert.ok(taken > 2000, String(taken));
});
