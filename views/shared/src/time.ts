/** Times as people say them, in the shop's time zone; the full time stands in a title. */
const ZONE = 'Asia/Shanghai', OFFSET = '+08:00';

export interface Civil { year: string; month: string; day: string; hour: string; minute: string; second: string }

export function civil(at: Date): Civil {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute'), second: of('second') };
}

export function fullTime(text: string): string {
  const c = civil(new Date(text));
  return `${c.year}-${c.month}-${c.day} ${c.hour}:${c.minute}:${c.second}`;
}

/** What fullTime says of a moment, as the moment. */
export const moment = (full: string) => new Date(full.replace(' ', 'T') + OFFSET).toISOString();

export type Said = { key: 'justNow' } | { key: 'minutesAgo'; n: number } | { key: 'today'; clock: string } | { key: 'plain'; text: string };

export function said(text: string, now = Date.now()): Said {
  const at = new Date(text);
  const minutes = Math.floor((now - at.getTime()) / 60000);
  if (minutes >= 0 && minutes < 1) return { key: 'justNow' };
  if (minutes >= 1 && minutes < 60) return { key: 'minutesAgo', n: minutes };
  const c = civil(at), today = civil(new Date(now)), clock = `${c.hour}:${c.minute}`;
  if (c.year === today.year && c.month === today.month && c.day === today.day) return { key: 'today', clock };
  return { key: 'plain', text: c.year === today.year ? `${c.month}-${c.day} ${clock}` : `${c.year}-${c.month}-${c.day}` };
}
