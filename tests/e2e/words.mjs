// words.mjs - which texts of a page are not in its language.
//
// A text that came in an answer of the API is the shop's data (titles, names, addresses) and may be in any language, and
// so may what an element's own `lang` declares, and what is `code`. Everything else is the app's: no Han in English, no simplified-only
// character in traditional Chinese, none that is only traditional in simplified, no English sentence in Chinese.

const HAN = /\p{Script=Han}/u;

/** Characters of a Chinese character set: rows of two bytes, read by the decoder every Node has. */
function charset(name, leads, trails) {
  const decoder = new TextDecoder(name), found = new Set();
  for (let a = leads[0]; a <= leads[1]; a++) for (const [from, to] of trails) for (let b = from; b <= to; b++) {
    const text = decoder.decode(Uint8Array.of(a, b));
    if ([...text].length === 1 && HAN.test(text)) found.add(text);
  }
  return found;
}
const simplified = charset('gb2312', [0xb0, 0xf7], [[0xa1, 0xfe]]), traditional = charset('big5', [0xa4, 0xf9], [[0x40, 0x7e], [0xa1, 0xfe]]);

/* Words that stand in Latin letters in Chinese too. */
const LATIN = /\b(?:SKU|API|CSV|Excel|ID|WeChat|English|JSON|XML|URL|PDF|APP|VIP|PNG|JPEG|JPG|WebP|SVG|GIF|MB|KB|px|Ctrl|Shift|K|Esc|Enter|HTML|CSS|QR|H5|AppID|ICP|ok)\b/gi;

/* A language is called as those call it who read it, and so is the licence of a web site; the place of a picture is a path. */
const OWN_NAMES = /简体中文|繁體中文|English|[粤粵]ICP[备備]\d+[号號]/g;

/** Has a page keep what the API answers it, before the app sees it; a fault's words are the app's own, and are not kept. */
export async function watchData(page) {
  await page.addInitScript(() => {
    globalThis.answers = [];
    for (const name of ['json', 'text']) {
      const read = Response.prototype[name];
      Response.prototype[name] = async function () {
        const got = await read.call(this);
        if (this.ok && /\/api\//.test(this.url)) globalThis.answers.push(name === 'text' && got ? JSON.parse(got) : got);
        return got;
      };
    }
  });
}

/** The shop's data on a page: every text of the answers, and what its address and the history of searches say. */
export async function dataOf(page) {
  const known = new Set(), take = (value) => {
    if (typeof value === 'string' && value) { known.add(value); value.split(/\s+|<[^>]*>/).forEach((part) => part.length > 1 && known.add(part)); }
    else if (value && typeof value === 'object') Object.values(value).forEach(take);
  };
  take(await page.evaluate(() => [globalThis.answers, [...new URL(location.href).searchParams.values()]]));
  return known;
}

/** Texts of a page as somebody sees or hears them, and the ones of another declared language left out. */
export function texts(page) {
  return page.evaluate(() => {
    const found = document.title.split(' · '), own = document.documentElement.lang;
    const foreign = (el) => { const at = el.closest('[lang]'); return at && at !== document.documentElement && at.lang !== own; };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!el || foreign(el) || el.closest('code') || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(el.tagName)) continue;
      if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
      else for (const name of ['placeholder', 'aria-label', 'title', 'alt']) if (el.getAttribute(name)) found.push(el.getAttribute(name));
    }
    return found.map((t) => t.trim()).filter(Boolean);
  });
}

/** What is left of a text without the shop's data. */
function own(text, data) {
  if (data.has(text) || text.split(' / ').every((one) => data.has(one))) return '';          // a path of categories is data too
  text = text.replace(OWN_NAMES, ' ').replace(/\/media\/\S*/g, ' ');
  if ([...text].length === 1 && [...data].some((d) => d.includes(text))) return '';   // the letter in place of a picture
  for (const one of [...data].filter((d) => d.length > 1 && text.includes(d)).sort((a, b) => b.length - a.length)) text = text.replaceAll(one, ' ');
  return text;
}

/** The texts that are not of the language, with why. */
export function strangers(language, all, data) {
  const wrong = [];
  for (const text of new Set(all)) {
    const rest = own(text, data), letters = [...rest].filter((c) => HAN.test(c));
    if (language === 'en' && letters.length) wrong.push(`Han in English: ${text}`);
    if (language === 'zh-TW' && letters.some((c) => simplified.has(c) && !traditional.has(c))) wrong.push(`simplified in traditional: ${text}`);
    if (language === 'zh-CN' && letters.some((c) => traditional.has(c) && !simplified.has(c))) wrong.push(`traditional in simplified: ${text}`);
    if (language !== 'en' && /[a-z]{3,}/i.test(rest.replace(LATIN, ''))) wrong.push(`English in Chinese: ${text}`);
    if (/^\w+(?:\.\w+)+$/.test(text) && !data.has(text) && !/^[\d.]+$/.test(text)) wrong.push(`a key, not a text: ${text}`);
  }
  return wrong;
}
