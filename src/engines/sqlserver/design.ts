import { designTables } from '#analysis/physical-design/design-tables.ts';
import { siteOf } from '#analysis/physical-design/site-of.ts';
import type { Engine } from '#contracts/engine.ts';
import { allColumns } from '#engines/sql/design/entity-columns.ts';
import { mapModelSql } from '#engines/sql/design/map-model.ts';
import { unpreparedReads } from '#engines/sql/design/unprepared-reads.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { conditionOf, expressionOf } from './design/conditions.ts';
import { sqlserverDialect } from './design/dialect.ts';
import { shaped } from './design/shape.ts';

/** A logical model as SQL Server holds it. */
export const design: Engine['design'] = (given, now) => {
  const model = inTransactSql(given);
  const made = designTables(model, sqlserverDialect, now);
  const { tables, lost } = shaped(made.schema.tables);
  return {
    ...made,
    schema: { ...made.schema, tables: [...tables] },
    indexes: made.indexes.filter(({ name }) => tables.some(({ indexes }) => indexes.some((one) => one.name === name))),
    decisions: [
      ...made.decisions,
      ...unpreparedReads(model, 'SQL Server').map(({ what, why }) => ({
        what,
        why: why.replace(
          'has no materialized views',
          'keeps indexed views at every write, which slows the writers down',
        ),
      })),
      ...(made.schema.objects.length === 0
        ? []
        : [
            {
              what: 'Tables have triggers: a statement that returns rows does so by OUTPUT … INTO, never by OUTPUT alone.',
              why: 'SQL Server refuses a bare OUTPUT on a table with triggers; object mappers have a setting for it.',
            },
            {
              what: 'Rules across rows are kept under READ COMMITTED, best with READ_COMMITTED_SNAPSHOT ON, and stricter levels; SNAPSHOT is refused where it would hide the other session’s rows.',
              why: 'The triggers lock the row that the rule is about and then look at what is committed.',
            },
          ]),
      {
        what: 'Moments are datetimeoffset(3); what is true is 1; durations are seconds.',
        why: 'A moment keeps its offset and compares as a point in time; there is neither a boolean nor an interval.',
      },
      {
        what: 'Filtered and computed indexes want QUOTED_IDENTIFIER ON: run sqlcmd with -I.',
        why: 'Drivers set it, sqlcmd does not.',
      },
    ],
    unenforced: [...made.unenforced, ...lost],
  };
};

function inTransactSql(model: LogicalModel): LogicalModel {
  const site = siteOf(model, sqlserverDialect);
  const columnsOf = (entity: string) => ({
    columns: allColumns(entity, site),
    truths: Object.entries(model.entities[entity]?.attributes ?? {}).flatMap(([name, { domain }]) =>
      domain === 'boolean' ? [name] : [],
    ),
  });
  const mapped = mapModelSql(model, (sql, entity) => conditionOf(sql, columnsOf(entity)));
  const entities = Object.entries(mapped.entities).map(([name, entity]) => {
    const attributes = Object.entries(entity.attributes).map(([attribute, one]) => {
      const generated = model.entities[name]?.attributes[attribute]?.generated;
      const text = generated === undefined ? undefined : expressionOf(generated, columnsOf(name));
      return [attribute, { ...one, generated: text }] as const;
    });
    return [name, { ...entity, attributes: Object.fromEntries(attributes) }] as const;
  });
  return { ...mapped, entities: Object.fromEntries(entities) };
}
