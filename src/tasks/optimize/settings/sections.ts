import { duration } from '#analysis/plan-words.ts';
import type { ManagedService } from '#analysis/server-settings/managed-service.ts';
import type { Proposal, SettingVerdict } from '#analysis/server-settings/setting-verdict.ts';
import type { Section } from '#vocabulary/section.ts';
import { serverSections } from './server-sections.ts';
import type { ServersTried } from './try-servers.ts';
import { oneLine, type TriedFault } from './try-settings.ts';

export function sections(
  verdicts: readonly SettingVerdict[],
  tried: readonly TriedFault[],
  servers: ServersTried | undefined,
  service: ManagedService | undefined,
): readonly Section[] {
  const proposals = proposalsOf(verdicts);
  return [
    ...changes(proposals),
    ...trials(tried),
    ...(servers?.kind === 'tried' ? serverSections(servers) : []),
    ...(proposals.length === 0 ? [] : service === undefined ? script(proposals) : managed(proposals, service)),
    ...judgedFine(verdicts),
  ];
}

/** Each setting once: the first fault that proposes a value for it decides. */
export function proposalsOf(verdicts: readonly SettingVerdict[]): readonly (Proposal & { readonly title: string })[] {
  const all = verdicts.flatMap((verdict) =>
    verdict.kind === 'change' ? verdict.proposals.map((one) => ({ ...one, title: verdict.title })) : [],
  );
  return all.filter((one, at) => all.findIndex(({ name }) => name === one.name) === at);
}

function changes(proposals: ReturnType<typeof proposalsOf>): readonly Section[] {
  if (proposals.length === 0) return [];
  return [
    {
      kind: 'table',
      title: `Settings to change (${proposals.length})`,
      columns: [
        { name: 'setting', align: 'left' },
        { name: 'now', align: 'right' },
        { name: 'proposed', align: 'right' },
        { name: 'takes', align: 'left' },
        { name: 'what for', align: 'left' },
      ],
      rows: proposals.map(({ name, current, value, effect, title }) => [
        name,
        current === '' ? '(empty)' : current,
        value,
        effect,
        title,
      ]),
    },
  ];
}

function trials(tried: readonly TriedFault[]): readonly Section[] {
  const rows = tried.flatMap(({ fault, trials: all }) =>
    all.map(({ statement, before, after, samePlan, failed }) => [
      fault.proposals.map(({ name, value }) => `${name} = ${value}`).join(', '),
      oneLine(statement, 70),
      before === undefined ? '' : duration(before),
      after === undefined ? (failed ?? '') : samePlan === true ? 'same plan' : duration(after),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Tried on your heaviest statements',
      columns: [
        { name: 'setting', align: 'left' },
        { name: 'statement', align: 'left' },
        { name: 'before', align: 'right' },
        { name: 'after', align: 'right' },
      ],
      rows,
    },
  ];
}

/** dbwright does not run it: what holds for the whole server is its administrator's. */
function script(proposals: readonly Proposal[]): readonly Section[] {
  const restarts = proposals.filter(({ effect }) => effect === 'restart').map(({ name }) => name);
  return [
    {
      kind: 'code',
      place: 'after',
      title: 'For an administrator to run: dbwright does not change the server',
      language: 'sql',
      code: [
        ...proposals.map(({ name, value }) => `ALTER SYSTEM SET ${name} = ${literals(name, value)};`),
        'SELECT pg_reload_conf();',
        ...(restarts.length === 0 ? [] : [`-- A restart brings in: ${restarts.join(', ')}.`]),
        `-- Back: ALTER SYSTEM RESET ${proposals[0]?.name ?? 'name'}; and so on, then reload or restart.`,
      ].join('\n'),
    },
    {
      kind: 'code',
      place: 'after',
      title: 'The same for postgresql.conf',
      language: 'ini',
      code: configuration(proposals),
    },
  ];
}

function managed(proposals: readonly Proposal[], { name, place }: ManagedService): readonly Section[] {
  return [
    {
      kind: 'code',
      place: 'after',
      title: `For ${place}: ${name} has no ALTER SYSTEM`,
      language: 'ini',
      code: configuration(proposals),
    },
  ];
}

function configuration(proposals: readonly Proposal[]): string {
  const width = Math.max(...proposals.map(({ name, value }) => `${name} = ${quoted(value)}`.length));
  return proposals
    .map(({ name, value, current, effect }) => {
      const line = `${name} = ${quoted(value)}`.padEnd(width);
      return `${line}  # was ${current === '' ? 'empty' : current}${effect === 'restart' ? '; needs a restart' : ''}`;
    })
    .join('\n');
}

/** Libraries are a list: quoted as one they would be a single library of that name. */
function literals(name: string, value: string): string {
  const parts = name.endsWith('_preload_libraries') ? value.split(',') : [value];
  return parts.map((part) => quoted(part.trim())).join(', ');
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function judgedFine(verdicts: readonly SettingVerdict[]): readonly Section[] {
  const fine = verdicts.flatMap((verdict) => (verdict.kind === 'fine' ? [verdict] : []));
  if (fine.length === 0) return [];
  return [
    {
      kind: 'table',
      place: 'after',
      title: `Left as they are (${fine.length})`,
      columns: [
        { name: 'setting', align: 'left' },
        { name: 'value', align: 'right' },
        { name: 'why', align: 'left' },
      ],
      rows: fine.map(({ name, value, why }) => [name, value, why]),
    },
  ];
}
