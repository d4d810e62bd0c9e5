import type { Engine } from '#contracts/engine.ts';
import { designWarehouse } from '#engines/sql/warehouse/design-warehouse.ts';
import { snowflakeWarehouse } from './design/warehouse.ts';

/** A logical model as Snowflake holds it. */
export const design: Engine['design'] = (model, now) => designWarehouse(model, snowflakeWarehouse, now);
