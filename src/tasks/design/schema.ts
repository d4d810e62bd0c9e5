import { z } from 'zod';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { domains } from '#analysis/domains/catalogue.ts';
import { features } from '#analysis/features/catalogue.ts';
import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { withUuidKeys } from '#analysis/model-statements/with-uuid-keys.ts';
import { countOf } from '#analysis/plan-words.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import { SchemaDesignDetails } from './schema/design-details.ts';
import { type Designed, designDocument } from './schema/design-document.ts';
import { designFiles } from './schema/design-files.ts';
import { designSections } from './schema/design-sections.ts';
import { designUnseen } from './schema/design-unseen.ts';
import { modelOfRequest, type RequestedModel } from './schema/model-of-request.ts';
import { proofEvidence } from './schema/proof-evidence.ts';
import { proofFindings } from './schema/proof-findings.ts';
import { nothingToDesign, origin, proposalDetails, unpassed } from './schema/proposal-words.ts';
import { type Proposal, proposeModel } from './schema/propose-model.ts';

const SchemaInput = z.strictObject({
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
  propose: z
    .boolean()
    .default(false)
    .meta({ description: 'Let the configured language model propose the logical model', rare: true }),
  seedRows: z
    .int()
    .min(0)
    .max(100_000)
    .default(2000)
    .meta({ description: 'Rows of seed.sql, all tables together (0: none)', value: 'N', rare: true }),
  proof: z.boolean().default(true).meta({ description: 'Try it on a server (--no-proof: only write it)', rare: true }),
});

export const schema = defineCommand({
  summary: 'Design a schema from a sentence or a model, and prove it',
  description:
    'Makes tables, rules, indexes, migrations, rows, a diagram and a document with every reason from plain words or a model. ' +
    'Words that were not understood are listed; no language model is needed. With --propose the one that the configuration ' +
    'names writes the model, from what the library understood: it is judged like every other, and gets its faults back ' +
    'until it passes; where it never does, the library’s own stands.\n\n' +
    'The schema is made in a twin, unmade and made again; statements that it must refuse and accept are tried, also by two ' +
    'sessions at once; every way of reading is planned at the stated volumes. Where no server of the dialect can run, a ' +
    'grammar reads the statements, and the report says so.',
  positional: ['request'],
  needs: [],
  likes: ['model'],
  instruments: ['designs', 'draw', 'chat'],
  wants: (_, { propose }) => ['designs', 'draw', ...(propose ? (['chat'] as const) : [])],
  fills: true,
  input: SchemaInput,
  output: Report.extend({ details: SchemaDesignDetails }),
  examples: [
    { title: 'From a sentence', args: '"an e-commerce application with reviews, coupons and multiple warehouses"' },
    { title: 'From a model, into a folder', args: '--model shop.yaml --out shop' },
    { title: 'A database that is there, for another engine', args: '--url postgres://localhost/shop --engine sqlite' },
    {
      title: 'In CI: fail where the database does not keep what the model says',
      args: '--model shop.yaml --out shop --fail-on warning',
    },
    {
      title: 'Entities as said, with UUID keys',
      args: '"each driver has vehicles with a plate and a capacity" --keys uuid',
    },
  ],
  decide: async ({ model: given }, input, tools) => {
    const { request, keys, seedRows, proof: isTried } = input;
    const { designs, draw } = tools.instruments;
    if (designs === undefined || draw === undefined) throw problem('internal', 'There is nothing to design with.');
    const asked = given === undefined ? understood(input) : undefined;
    const engine = input.engine ?? dialectOf(asked?.engine, designs.dialects);
    const draft = given ?? asked?.model;
    const proposal = input.propose ? await proposed({ input, draft, asked, engine }, tools) : undefined;
    const chosen = proposal?.passed?.model ?? draft;
    if (chosen === undefined) throw nothingToDesign(proposal);
    const model = keys === undefined || keys === chosen.keys ? chosen : withKeys(chosen, keys);
    tools.context.progress({ message: `designing ${countOf(Object.keys(model.entities).length, 'table')}` });
    const design = designs.spell(model, engine);
    // What was proposed was tried when it was judged.
    const seen = model === proposal?.passed?.model ? proposal.passed.proof : undefined;
    // Each has a server of its own: they go on at once. Rows for a schema that cannot be made are not missed.
    const [proof, rows] = await Promise.all([
      isTried ? (seen ?? designs.prove(model, design)) : undefined,
      isTried && seedRows > 0 ? designs.seed(design, { rows: seedRows, seed: 1 }).catch(rowless) : undefined,
    ]);
    const seeded = rows !== undefined && 'script' in rows ? rows : undefined;
    const designed: Designed = {
      title: proposal?.passed === undefined ? (asked?.title ?? model.name) : model.name.replaceAll('_', ' '),
      from: origin(request, tools.subject, proposal),
      // What was read out of words, where that is what the model was made of.
      understood: proposal?.passed === undefined ? (asked?.understood ?? []) : [],
      notUnderstood: proposal?.passed === undefined ? (asked?.notUnderstood ?? []) : [],
      model,
      proposal,
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
        ...unpassed(proposal),
        ...designUnseen(designed, isTried),
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

type Input = z.infer<typeof SchemaInput>;

/** What the library understands of the request; where a language model is to be asked, that may be nothing. */
function understood({ request, propose }: Input): RequestedModel | undefined {
  try {
    return modelOfRequest(request, { domains, features });
  } catch (error) {
    if (propose && error instanceof ProblemError && error.problem.code === 'invalid') return undefined;
    throw error;
  }
}

interface Wish {
  readonly input: Input;
  readonly draft: LogicalModel | undefined;
  readonly asked: RequestedModel | undefined;
  readonly engine: string;
}

async function proposed(
  { input: { request, proof }, draft, asked, engine }: Wish,
  { instruments: { designs, chat }, missing, context }: CommandTools<'designs' | 'draw' | 'chat'>,
): Promise<Proposal> {
  if (request === undefined) throw problem('invalid', 'A language model is to be asked, and nothing is said.', wanted);
  if (designs === undefined || chat === undefined) {
    const absent = missing.find((one) => 'instrument' in one && one.instrument === 'chat');
    throw problem('unsupported', absent?.why ?? 'No language model is configured.', absent?.remedy);
  }
  const notUnderstood = asked?.notUnderstood ?? [];
  const wish = { request, draft, notUnderstood, dialect: engine, isTried: proof };
  return proposeModel(wish, { chat, designs }, context);
}

const wanted = 'Say what it is for: dbwright design schema "a clinic with …" --propose';

function withKeys(model: LogicalModel, keys: LogicalModel['keys']): LogicalModel {
  return keys === 'uuid' ? withUuidKeys(model) : { ...model, keys };
}

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

function detailsOf({ model, design, proof, understood, notUnderstood, proposal }: Designed): SchemaDesignDetails {
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
    ...proposalDetails(proposal),
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
