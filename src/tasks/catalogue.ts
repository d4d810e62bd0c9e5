// Made by scripts/generate.ts from the files that are there; do not edit.
import { export as lookExport } from './look/export.ts';
import { plan } from './look/plan.ts';
import { role } from './look/role.ts';
import { rows } from './look/rows.ts';
import { schema } from './look/schema.ts';
import { indexes } from './optimize/indexes.ts';
import { nPlusOne } from './optimize/n-plus-one.ts';
import { query } from './optimize/query.ts';
import { settings } from './optimize/settings.ts';
import { workload } from './optimize/workload.ts';

export const tasks = {
  look: { export: lookExport, plan, role, rows, schema },
  optimize: { indexes, 'n-plus-one': nPlusOne, query, settings, workload },
} as const;
