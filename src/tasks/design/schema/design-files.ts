import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Artifact } from '#vocabulary/report.ts';

interface DesignParts {
  readonly model: string;
  readonly document: string;
  readonly design: PhysicalDesign;
  readonly drawn: readonly Artifact[];
  readonly seed: { readonly script: string; readonly rulesKept: boolean } | undefined;
}

/** The folder of a design. The model is the single source; all else is made from it. */
export function designFiles({ model, document, design, drawn, seed }: DesignParts): readonly Artifact[] {
  const up = script(design.statements.map(({ text }) => text));
  const down = script(design.statements.toReversed().flatMap(({ undo }) => (undo === undefined ? [] : [undo])));
  return [
    { path: 'design.md', mediaType: 'text/markdown', content: document },
    { path: 'model.yaml', mediaType: 'application/yaml', content: model },
    { path: 'schema.sql', mediaType: 'application/sql', content: up },
    { path: 'migrations/0001_initial.up.sql', mediaType: 'application/sql', content: inTransaction(up) },
    { path: 'migrations/0001_initial.down.sql', mediaType: 'application/sql', content: inTransaction(down) },
    ...(seed === undefined
      ? []
      : [
          {
            path: 'seed.sql',
            mediaType: 'application/sql',
            content: `${seed.rulesKept ? '' : withoutRules}${seed.script}`,
          },
        ]),
    ...erdFiles(drawn),
  ];
}

const withoutRules = `-- Rows for development. Every constraint holds for them, foreign keys and CHECKs included. Triggers are off while they
-- are loaded: what only triggers keep (sums, states, totals) need not hold for these rows.
`;

/** The first of each kind is the whole picture; pages of groups keep their names. */
function erdFiles(drawn: readonly Artifact[]): readonly Artifact[] {
  const endings = new Set<string>();
  return drawn.map((file) => {
    const ending = /\.([a-z]+)$/.exec(file.path)?.[1] ?? 'svg';
    const isFirst = !endings.has(ending);
    endings.add(ending);
    return { ...file, path: isFirst ? `erd.${ending}` : `erd/${file.path}` };
  });
}

function script(statements: readonly string[]): string {
  return `${statements.map((statement) => `${statement.trim().replace(/;$/, '')};`).join('\n\n')}\n`;
}

function inTransaction(sql: string): string {
  return `BEGIN;\n\n${sql}\nCOMMIT;\n`;
}
