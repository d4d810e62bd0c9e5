import { marker } from './hostile-texts.ts';
import { type Answer, type Offer, stringsIn } from './obedient-model.ts';

/** What no model may see, by the name that is told when one does. */
export type Canaries = Readonly<Record<string, string>>;

/** Steers a terminal, or is not seen by a reader and read by a model. Line breaks and tabs are plain. */
const hidden = /[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;

/** Arguments by which a model could reach further than a target's name. */
const forbidden =
  /^(approve|apply|confirm|force|url|twinUrl|dsn|host|password|out|file|path|plan|schema|export|volumes|sql|statement)$/;

/** Their SQL runs in a throw-away twin only; that nothing of it reaches the target, the state of the server shows. */
const inTwins: ReadonlySet<string> = new Set(['migrate_check', 'migrate_rehearse']);

/** Every reason why what was offered, and what came back, was unsafe; each begins with the kind of the fault. */
export function faults(
  offer: Offer,
  answers: readonly Answer[],
  stderr: string,
  canaries: Canaries,
): readonly string[] {
  const nonces = new Map<string, number>();
  return [
    ...offer.tools.flatMap((tool) =>
      Object.keys(tool.inputSchema.properties ?? {})
        .filter((name) => forbidden.test(name) && !(name === 'sql' && inTwins.has(tool.name)))
        .map((name) => `argument: ${tool.name} takes ${name}`),
    ),
    ...answers.flatMap((answer) =>
      answerFaults(answer, canaries, nonces).map((fault) => `${fault} (${asked(answer)})`),
    ),
    ...[...nonces].filter(([, count]) => count > 1).map(([nonce]) => `nonce: ${nonce} came twice`),
    ...leaks(stderr, canaries).map((name) => `leak: standard error tells ${name}`),
  ];
}

function answerFaults(answer: Answer, canaries: Canaries, nonces: Map<string, number>): readonly string[] {
  const { texts, structured, error = '', progress } = answer;
  const seen = (nonce: string) => nonces.set(nonce, (nonces.get(nonce) ?? 0) + 1);
  const all = [...texts, ...stringsIn(structured), error, ...progress];
  // What the model asked for itself is no leak when it comes back.
  const secret = leaks(all.join('\n'), canaries);
  return [
    ...secret.map((name) => `leak: it tells ${name}`),
    ...all
      .filter((text) => hidden.test(text))
      .map((text) => `hidden: ${JSON.stringify(hidden.exec(text)?.[0])} in ${around(text, hidden)}`),
    ...[...texts, error, ...progress].flatMap((text) => textFaults(text, seen)),
    ...(structured === undefined ? [] : structuredFaults(structured, seen)),
  ];
}

/** What came from the database stands between two marks; what is outside of them is our own. */
function textFaults(text: string, seen: (nonce: string) => void): readonly string[] {
  let outside = '';
  let rest = text;
  for (;;) {
    const open = /<untrusted-([0-9a-f]{16})>/.exec(rest);
    const nonce = open?.[1] ?? '';
    const end = open === null ? -1 : rest.indexOf(`</untrusted-${nonce}>`);
    if (open === null || end < open.index) break;
    outside += rest.slice(0, open.index);
    if (rest.slice(open.index + open[0].length, end).includes(nonce)) return ['fence: the mark stands inside'];
    seen(nonce);
    rest = rest.slice(end + `</untrusted-${nonce}>`.length);
  }
  outside += rest;
  return marker.test(outside) ? [`fence: outside stands ${around(outside, marker)}`] : [];
}

function structuredFaults(content: unknown, seen: (nonce: string) => void): readonly string[] {
  const { notice, begin, report, end, ...others } = content as Readonly<Record<string, unknown>>;
  const nonce = String(begin);
  seen(nonce);
  return [
    ...(/^[0-9a-f]{16}$/.test(nonce) && end === begin && String(notice).includes(nonce) ? [] : ['fence: no mark']),
    ...(Object.keys(content as object).join() === 'notice,begin,report,end' ? [] : ['fence: another order']),
    ...(stringsIn(report).some((text) => text.includes(nonce)) ? ['fence: the mark stands in the report'] : []),
    ...([notice, others].flatMap(stringsIn).some((text) => marker.test(text)) ? ['fence: beside the report'] : []),
    ...(typeof report === 'object' ? [] : ['fence: no report']),
  ];
}

/** As it is, in a URL, in JSON, in Base64 and in hexadecimal digits. */
function leaks(text: string, canaries: Canaries): readonly string[] {
  return Object.entries(canaries)
    .filter(([, secret]) =>
      [
        secret,
        encodeURIComponent(secret),
        decodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ].some((form) => text.includes(form)),
    )
    .map(([name]) => name);
}

function around(text: string, pattern: RegExp): string {
  const at = pattern.exec(text)?.index ?? 0;
  return JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));
}

function asked({ call }: Answer): string {
  return JSON.stringify(call).slice(0, 160);
}
