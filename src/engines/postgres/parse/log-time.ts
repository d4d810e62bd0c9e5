/** Abbreviations that mean one offset everywhere they are used. IST, CST, BST and the like mean several: no offset then. */
const offsets: Readonly<Record<string, string>> = {
  UTC: 'Z',
  GMT: 'Z',
  Z: 'Z',
  WET: '+00:00',
  WEST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  JST: '+09:00',
  KST: '+09:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};

/** `2026-11-22 07:50:01.067 UTC` (%m, %t) as ISO 8601; undefined where it is no time. */
export function isoTime(written: string): string | undefined {
  // Nearly every line has one in these two forms, and a pattern takes ten times as long.
  if (written.endsWith(' UTC') && isPlain(written)) return `${written.slice(0, 10)}T${written.slice(11, -4)}Z`;
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(\S*)$/.exec(written);
  if (found === null) return undefined;
  const [, date, time, zone = ''] = found;
  return `${date}T${time}${offsetOf(zone)}`;
}

/** `2026-11-22 07:50:01.067 UTC`, with or without milliseconds. */
function isPlain(written: string): boolean {
  const { length } = written;
  return (length === 27 || length === 23) && isTimeAt(written, 0, length - 4);
}

const form = '0000-00-00 00:00:00.000';

/** `2026-11-22 07:50:01.067` stands there, or as many characters of it. */
export function isTimeAt(text: string, from: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(from + at);
    const wanted = form.charCodeAt(at);
    if (wanted === 48 ? code < 48 || code > 57 : code !== wanted) return false;
  }
  return true;
}

/** `1795333810.427` (%n) as ISO 8601. */
export function isoFromEpoch(seconds: string): string | undefined {
  const milliseconds = Math.round(Number(seconds) * 1000);
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8.64e15
    ? new Date(milliseconds).toISOString()
    : undefined;
}

function offsetOf(zone: string): string {
  if (Object.hasOwn(offsets, zone)) return offsets[zone] ?? '';
  const numeric = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(zone);
  return numeric === null ? '' : `${numeric[1]}${numeric[2]}:${numeric[3] ?? '00'}`;
}
