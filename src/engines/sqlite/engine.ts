import type { Engine } from '#contracts/engine.ts';
import { access } from './access.ts';
import { connect } from './connect.ts';
import { design } from './design.ts';
import { explain } from './explain.ts';
import { inspect } from './inspect.ts';
import { openForChange } from './open-for-change.ts';
import { numberedParameters } from './parse/parameters.ts';
import { parsePlan } from './parse/plan.ts';
import { redactSql } from './parse/redact.ts';
import { readModel } from './read-model.ts';
import { readSchema } from './read-schema.ts';
import { resolve } from './resolve.ts';
import { sample } from './sample.ts';
import { settings } from './settings.ts';
import { spell } from './spell.ts';
import { statistics } from './statistics.ts';
import { copyTwin } from './twin/copy-twin.ts';
import { dataTwin } from './twin/data-twin.ts';
import { proveDesign } from './twin/prove-design.ts';
import { createStatisticsTwin } from './twin/statistics-twin.ts';

/** SQLite 3: database files, read from private copies. */
export const sqlite: Engine = {
  traits: {
    id: 'sqlite',
    name: 'SQLite',
    schemes: ['sqlite', 'sqlite3', 'file'],
    family: 'relational',
    versions: [3, 3],
  },
  connect,
  inspect,
  statistics,
  sample,
  settings,
  access,
  openForChange,
  explain,
  resolve,
  parse: { schema: readSchema, plan: parsePlan, redact: redactSql, parameters: numberedParameters },
  spell,
  design,
  readModel,
  twin: { statistics: createStatisticsTwin, data: dataTwin, copy: copyTwin, prove: proveDesign },
};
