import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { DecompositionShape } from './decomposition-plan.ts';
import { mentionsName } from './mentions-name.ts';

type Surroundings = Pick<DatabaseSchema, 'tables' | 'views' | 'objects'>;

/** Types without equality: their rows cannot be told apart, so no DISTINCT. */
const withoutEquality = /^(?:json|xml|point|line|lseg|box|path|polygon|circle)\b(?!b)/;

/** Why the cut cannot be made by statements alone, one sentence each; empty: it can. */
export function blockedBy(shape: DecompositionShape, schema: Surroundings): readonly string[] {
  const { table, created, dropped } = shape;
  const gone = new Set(dropped.map(({ name }) => name));
  if (created.length === 0) return [`${table.name} stays one table: there is nothing to cut.`];
  return [
    ...(table.kind === 'table' && table.partitionOf === undefined && table.inherits.length === 0
      ? []
      : [`${table.name} is no plain table: a partitioned, inherited or foreign one is cut by hand.`]),
    ...schema.tables.flatMap((one) =>
      one.constraints
        .filter(({ references }) => pointsAt(references, table) && references?.columns.some((name) => gone.has(name)))
        .map(({ name }) => `${one.name} refers by ${name} to a column that would leave ${table.name}.`),
    ),
    ...created.flatMap(({ name, columns }) =>
      columns
        .filter(({ type }) => withoutEquality.test(type))
        .map(
          (column) =>
            `${column.name} is of type ${column.type}, which knows no equality, so ${name} cannot be filled with distinct rows.`,
        ),
    ),
    ...splitExpressions(shape),
  ];
}

/** Generated columns that read columns of another piece than their own. */
function splitExpressions({ table, kept, created, dropped }: DecompositionShape): readonly string[] {
  const pieces = [kept, ...created].map(({ columns }) => new Set(columns.map(({ name }) => name)));
  return table.columns.flatMap(({ name, generated }) => {
    if (generated === undefined) return [];
    const read = table.columns.filter((one) => mentionsName(generated, one.name)).map((one) => one.name);
    const apart = pieces.some((piece) => piece.has(name) && !read.every((one) => piece.has(one)));
    const twice = dropped.every((one) => one.name !== name) && pieces.filter((piece) => piece.has(name)).length > 1;
    return apart || twice ? [`${name} is computed from columns that would stand in another table.`] : [];
  });
}

/** What the migration does not do by itself, one sentence each. */
export function decompositionNotes(shape: DecompositionShape, schema: Surroundings): readonly string[] {
  const { table, kept, created, dropped, droppedConstraints, droppedIndexes } = shape;
  const gone = dropped.map(({ name }) => name);
  const taken = new Set(created.flatMap(({ constraints }) => constraints.map(({ name }) => name)));
  const moved = new Set(created.flatMap(({ movedIndexes }) => movedIndexes));
  const keys = new Set(
    created.flatMap(({ key, otherKeys }) => [key, ...otherKeys].map((one) => [...one].sort().join('\n'))),
  );
  const objects = schema.objects.filter(
    ({ table: owner, kind }) => owner === table.name && ['trigger', 'policy', 'statistics'].includes(kind),
  );
  const readers = schema.views.filter(
    ({ definition }) => mentionsName(definition, table.name) && gone.some((name) => mentionsName(definition, name)),
  );
  return [
    ...(gone.length === 0
      ? []
      : [
          `Statements that read or write ${gone.join(', ')} of ${kept.name} must follow; a view under another name can give the old shape.`,
        ]),
    ...droppedConstraints
      .filter((one) => !taken.has(one.name) && !keys.has([...one.columns].sort().join('\n')))
      .map(
        (one) =>
          `${one.name} (${one.definition}) spans tables that are apart afterwards: it is lost, a trigger would have to stand in.`,
      ),
    ...droppedIndexes.filter(({ name }) => !moved.has(name)).map(({ name }) => `Index ${name} goes with its columns.`),
    ...objects.map(
      ({ kind, name }) =>
        `The ${kind} ${name} stays on ${kept.name}: look whether the new tables need it too${kind === 'trigger' ? ', and whether it may fire on the way back, which updates every row' : ''}.`,
    ),
    ...readers.map(
      ({ name }) =>
        `The view ${name} reads columns that leave: drop it first and make it anew, or the migration stops.`,
    ),
    ...(table.rowSecurity ? [`Row security of ${kept.name} does not guard the new tables.`] : []),
    `Privileges on ${created.map(({ name }) => name).join(', ')} must be granted.`,
    ...(gone.length === 0 ? [] : [`On the way back ${gone.join(', ')} come last in the table's column order.`]),
  ];
}

function pointsAt(references: { readonly schema: string; readonly table: string } | undefined, table: Table): boolean {
  return references !== undefined && references.schema === table.schema && references.table === table.name;
}
