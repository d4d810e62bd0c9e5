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
  const up = script(
    design.statements.map(({ text }) => text),
    design.dialect,
  );
  const down = script(
    design.statements.toReversed().flatMap(({ undo }) => (undo === undefined ? [] : [undo])),
    design.dialect,
  );
  const whole = (sql: string) => (transactional.has(design.dialect) ? inTransaction(sql, design.dialect) : sql);
  return [
    { path: 'design.md', mediaType: 'text/markdown', content: document },
    { path: 'model.yaml', mediaType: 'application/yaml', content: model },
    { path: 'schema.sql', mediaType: 'application/sql', content: up },
    { path: 'migrations/0001_initial.up.sql', mediaType: 'application/sql', content: whole(up) },
    { path: 'migrations/0001_initial.down.sql', mediaType: 'application/sql', content: whole(down) },
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

/** Dialects whose DDL can be taken back; the warehouses commit at each statement. */
const transactional: ReadonlySet<string> = new Set(['postgres', 'sqlite', 'sqlserver']);

/**
 * As the dialect's own client reads it. SQL Server wants a trigger to be the first statement of its batch: GO ends one.
 * The client of MySQL ends a statement at the first semicolon, unless it is told of another end.
 */
function script(statements: readonly string[], dialect: string): string {
  const isBatched = dialect === 'sqlserver';
  const isDelimited = dialect === 'mysql' || dialect === 'mariadb';
  const written = statements.map((statement) => {
    const text = statement.trim().replace(/;$/, '');
    return isDelimited && text.includes(';') ? `DELIMITER //\n${text}//\nDELIMITER ;` : `${text};`;
  });
  return `${written.join(isBatched ? '\nGO\n\n' : '\n\n')}${isBatched ? '\nGO\n' : '\n'}`;
}

function inTransaction(sql: string, dialect: string): string {
  return dialect === 'sqlserver'
    ? `SET XACT_ABORT ON;\nBEGIN TRANSACTION;\nGO\n\n${sql}\nCOMMIT TRANSACTION;\nGO\n`
    : `BEGIN;\n\n${sql}\nCOMMIT;\n`;
}
