import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOf } from '../compare-plans.ts';
import {
  type Agreement,
  agreement,
  agreementTable,
  type Compared,
  fullShape,
  openTwin,
  summaryOf,
  type TwinServer,
} from './agreement.ts';
import { freightLater } from './freight.ts';
import { freightFlips } from './freight-queries.ts';
import { type FidelityServer, startFidelityServer } from './sources.ts';

/*
 * How like its source the statistics twin plans: some 145 queries over three databases with rows (shop, freight,
 * archive), on a server of one major, against twins. The gate takes 18 on both kinds of server, and one other major
 * against its own and against 18 (DBWRIGHT_SEED says which); DBWRIGHT_FULL=1 takes them all.
 */
const full = process.env['DBWRIGHT_FULL'] === '1';
const newest = 18;
const majors = [14, 15, 16, 17, 13];
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
const oneOther = majors[seed % majors.length] ?? 15;
const runs = [newest, ...(full ? majors : [oneOther])].map((major) => ({ major, crosses: major !== newest }));

const printed: Agreement[] = [];
afterAll(() => console.log(agreementTable(printed)));

describe.each(runs)('PostgreSQL $major', ({ major, crosses }) => {
  let server: FidelityServer;

  beforeAll(async () => {
    server = await startFidelityServer(major);
  });
  afterAll(() => server?.stop());

  const same: readonly TwinServer[] = [
    { kind: 'native', major },
    ...(major === newest ? [{ kind: 'pglite' as const }] : []),
  ];

  it.each(same)('is planned for by a twin of its own major ($kind)', async (twin) => {
    const found = await agreement(server.sources, twin);
    printed.push(found);
    const { queries, share, medianError } = summaryOf(found);
    expect(queries).toBeGreaterThanOrEqual(60);
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(medianError).toBeLessThan(0.005);
    const far = found.rows.filter((row) => row.sameShape && row.error > 0.1);
    expect(far.filter((row) => !isExcused(row, found))).toEqual([]);
    expect(new Set(found.levels)).toEqual(new Set(['simulated']));
    // Nothing else falls short, and above all no other planner is named.
    expect(found.notes.filter((note) => !expectedNotes[twin.kind].some((expected) => expected.test(note)))).toEqual([]);
  });

  it.each([newest].filter(() => crosses))('is planned for by PostgreSQL %i, which says so', async () => {
    const found = await agreement(server.sources, { kind: 'native', major: newest });
    printed.push(found);
    expect(new Set(found.levels)).toEqual(new Set(['derived']));
    const said = `Planned by PostgreSQL ${newest}; your server is ${major}`;
    for (const { name } of server.sources) {
      expect(found.notes.some((note) => note.startsWith(`${name}: ${said}`))).toBe(true);
    }
    // Real differences between the planners are no fault of the twin: this only notices when it breaks.
    expect(summaryOf(found).share).toBeGreaterThan(0.8);
  });

  it('turns the plans that turn on the source', async () => {
    const source = server.sources.find(({ name }) => name === 'freight');
    if (source === undefined) throw new Error('There is no freight.');
    const shapes = async (of: typeof source) => {
      const twin = await openTwin(of, { kind: 'native', major });
      try {
        const found = [];
        for (const [name, text] of Object.entries(freightFlips)) {
          const { plan } = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
          found.push({ name, source: fullShape(await planOf(of.connection, text)), twin: fullShape(plan.root) });
        }
        return found;
      } finally {
        await twin.close();
      }
    };
    const before = await shapes(source);
    const after = await shapes(await server.changed('freight', freightLater));
    const flips = before.map((row, at) => ({ row, later: after[at] ?? row }));
    const onSource = flips.filter(({ row, later }) => row.source !== later.source);
    console.log(`${major}: ${onSource.length} of ${flips.length} plans turn on the source`);
    expect(onSource.length).toBeGreaterThanOrEqual(10);
    expect(onSource.filter(({ row, later }) => row.source !== row.twin || later.source !== later.twin)).toEqual([]);
  });
});

const expectedNotes: Readonly<Record<TwinServer['kind'], readonly RegExp[]>> = {
  native: [/PostgreSQL 1[3-6] does not show the histograms of ranges/],
  pglite: [/Planned by PGlite, PostgreSQL compiled/, /sorts text by .* rules, your database by/, /byte by byte/],
};

/** What the twin cannot know, and says. */
const excuses: readonly { readonly queries: RegExp; readonly note: RegExp }[] = [
  {
    queries: /^(shop\.rangeType|archive\.ranges|archive\.multiranges)$/,
    note: /does not show the histograms of ranges/,
  },
  { queries: /^shop\.(capitalsFirst|rangeOnUnique)$/, note: /sorts text by .* rules, your database by/ },
];

function isExcused({ source, query }: Compared, { notes }: Agreement): boolean {
  return excuses.some(
    (excuse) =>
      excuse.queries.test(`${source}.${query}`) &&
      notes.some((note) => note.startsWith(`${source}: `) && excuse.note.test(note)),
  );
}
