import type { CatalogObject, DatabaseSchema, Table, View } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

/** A schema that statements change one after the other: what is there is found by name, what was there stays as it was. */
export interface Catalog {
  readonly table: (name: RelationName) => Table | undefined;
  readonly tables: () => Iterable<Table>;
  /** Partitions and tables that inherit, one step down. */
  readonly below: (name: RelationName) => readonly Table[];
  /** Tables with a foreign key that points at it. */
  readonly referring: (name: RelationName) => readonly Table[];
  readonly view: (name: RelationName) => View | undefined;
  readonly views: () => Iterable<View>;
  readonly index: (name: RelationName) => IndexDefinition | undefined;
  readonly objects: () => readonly CatalogObject[];
  readonly object: (kinds: readonly CatalogObject['kind'][], name: RelationName) => CatalogObject | undefined;
  /** All that have the name, in whatever schema. */
  readonly objectsNamed: (name: string) => readonly CatalogObject[];
  /** Where an unqualified name is looked up. */
  readonly searchPath: () => readonly string[];
  /** All of the schema is known: it was read from a server. */
  readonly complete: boolean;

  /** Adds a table, or puts it in the place of the one of this name. */
  readonly putTable: (table: Table) => void;
  readonly removeTable: (name: RelationName) => void;
  readonly putView: (view: View) => void;
  readonly removeView: (name: RelationName) => void;
  readonly setObjects: (objects: readonly CatalogObject[]) => void;
  /** Adds an object, or puts it in the place of the one of this kind and name. */
  readonly putObject: (object: CatalogObject) => void;
  readonly setSearchPath: (path: readonly string[]) => void;
  /** As it is now. Two calls without a change between them give the same value; tables that stay are shared. */
  readonly snapshot: () => DatabaseSchema;
}

export function createCatalog(schema: DatabaseSchema): Catalog {
  const tables = new Map(schema.tables.map((table) => [keyOf(table), table]));
  const views = new Map(schema.views.map((view) => [keyOf(view), view]));
  const indexes = new Map(
    schema.tables.flatMap((table) => table.indexes.map((index) => [keyOf(index), index] as const)),
  );
  let { objects, searchPath } = schema;
  let byName: Map<string, readonly CatalogObject[]> | undefined;
  let taken: DatabaseSchema | undefined = schema;

  const [below, referring] = [createLinks(), createLinks()];
  for (const table of schema.tables) {
    below.link(table, parentsOf(table));
    referring.link(table, referencedBy(table));
  }
  const present = (keys: Iterable<string>) => [...keys].flatMap((key) => tables.get(key) ?? []);
  const forgetIndexes = (table: Table | undefined) => {
    for (const index of table?.indexes ?? []) indexes.delete(keyOf(index));
  };
  const objectsNamed = (name: string) => {
    byName ??= groupByName(objects);
    return byName.get(name) ?? [];
  };
  return {
    table: (name) => tables.get(keyOf(name)),
    tables: () => tables.values(),
    below: (name) => present(below.to(name)),
    referring: (name) => present(referring.to(name)),
    view: (name) => views.get(keyOf(name)),
    views: () => views.values(),
    index: (name) => indexes.get(keyOf(name)),
    objects: () => objects,
    object: (kinds, { schema: place, name }) =>
      objectsNamed(name).find((one) => one.schema === place && kinds.includes(one.kind)),
    objectsNamed,
    searchPath: () => searchPath,
    complete: schema.database !== undefined,
    putTable: (table) => {
      const known = tables.get(keyOf(table));
      if (known?.indexes !== table.indexes) {
        forgetIndexes(known);
        for (const index of table.indexes) indexes.set(keyOf(index), index);
      }
      if (known?.partitionOf !== table.partitionOf || known?.inherits !== table.inherits) {
        below.link(table, parentsOf(table));
      }
      if (known?.constraints !== table.constraints) referring.link(table, referencedBy(table));
      tables.set(keyOf(table), table);
      taken = undefined;
    },
    removeTable: (name) => {
      forgetIndexes(tables.get(keyOf(name)));
      below.link(name, []);
      referring.link(name, []);
      if (tables.delete(keyOf(name))) taken = undefined;
    },
    putView: (view) => {
      views.set(keyOf(view), view);
      taken = undefined;
    },
    removeView: (name) => {
      if (views.delete(keyOf(name))) taken = undefined;
    },
    setObjects: (changed) => {
      objects = [...changed];
      byName = undefined;
      taken = undefined;
    },
    putObject: (object) => {
      const same = objectsNamed(object.name).filter((one) => isSame(one, object));
      const others = objectsNamed(object.name).filter((one) => !same.includes(one));
      objects = [...(same.length === 0 ? objects : objects.filter((one) => !same.includes(one))), object];
      byName?.set(object.name, [...others, object]);
      taken = undefined;
    },
    setSearchPath: (path) => {
      if (path.join() === searchPath.join()) return;
      searchPath = [...path];
      taken = undefined;
    },
    snapshot: () => {
      taken ??= { ...schema, searchPath, tables: [...tables.values()], views: [...views.values()], objects };
      return taken;
    },
  };
}

/** Which tables point at which, kept by both ends. */
function createLinks() {
  const from = new Map<string, readonly string[]>();
  const to = new Map<string, Set<string>>();
  return {
    /** All that a table points at; what was said before of it no longer holds. */
    link: (table: RelationName, targets: readonly string[]): void => {
      const key = keyOf(table);
      for (const target of from.get(key) ?? []) to.get(target)?.delete(key);
      if (targets.length === 0) return void from.delete(key);
      from.set(key, targets);
      for (const target of targets) {
        const sources = to.get(target);
        if (sources === undefined) to.set(target, new Set([key]));
        else sources.add(key);
      }
    },
    to: (table: RelationName): ReadonlySet<string> => to.get(keyOf(table)) ?? none,
  };
}

const none: ReadonlySet<string> = new Set();

function parentsOf({ partitionOf, inherits }: Table): readonly string[] {
  const parents = partitionOf === undefined ? inherits : [partitionOf];
  return parents.map(({ schema, table }) => keyOf({ schema, name: table }));
}

function referencedBy({ constraints }: Table): readonly string[] {
  return constraints.flatMap(({ references }) =>
    references === undefined ? [] : [keyOf({ schema: references.schema, name: references.table })],
  );
}

function groupByName(objects: readonly CatalogObject[]): Map<string, readonly CatalogObject[]> {
  const groups = new Map<string, CatalogObject[]>();
  for (const object of objects) {
    const group = groups.get(object.name);
    if (group === undefined) groups.set(object.name, [object]);
    else group.push(object);
  }
  return groups;
}

function isSame(one: CatalogObject, other: CatalogObject): boolean {
  return one.kind === other.kind && one.schema === other.schema && one.table === other.table;
}

/** "app.orders", as effects name relations. */
export function keyOf({ schema, name }: RelationName): string {
  return `${schema}.${name}`;
}

/** Its parts; a schema has hardly ever a point in its name. */
export function nameOf(key: string): RelationName {
  const at = key.indexOf('.');
  return { schema: key.slice(0, at), name: key.slice(at + 1) };
}
