// png.mjs - a picture made here, so that every run uploads one that the mall has never seen.
import { crc32, deflateSync } from 'node:zlib';

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]), whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** PNG of width by height: a shade that runs across, of a hue by chance. */
export function png(width, height) {
  const head = Buffer.alloc(13), rows = Buffer.alloc(height * (1 + 3 * width)), hue = Math.floor(Math.random() * 200);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);                                     // eight bits, red green blue
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set([hue, Math.floor((255 * x) / width), Math.floor((255 * y) / height)], y * (1 + 3 * width) + 1 + 3 * x);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
