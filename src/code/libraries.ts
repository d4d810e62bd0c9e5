import type { QueryLibrary } from '#vocabulary/query-loop.ts';

/** Packages by the library whose objects they give. */
const packages: readonly (readonly [RegExp, QueryLibrary])[] = [
  [/^(?:pg|pg-pool|pg-native|@neondatabase\/serverless|@vercel\/postgres)$/, 'pg'],
  [/^mysql2?(?:\/promise)?$/, 'mysql2'],
  [/^postgres$/, 'postgres'],
  [/^better-sqlite3$/, 'better-sqlite3'],
  [/^@prisma\/client(?:\/.*)?$|(?:^|\/)generated\/prisma(?:\/.*)?$/, 'prisma'],
  [/^drizzle-orm(?:\/.*)?$/, 'drizzle'],
  [/^(?:typeorm|@nestjs\/typeorm)$/, 'typeorm'],
  [/^knex$/, 'knex'],
  [/^kysely$/, 'kysely'],
  [/^(?:sequelize|sequelize-typescript|@sequelize\/core|@nestjs\/sequelize)$/, 'sequelize'],
  [/^(?:mongoose|@nestjs\/mongoose)$/, 'mongoose'],
  [/^mongodb$/, 'mongodb'],
];

export function libraryOf(specifier: string): QueryLibrary | undefined {
  return packages.find(([pattern]) => pattern.test(specifier))?.[1];
}

/** What an object of a library is. */
export type Role = 'module' | 'client' | 'model' | 'builder' | 'statement' | 'query' | 'rows' | 'row';

/** Exported classes and types whose instances are clients, and those whose are models (repositories, collections). */
const clients: Readonly<Partial<Record<QueryLibrary, RegExp>>> = {
  pg: /^(?:Client|Pool|PoolClient|ClientBase)$/,
  mysql2: /^(?:Connection|Pool|PoolConnection|PoolCluster)$/,
  postgres: /^(?:Sql|TransactionSql|ReservedSql)$/,
  'better-sqlite3': /^(?:default|Database)$/,
  prisma: /^(?:PrismaClient|TransactionClient)$/,
  drizzle: /^(?:\w*Database|\w*Transaction|drizzle)$/,
  typeorm: /^(?:DataSource|Connection|EntityManager|QueryRunner)$/,
  knex: /^(?:Knex|Transaction|default|knex)$/,
  kysely: /^(?:Kysely|Transaction|ControlledTransaction)$/,
  sequelize: /^Sequelize$/,
  mongoose: /^(?:Connection|Mongoose)$/,
  mongodb: /^(?:MongoClient|Db)$/,
};
const models: Readonly<Partial<Record<QueryLibrary, RegExp>>> = {
  typeorm: /^(?:\w*Repository|BaseEntity)$/,
  sequelize: /^Model(?:Static|Ctor)?$/,
  mongoose: /Model$/,
  mongodb: /^Collection$/,
};

export function roleOfType(library: QueryLibrary, name: string): Role | undefined {
  if (clients[library]?.test(name)) return 'client';
  return models[library]?.test(name) ? 'model' : undefined;
}

/** Functions that give a client, a model or a builder when they are called; by name. */
const makers: readonly (readonly [library: QueryLibrary, from: Role, name: RegExp, to: Role])[] = [
  ['pg', 'client', /^connect$/, 'client'],
  ['mysql2', 'module', /^create(?:Connection|Pool|PoolCluster)$/, 'client'],
  ['mysql2', 'client', /^(?:promise|getConnection|of)$/, 'client'],
  ['postgres', 'module', /^(?:default)?$/, 'client'],
  ['postgres', 'client', /^reserve$/, 'client'],
  ['better-sqlite3', 'module', /^default$/, 'client'],
  ['better-sqlite3', 'client', /^prepare$/, 'statement'],
  ['better-sqlite3', 'statement', /^(?:pluck|expand|raw|bind|safeIntegers)$/, 'statement'],
  ['prisma', 'client', /^\$extends$/, 'client'],
  ['drizzle', 'module', /^drizzle$/, 'client'],
  ['typeorm', 'module', /^(?:createConnection|getConnection|getManager)$/, 'client'],
  ['typeorm', 'module', /^get\w*Repository$/, 'model'],
  ['typeorm', 'client', /^(?:initialize|createQueryRunner)$/, 'client'],
  ['typeorm', 'client', /^get\w*Repository$/, 'model'],
  ['typeorm', 'client', /^createQueryBuilder$/, 'builder'],
  ['typeorm', 'model', /^(?:createQueryBuilder)$/, 'builder'],
  ['typeorm', 'model', /^(?:extend|getRepository)$/, 'model'],
  ['knex', 'module', /^(?:default|knex|Knex)?$/, 'client'],
  ['knex', 'client', /^(?:transaction|withUserParams)$/, 'client'],
  ['sequelize', 'client', /^(?:define|model)$/, 'model'],
  ['sequelize', 'model', /^(?:scope|unscoped|schema|init)$/, 'model'],
  ['mongoose', 'module', /^model$/, 'model'],
  ['mongoose', 'module', /^(?:createConnection|connect|default)$/, 'client'],
  ['mongoose', 'client', /^model$/, 'model'],
  ['mongodb', 'module', /^connect$/, 'client'],
  ['mongodb', 'client', /^(?:db|connect)$/, 'client'],
  ['mongodb', 'client', /^collection$/, 'model'],
];

export function madeBy(library: QueryLibrary, role: Role, name: string): Role | undefined {
  return makers.find(([of, from, pattern]) => of === library && from === role && pattern.test(name))?.[3];
}

/** Properties that are clients or models: `dataSource.manager`, `prisma.user`, `sequelize.models.User`. */
export function memberRole(library: QueryLibrary, role: Role, name: string): Role | undefined {
  if (library === 'typeorm') return /^manager$/.test(name) ? 'client' : undefined;
  if (role === 'client' && library === 'prisma') return /^[$_]/.test(name) ? undefined : 'model';
  if (role === 'client' && library === 'drizzle') return name === 'query' ? 'client' : 'model';
  if (role === 'client' && /^(?:sequelize|mongoose)$/.test(library)) return name === 'models' ? 'client' : 'model';
  if (role === 'client' && library === 'mongoose' && name === 'connection') return 'client';
  return undefined;
}

/** Calls that start a chain which is one query when it is awaited. */
const builders: Readonly<Partial<Record<QueryLibrary, RegExp>>> = {
  drizzle: /^(?:select\w*|insert|update|delete|with|\$with)$/,
  knex: /^(?:select|from|table|with\w*|insert|into|queryBuilder|distinct|where\w*|first|pluck|count|del|update|column\w*|join|withRecursive)?$/,
  kysely: /^(?:selectFrom|selectNoFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|with\w*|selectAll)$/,
};
export function startsBuilder(library: QueryLibrary, role: Role, name: string): boolean {
  return role === 'client' && builders[library]?.test(name) === true;
}

/** Calls of a client that run a statement given as text. */
const textMethods: Readonly<Partial<Record<QueryLibrary, RegExp>>> = {
  pg: /^query$/,
  mysql2: /^(?:query|execute)$/,
  postgres: /^(?:unsafe|file)$/,
  'better-sqlite3': /^exec$/,
  prisma: /^\$(?:query|execute)Raw(?:Unsafe|Typed)?$/,
  drizzle: /^(?:execute|all|get|run|values)$/,
  typeorm: /^query$/,
  knex: /^raw$/,
  kysely: /^executeQuery$/,
  sequelize: /^query$/,
};
export function runsText(library: QueryLibrary, role: Role, name: string): boolean {
  return (
    (role === 'client' || (library === 'typeorm' && role === 'model')) && textMethods[library]?.test(name) === true
  );
}

const writing =
  /^(?:create(?!QueryBuilder)|insert|update|upsert|delete|del$|remove|destroy|save|soft|restore|recover|increment|decrement|bulk|replace|findOneAnd|findByIdAnd|findOrCreate|findOrUpsert|truncate|run$|add[A-Z]|set[A-Z]|put)/;
const reading =
  /^(?:find|count|exists?(?:By)?$|aggregate|groupBy|distinct|sum|avg|average|minimum|maximum|max|min|estimated|reload|populate|get$|all$|iterate$|watch$|query$|preload)/;

/** Does a call of a model or statement read or write; undefined: it asks nothing. */
export function modelCall(library: QueryLibrary, role: Role, name: string): 'read' | 'write' | undefined {
  if (role === 'statement') return /^(?:get|all|iterate)$/.test(name) ? 'read' : name === 'run' ? 'write' : undefined;
  if (role === 'client' && library === 'typeorm' && /^(?:create|getRepository|release|connect)$/.test(name))
    return undefined;
  const asks =
    role === 'model' ||
    (role === 'client' && library === 'typeorm') ||
    (role === 'client' && library === 'drizzle' && name === '$count');
  if (!asks) return undefined;
  if (name === '$count') return 'read';
  // TypeORM's create and merge make an object only.
  if (library === 'typeorm' && /^(?:create|merge)$/.test(name)) return undefined;
  if (library === 'drizzle') return /^find(?:Many|First)$/.test(name) ? 'read' : undefined;
  if (writing.test(name)) return 'write';
  return reading.test(name) ? 'read' : undefined;
}

/** Calls of a loaded row that ask the database again. */
export function rowCall(library: QueryLibrary, name: string): 'read' | 'write' | undefined {
  if (library === 'sequelize') {
    if (/^(?:getDataValue|get|getOriginal.*)$/.test(name)) return undefined;
    if (/^(?:get|count|has)[A-Z]/.test(name) || name === 'reload') return 'read';
    return /^(?:save|update|destroy|increment|decrement|restore)$|^(?:add|set|create|remove)[A-Z]/.test(name)
      ? 'write'
      : undefined;
  }
  if (library === 'mongoose') {
    if (/^(?:populate|execPopulate)$/.test(name)) return 'read';
    return /^(?:save|remove|deleteOne|updateOne|replaceOne)$/.test(name) ? 'write' : undefined;
  }
  if (library === 'typeorm')
    return /^(?:save|remove|softRemove|recover)$/.test(name) ? 'write' : name === 'reload' ? 'read' : undefined;
  return undefined;
}

/** Ends of a chain that run it. */
export const chainEnds =
  /^(?:execute\w*|getMany\w*|getOne\w*|getRaw\w*|getCount|getExists|exec|toArray|forEach|then|catch|finally|stream|first|all|get|run|values|next|hasNext|execPopulate)$/;

/** Libraries whose calls ask as soon as they are made, awaited or not. */
export const eager: ReadonlySet<QueryLibrary> = new Set([
  'pg',
  'mysql2',
  'better-sqlite3',
  'typeorm',
  'sequelize',
  'mongodb',
  'sql',
]);
