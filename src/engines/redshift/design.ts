import type { Engine } from '#contracts/engine.ts';
import { designWarehouse } from '#engines/sql/warehouse/design-warehouse.ts';
import { redshiftWarehouse } from './design/warehouse.ts';

/** A logical model as Redshift holds it. */
export const design: Engine['design'] = (model, now) => designWarehouse(model, redshiftWarehouse, now);
