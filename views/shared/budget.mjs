// budget.mjs FIRST_KIB PAGE - what somebody downloads, in KiB gz: the first load with its page, and any route's own chunk.
// Run in the folder of an app that was built.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const [FIRST_KIB, FIRST_PAGE] = [Number(process.argv[2]), process.argv[3]], CHUNK_KIB = 60;
// Fetched only by who writes or crops, or looks at a chart.
const EXCEPTED = /\/(editor|charts)-/;
const dist = pathToFileURL(`${process.cwd()}/dist/`);
const kib = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 6 }).length / 1024;
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

// What the first page needs: the entry, what it imports, its page, and one language.
const first = new Set(['index.html']);
function take(key) {
  const chunk = manifest[key];
  for (const file of [chunk.file, ...(chunk.css ?? [])]) first.add(file);
  for (const one of chunk.imports ?? []) if (!first.has(manifest[one].file)) take(one);
}
take('index.html');
take(FIRST_PAGE);
take('src/locales/zh-CN.ts');

const total = [...first].reduce((sum, file) => sum + kib(file), 0);
let failed = total > FIRST_KIB;
console.log(`first load ${total.toFixed(1)} KiB gz of ${FIRST_KIB}`);
const chunks = [...new Set(Object.values(manifest).flatMap((c) => [c.file, ...(c.css ?? [])]))].filter((f) => !first.has(f))
  .map((file) => [file, kib(file)]).sort((a, b) => b[1] - a[1]);
for (const [file, size] of chunks.slice(0, 5)) console.log(`  ${size.toFixed(1).padStart(6)}  ${file}`);
for (const [file, size] of chunks) {
  if (size <= CHUNK_KIB || EXCEPTED.test(file)) continue;
  console.error(`${file} is ${size.toFixed(1)} KiB gz, of ${CHUNK_KIB}`);
  failed = true;
}
if (failed) console.error('over budget');
process.exit(failed ? 1 : 0);
