import type { Engine } from '#contracts/engine.ts';
import { designWarehouse } from '#engines/sql/warehouse/design-warehouse.ts';
import { bigqueryWarehouse } from './design/warehouse.ts';

/** A logical model as BigQuery holds it. */
export const design: Engine['design'] = (model, now) => designWarehouse(model, bigqueryWarehouse, now);
