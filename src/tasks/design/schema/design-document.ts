import { tableName } from '#analysis/logical-model/table-name.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import type { SeedProof } from '#contracts/seed.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Proposal } from './propose-model.ts';
import { ruleWords } from './rule-words.ts';

export interface Designed {
  readonly title: string;
  /** The request, or the file that the model was read from. */
  readonly from: string;
  /** What was understood of the request, a sentence each. */
  readonly understood: readonly string[];
  readonly notUnderstood: readonly string[];
  readonly model: LogicalModel;
  readonly design: PhysicalDesign;
  readonly proof: DesignProof | undefined;
  readonly seeded: { readonly proof: SeedProof; readonly rulesKept: boolean } | undefined;
  readonly dialect: string;
  readonly proposal: Proposal | undefined;
}

/** design.md: every decision with its reason, what nobody said with what was assumed, and what was proved. */
export function designDocument(designed: Designed): string {
  const { title, from, model, design } = designed;
  return `${[
    `# Schema for ${title}`,
    `${from}`,
    ...listed('What was understood', designed.understood),
    ...listed('Not understood, and left out', designed.notUnderstood),
    ...section('Diagram', ['![Tables and their references](erd.svg)']),
    ...section('Tables', tablesOf(model)),
    ...section('Rules that the database keeps', rulesOf(keptOf(designed), designed.dialect)),
    ...listed(
      'Rules that it cannot keep',
      design.unenforced.map(({ what, instead }) => `${what} ${instead}`),
    ),
    ...section('Indexes, and what each serves', indexesOf(design)),
    ...section('Ways of reading', readingOf(designed)),
    ...listed(
      'Prepared reads',
      model.summaries.map(({ name, serves, refresh }) => `**${name}**: ${serves} Refreshed ${refresh}.`),
    ),
    ...section('Functions and procedures', routinesOf(design)),
    ...listed(
      'Decisions',
      [...model.decisions, ...design.decisions].map(({ what, why }) => `${what} ${why}`),
    ),
    ...section('Open questions', questionsOf(model)),
    ...section('Personal data', personalOf(model)),
    ...section('Proof', proofOf(designed)),
  ].join('\n\n')}\n`;
}

/** Where the server keeps no rules at all, those that it cannot keep are not listed as kept. */
function keptOf({ model, design, proof }: Designed): LogicalModel {
  if (proof?.level !== 'derived') return model;
  const untold = model.invariants.filter(({ says }) => !design.unenforced.some(({ what }) => what === says));
  return { ...model, invariants: untold };
}

function section(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`## ${title}`, ...body];
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return section(title, items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')];
}

function tablesOf(model: LogicalModel): readonly string[] {
  return table(
    ['table', 'one row is', 'rows', 'a year'],
    Object.entries(model.entities).map(([name, { description, volume }]) => [
      `\`${tableName(model, name)}\``,
      description ?? `One ${name.replaceAll('_', ' ')}.`,
      volume === undefined ? '' : count(volume.rows),
      volume?.perYear === undefined ? '' : `+ ${count(volume.perYear)}`,
    ]),
  );
}

function rulesOf(model: LogicalModel, dialect: string): readonly string[] {
  return table(
    ['table', 'rule', 'kept by'],
    model.invariants.map((rule) => [`\`${tableName(model, rule.entity)}\``, rule.says, ruleWords(rule, dialect)]),
  );
}

function indexesOf({ indexes, schema }: PhysicalDesign): readonly string[] {
  const unique = schema.tables.flatMap((one) =>
    one.indexes.flatMap((index) =>
      index.unique
        ? [[`\`${index.name}\``, index.predicate === undefined ? 'uniqueness' : `uniqueness where ${index.predicate}`]]
        : [],
    ),
  );
  return table(
    ['index', 'serves'],
    [...indexes.map(({ name, serves }) => [`\`${name}\``, serves.join('; ')]), ...unique],
  );
}

function readingOf({ design, model }: Designed): readonly string[] {
  return table(
    ['reading', 'calls a second', 'served by'],
    design.access.map(({ name }) => {
      const often = model.access.find((one) => one.name === name)?.perSecond;
      const server = design.indexes.find(({ serves }) => serves.includes(name));
      return [name, often === undefined ? '' : String(often), server === undefined ? 'a key' : `\`${server.name}\``];
    }),
  );
}

function routinesOf({ routines = [] }: PhysicalDesign): readonly string[] {
  return table(
    ['function or procedure', 'what it is for'],
    routines.map(({ name, says }) => [`\`${name}\``, says]),
  );
}

function questionsOf({ questions }: LogicalModel): readonly string[] {
  return table(
    ['question', 'assumed until it is answered'],
    questions.map(({ question, assumed }) => [question, assumed]),
  );
}

function personalOf(model: LogicalModel): readonly string[] {
  return table(
    ['column', 'kind'],
    Object.entries(model.entities).flatMap(([name, { attributes }]) =>
      Object.entries(attributes).flatMap(([attribute, { personal }]) =>
        personal === undefined ? [] : [[`\`${tableName(model, name)}.${attribute}\``, personal]],
      ),
    ),
  );
}

function proofOf({ proof, seeded, dialect }: Designed): readonly string[] {
  if (proof === undefined)
    return [`Not tried: no ${dialect} server can run here. The statements are derived from its manual.`];
  if (proof.failed !== undefined) return [`${proof.by} refused \`${proof.failed.of}\`: ${proof.failed.message}`];
  if (proof.level === 'derived')
    return [
      [`${proof.by} read all ${countOf(proof.statements, 'statement')}.`, ...proof.notes]
        .map((item) => `- ${item}`)
        .join('\n'),
    ];
  const kept = (kind: 'refuse' | 'accept' | 'race') => {
    const all = proof.scenarios.filter((one) => one.kind === kind);
    return `${all.filter((one) => one.kept === true).length} of ${all.length}`;
  };
  const isWhole = proof.roundTrip?.left.length === 0 && proof.roundTrip.differs.length === 0;
  const found = [
    `${proof.by} carried out all ${countOf(proof.statements, 'statement')}.`,
    isWhole ? 'Up, down and up again gave the same catalog.' : 'Up, down and up again did not give the same catalog.',
    ...(proof.scenarios.length === 0
      ? []
      : [
          `Refused as it must: ${kept('refuse')} forbidden statements. Accepted: ${kept('accept')} legal ones. Kept against two sessions at once: ${kept('race')}.`,
        ]),
    `${proof.access.filter(({ scans, failed }) => scans.length === 0 && failed === undefined).length} of ${countOf(proof.access.length, 'way')} of reading touch no large table as a whole, planned at the volumes of three years.`,
    ...routineWords(proof),
    ...seedWords(seeded),
    ...proof.notes,
  ];
  return [
    found.map((item) => `- ${item}`).join('\n'),
    ...table(
      ['reading', 'planned with'],
      proof.access.map(({ name, indexes, scans, failed }) => [
        name,
        failed ?? [...indexes.map((index) => `\`${index}\``), ...scans.map((one) => `**all of ${one}**`)].join(', '),
      ]),
    ),
    ...table(
      ['tried', 'wanted', 'the server said'],
      proof.scenarios.map(({ says, kind, kept: isKept, why }) => [
        says,
        { refuse: 'refused', accept: 'accepted', race: 'one of two' }[kind],
        isKept === true ? why : `**not as wanted**: ${why}`,
      ]),
    ),
  ];
}

function routineWords({ routines = [] }: DesignProof): readonly string[] {
  if (routines.length === 0) return [];
  const failed = routines.flatMap(({ name, failed: why }) => (why === undefined ? [] : [`${name}: ${why}`]));
  return [
    `${routines.length - failed.length} of ${countOf(routines.length, 'routine')} answered when they were called.`,
    ...failed,
  ];
}

function seedWords(seeded: Designed['seeded']): readonly string[] {
  if (seeded === undefined) return [];
  const { proof, rulesKept } = seeded;
  const rows = Object.values(proof.accepted).reduce((sum, one) => sum + one, 0);
  const rules = rulesKept ? '' : ' Triggers were off: what only they keep need not hold for these rows.';
  return [`seed.sql: ${proof.by} took ${countOf(rows, 'row')} with every constraint in force.${rules}`];
}
