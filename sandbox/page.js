'use strict';
// The frame of every HTML page of the sandbox and the small helpers that pages share.

const STYLE = `
:root{--ink:#1f2329;--soft:#646a73;--line:#e5e6eb;--brand:#c8371f;--green:#077d3d;--ground:#f5f6f7}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 "PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
label{display:block;margin-bottom:4px}
main{max-width:560px;margin:0 auto;padding:16px}
h1{font-size:18px;line-height:1.25;margin:8px 0 16px}
.card{background:#fff;border-radius:8px;padding:16px;margin-bottom:12px;box-shadow:0 1px 2px rgba(31,35,41,.06)}
.amount{font-size:40px;font-weight:600;text-align:center;margin:8px 0;font-variant-numeric:tabular-nums}
.amount small{font-size:22px}
.soft{color:var(--soft);font-size:14px;overflow-wrap:anywhere}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
.center{text-align:center}
.row{display:flex;align-items:center;gap:12px;min-height:44px;padding:8px 0;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
.row:last-child{border-bottom:0}
.row span{flex:1;min-width:0;overflow-wrap:anywhere}
.row img{width:40px;height:40px;border-radius:4px}
.row b{font-variant-numeric:tabular-nums;white-space:nowrap}
button,.button{display:block;width:100%;min-height:48px;border:0;border-radius:8px;font:inherit;font-weight:600;text-align:center;text-decoration:none;line-height:48px;cursor:pointer;margin-top:12px}
.primary{background:var(--green);color:#fff}.plain{background:#fff;color:var(--ink);box-shadow:inset 0 0 0 1px var(--line)}
input{width:100%;min-height:44px;padding:0 12px;border:1px solid var(--line);border-radius:8px;font:inherit;background:#fff}
a:focus-visible,button:focus-visible,input:focus-visible{outline:2px solid var(--brand);outline-offset:2px}
.code{font-size:28px;font-weight:600;letter-spacing:2px;font-variant-numeric:tabular-nums}
.note{text-align:center;color:var(--soft);font-size:12px}
`;

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(value) {
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

// 129900 -> "1,299.00"
function yuan(fen) {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

function page(title, body) {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1>
${body}
<p class="note">本地沙箱 · 不会发生真实支付</p></main></body></html>
`;
}

// Where a page may send the browser back to: only to this machine.
function localUrl(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  return local && !url.username && !url.password ? url.href : null;
}

module.exports = { escape, yuan, page, localUrl };
