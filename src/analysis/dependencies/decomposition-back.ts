import { sqlName } from '#analysis/schema-review/sql-name.ts';
import type { DecompositionShape, DecompositionStep } from './decomposition-plan.ts';
import { columnText, list, names, qualified } from './decomposition-steps.ts';

/** The way back: the columns come home, at the end of the table, with their constraints and indexes. */
export function decompositionBack(shape: DecompositionShape): readonly DecompositionStep[] {
  const { kept, created, dropped, droppedConstraints, droppedIndexes, newIndexes, newKey } = shape;
  const home = qualified(kept.schema, kept.name);
  const step = (kind: DecompositionStep['kind'], sql: string, why: string): DecompositionStep => ({
    kind,
    table: kept.name,
    sql,
    why,
  });
  const alter = (kind: DecompositionStep['kind'], action: string, why: string) =>
    step(kind, `ALTER TABLE ${home} ${action};`, why);
  const plain = dropped.filter(({ generated }) => generated === undefined);
  const made = dropped.filter(({ generated }) => generated !== undefined);
  const finish = plain.flatMap(({ name, nullable, default: standard, identity }) => [
    ...(standard === undefined ? [] : [`ALTER COLUMN ${sqlName(name)} SET DEFAULT ${standard}`]),
    ...(nullable ? [] : [`ALTER COLUMN ${sqlName(name)} SET NOT NULL`]),
    ...(identity === undefined
      ? []
      : [`ALTER COLUMN ${sqlName(name)} ADD GENERATED ${identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`]),
  ]);
  const everything = [kept, ...created].map((one) => qualified(one.schema, one.name)).join(', ');
  const gone = [...kept.references.map(({ name }) => name), ...(newKey === undefined ? [] : [newKey.name])];
  const keptIndexes = newIndexes.filter(({ table }) => table === kept.name);
  return [
    step('lock-table', `LOCK TABLE ${everything} IN ACCESS EXCLUSIVE MODE;`, 'No row changes on the way.'),
    ...(plain.length === 0
      ? []
      : [
          alter(
            'add-columns',
            plain
              .map(
                ({ identity: _, default: __, ...column }) => `ADD COLUMN ${columnText({ ...column, nullable: true })}`,
              )
              .join(', '),
            'Empty at first.',
          ),
        ]),
    ...created.flatMap((one) => {
      const back = one.gained.filter((name) => plain.some((column) => column.name === name));
      if (back.length === 0) return [];
      const set = back.map((name) => `${sqlName(name)} = piece.${sqlName(name)}`).join(', ');
      const on = one.key.map((name) => `piece.${sqlName(name)} = whole.${sqlName(name)}`).join(' AND ');
      return [
        step(
          'restore-columns',
          `UPDATE ${home} AS whole SET ${set}\nFROM ${qualified(one.schema, one.name)} AS piece WHERE ${on};`,
          `Each row gets ${list(back)} of its ${list(one.key)}.`,
        ),
      ];
    }),
    ...(gone.length === 0
      ? []
      : [
          alter(
            'drop-constraint',
            gone.map((name) => `DROP CONSTRAINT ${sqlName(name)}`).join(', '),
            'They tied it to the new tables.',
          ),
        ]),
    ...keptIndexes.map((index) =>
      step('drop-constraint', `DROP INDEX ${qualified(index.schema, index.name)};`, 'It served the foreign key.'),
    ),
    step(
      'drop-table',
      `DROP TABLE ${created.map((one) => qualified(one.schema, one.name)).join(', ')};`,
      'Their rows are home.',
    ),
    ...(finish.length === 0 ? [] : [alter('restore-columns', finish.join(', '), 'As they were.')]),
    ...made.map((column) => alter('add-columns', `ADD COLUMN ${columnText(column)}`, 'Computed anew.')),
    ...droppedConstraints.map((one) =>
      alter('add-constraint', `ADD CONSTRAINT ${sqlName(one.name)} ${one.definition}`, 'As it was.'),
    ),
    ...droppedIndexes
      .filter(({ definition }) => definition !== undefined)
      .map(({ definition }) => step('create-index', `${definition};`, 'As it was.')),
    ...dropped.flatMap(({ name, comment }) =>
      comment === undefined
        ? []
        : [
            step(
              'comment',
              `COMMENT ON COLUMN ${home}.${names([name])} IS '${comment.replaceAll("'", "''")}';`,
              'As it was.',
            ),
          ],
    ),
  ];
}
