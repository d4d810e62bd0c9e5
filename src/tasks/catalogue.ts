// Made by scripts/generate.ts from the files that are there; do not edit.
import { data } from './design/data.ts';
import { diagram } from './design/diagram.ts';
import { engine } from './design/engine.ts';
import { export as designExport } from './design/export.ts';
import { review } from './design/review.ts';
import { schema as designSchema } from './design/schema.ts';
import { export as lookExport } from './look/export.ts';
import { plan } from './look/plan.ts';
import { role } from './look/role.ts';
import { rows } from './look/rows.ts';
import { schema as lookSchema } from './look/schema.ts';
import { check } from './migrate/check.ts';
import { rehearse } from './migrate/rehearse.ts';
import { indexes } from './optimize/indexes.ts';
import { nPlusOne } from './optimize/n-plus-one.ts';
import { query } from './optimize/query.ts';
import { settings } from './optimize/settings.ts';
import { workload } from './optimize/workload.ts';

type Tasks = {
  readonly design: {
    readonly data: typeof data;
    readonly diagram: typeof diagram;
    readonly engine: typeof engine;
    readonly export: typeof designExport;
    readonly review: typeof review;
    readonly schema: typeof designSchema;
  };
  readonly look: {
    readonly export: typeof lookExport;
    readonly plan: typeof plan;
    readonly role: typeof role;
    readonly rows: typeof rows;
    readonly schema: typeof lookSchema;
  };
  readonly migrate: { readonly check: typeof check; readonly rehearse: typeof rehearse };
  readonly optimize: {
    readonly indexes: typeof indexes;
    readonly 'n-plus-one': typeof nPlusOne;
    readonly query: typeof query;
    readonly settings: typeof settings;
    readonly workload: typeof workload;
  };
};

export const tasks: Tasks = {
  design: { data, diagram, engine, export: designExport, review, schema: designSchema },
  look: { export: lookExport, plan, role, rows, schema: lookSchema },
  migrate: { check, rehearse },
  optimize: { indexes, 'n-plus-one': nPlusOne, query, settings, workload },
};
