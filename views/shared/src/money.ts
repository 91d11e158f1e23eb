/** Money is integer fen everywhere; people see yuan. */
export interface MoneyParts { sign: string; yuan: string; fen: string }

export function moneyParts(fen: number): MoneyParts {
  const whole = Math.trunc(Math.abs(fen) / 100);
  return {
    sign: fen < 0 ? '−' : '',
    yuan: String(whole).replace(/\B(?=(\d{3})+$)/g, ','),
    fen: String(Math.abs(fen) % 100).padStart(2, '0'),
  };
}

export function moneyText(fen: number): string {
  const p = moneyParts(fen);
  return `${p.sign}¥ ${p.yuan}.${p.fen}`;
}

/** "12.5" as typed → 1250; null when it is no amount. */
export function yuanToFen(text: string): number | null {
  const m = /^\s*(\d{1,8})(?:\.(\d{0,2}))?\s*$/.exec(text);
  return m ? Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0')) : null;
}
