import type { PrismaFaults, Spot } from './prisma-faults.ts';
import type { PrismaBlock, PrismaValue } from './prisma-syntax.ts';

export type PrismaProvider = 'postgresql' | 'cockroachdb' | 'mysql' | 'sqlite' | 'sqlserver';

/** Its types and expressions are PostgreSQL's own. */
export function speaksPostgres(provider: PrismaProvider): boolean {
  return provider === 'postgresql' || provider === 'cockroachdb';
}

export interface PrismaDatasource {
  readonly at: Spot | undefined;
  readonly provider: PrismaProvider;
  /** Before the dot of @db.VarChar. */
  readonly name: string;
  readonly schemas: readonly string[];
  /** Without them only Prisma's client holds relations together. */
  readonly foreignKeys: boolean;
  readonly extensions: readonly { readonly name: string; readonly schema?: string; readonly version?: string }[];
}

/** Of which database the schema is; without a datasource, PostgreSQL. MongoDB is a fault. */
export function prismaDatasource(blocks: readonly PrismaBlock[], faults: PrismaFaults): PrismaDatasource {
  const [block, second] = blocks.filter(({ keyword }) => keyword === 'datasource');
  if (second !== undefined) faults.add(second.at, 'a schema has one datasource, and there is one already.');
  const setting = (name: string) => block?.settings.find((one) => one.name === name)?.value;
  const given = setting('provider');
  const word = given?.kind === 'text' ? given.text : undefined;
  const provider = word === undefined ? 'postgresql' : providers[word];
  if (given !== undefined && word === 'mongodb') {
    faults.add(given.at, 'MongoDB keeps documents and composite types, which are no tables.', hint);
  } else if (block !== undefined && word === undefined) {
    faults.add(given?.at ?? block.at, 'the provider of the datasource is not told as a text.', hint);
  } else if (provider === undefined && given !== undefined) {
    faults.add(given.at, `there is no provider ${word}.`, hint);
  }
  const mode = setting('relationMode') ?? setting('referentialIntegrity');
  return {
    at: block?.at,
    provider: provider ?? 'postgresql',
    name: block?.name ?? 'db',
    schemas: textsOf(setting('schemas')),
    foreignKeys: !(mode?.kind === 'text' && mode.text === 'prisma'),
    extensions: extensionsOf(setting('extensions')),
  };
}

const hint = 'Write provider = "postgresql", or mysql, sqlite, sqlserver, cockroachdb.';
const providers: Readonly<Record<string, PrismaProvider>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'cockroachdb',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'sqlserver',
};

function textsOf(value: PrismaValue | undefined): readonly string[] {
  return value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
}

/** `[pgcrypto, uuidOssp(map: "uuid-ossp", schema: "x", version: "1.1")]` */
function extensionsOf(value: PrismaValue | undefined): PrismaDatasource['extensions'] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (item.kind !== 'word' && item.kind !== 'call') return [];
    const argument = (name: string) => {
      const found = item.kind === 'call' ? item.args.find((one) => one.name === name)?.value : undefined;
      return found?.kind === 'text' ? found.text : undefined;
    };
    const schema = argument('schema');
    const version = argument('version');
    return [
      {
        name: argument('map') ?? item.text,
        ...(schema === undefined ? {} : { schema }),
        ...(version === undefined ? {} : { version }),
      },
    ];
  });
}
