import type { MigrationText } from '#vocabulary/migration.ts';
import { alembic } from './alembic.ts';
import { applicationCode, codeMigration } from './application-code.ts';
import { atlas } from './atlas.ts';
import { dbmate } from './dbmate.ts';
import { dbwright } from './dbwright.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { folderPairs } from './folder-pairs.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import type { LaidOut, Layout, LayoutFile } from './layout.ts';
import { liquibase } from './liquibase.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { isSql } from './path-parts.ts';
import { plainSql } from './plain-sql.ts';
import { prisma } from './prisma.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sql-migrate.ts';
import { supabase } from './supabase.ts';

/** The first that fits is taken: what only one tool writes comes before what several could have written. */
const layouts: readonly Layout[] = [
  sqitch,
  drizzle,
  atlas,
  liquibase,
  dbmate,
  goose,
  sqlMigrate,
  nodePgMigrate,
  alembic,
  flyway,
  prisma,
  supabase,
  dbwright,
  folderPairs,
  golangMigrate,
  applicationCode,
  plainSql,
];

/** Migrations in the order in which their tool runs them. */
export interface MigrationFolder {
  readonly layout: string;
  readonly files: readonly MigrationText[];
  /** What was passed over, one sentence each. */
  readonly unread: readonly string[];
}

/** Tells by names and content which tool laid these files out, and reads them so. Paths are with `/`. */
export function readLayout(files: readonly LayoutFile[]): MigrationFolder {
  const layout = layouts.find(({ fits }) => fits(files));
  if (layout === undefined) return { layout: 'unknown', files: [], unread: sentences(leftOver(files, [])) };
  const laid = layout.read(files);
  const known = [
    ...laid.files.flatMap(({ path, down }) => (down === undefined ? [path] : [path, down.path])),
    ...(laid.seen ?? []),
    ...(laid.unread ?? []).map(({ path }) => path),
  ];
  const tools = new Set(files.flatMap((file) => codeMigration(file)?.tool ?? []));
  const [tool = layout.name] = layout === applicationCode ? tools : [layout.name];
  return {
    layout: tool,
    files: laid.files,
    unread: sentences([...(laid.unread ?? []), ...leftOver(files, known, layout.name)]),
  };
}

/** SQL that the layout does not run, and programs; other files are nobody's concern. */
function leftOver(
  files: readonly LayoutFile[],
  known: readonly string[],
  name?: string,
): readonly NonNullable<LaidOut['unread']>[number][] {
  const done = new Set(known);
  return files.flatMap((file) => {
    if (done.has(file.path)) return [];
    const program = codeMigration(file);
    if (program !== undefined) return [{ path: file.path, why: program.why }];
    return isSql(file.path) ? [{ path: file.path, why: `${name ?? 'no tool'} does not run a file of that name` }] : [];
  });
}

const mostNames = 3;

/** One sentence for each reason, with the names of some of the files. */
function sentences(unread: NonNullable<LaidOut['unread']>): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { path, why } of unread) reasons.set(why, [...(reasons.get(why) ?? []), path]);
  return [...reasons].map(([why, paths]) => {
    const named = paths.slice(0, mostNames).join(', ');
    if (paths.length === 1) return `${named} was passed over: ${why}.`;
    const more = paths.length > mostNames ? ` and ${paths.length - mostNames} more` : '';
    return `${named}${more} were passed over; of each: ${why}.`;
  });
}
