import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { Engine } from '#contracts/engine.ts';
import { postgresDialect } from './design/dialect.ts';

/** A logical model as PostgreSQL holds it. */
export const design: Engine['design'] = (model, now) => designTables(model, postgresDialect, now);
