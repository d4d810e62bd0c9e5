import type { Engine } from '#contracts/engine.ts';
import { access } from './access.ts';
import { activity } from './activity.ts';
import { appliedMigrations } from './applied-migrations.ts';
import { catalog } from './catalog.ts';
import { combine } from './combine.ts';
import { connect } from './connect.ts';
import { counters } from './counters.ts';
import { design } from './design.ts';
import { destination } from './destination.ts';
import { diffCatalogs } from './diff/diff-catalogs.ts';
import { explain } from './explain.ts';
import { fabricateStatistics } from './fabricate-statistics.ts';
import { inferStatistics } from './infer-statistics.ts';
import { inspect } from './inspect.ts';
import { openForChange } from './open-for-change.ts';
import { parseLog } from './parse/log.ts';
import { parsePlan } from './parse/plan.ts';
import { parseQueries } from './parse/queries.ts';
import { redactSql } from './parse/redact.ts';
import { parseSchema } from './parse/schema.ts';
import { shapeReader } from './parse/shape.ts';
import { readMigrations } from './read-migrations.ts';
import { readModel } from './read-model.ts';
import { resolve } from './resolve.ts';
import { rewrite } from './rewrite.ts';
import { sample } from './sample.ts';
import { seed } from './seed.ts';
import { settings } from './settings.ts';
import { spell } from './spell.ts';
import { statistics } from './statistics.ts';
import { comparison } from './twin/comparison.ts';
import { copyTwin } from './twin/copy-twin.ts';
import { dataTwin } from './twin/data-twin.ts';
import { embeddedTwin } from './twin/embedded-twin.ts';
import { proveDesign } from './twin/prove-design.ts';
import { rehearsal } from './twin/rehearse.ts';
import { serve } from './twin/serve.ts';
import { createStatisticsTwin } from './twin/statistics-twin.ts';
import { usage } from './usage.ts';
import { workload } from './workload.ts';

/** PostgreSQL, servers 13 to 18. */
export const postgres: Engine = {
  traits: {
    id: 'postgres',
    name: 'PostgreSQL',
    schemes: ['postgres', 'postgresql'],
    family: 'relational',
    versions: [13, 18],
  },
  connect,
  inspect,
  catalog,
  diffCatalogs,
  statistics,
  sample,
  settings,
  access,
  workload,
  activity,
  counters,
  usage,
  appliedMigrations,
  explain,
  resolve,
  rewrite,
  combine,
  parse: {
    plan: parsePlan,
    schema: parseSchema,
    redact: redactSql,
    log: (chunks) => parseLog(chunks),
    statements: parseQueries,
    shapes: shapeReader,
  },
  inferStatistics,
  fabricateStatistics,
  readMigrations,
  spell,
  seed: (request, context) => seed(request, context),
  design,
  readModel,
  destination,
  openForChange,
  twin: {
    prove: proveDesign,
    statistics: createStatisticsTwin,
    data: dataTwin,
    copy: copyTwin,
    embedded: embeddedTwin,
    rehearsal,
    comparison,
    serve,
  },
};
