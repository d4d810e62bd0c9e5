import type { Engine } from '#contracts/engine.ts';
import { mysqlFlavour } from './design/flavour.ts';
import { design } from './design.ts';
import { readModelFor } from './read-model.ts';
import { readSchemaFor } from './read-schema.ts';
import { proveFor } from './twin/prove-design.ts';

/** MySQL 8 and 9: schemas are designed for it, and tried on a server of our own. No URL is understood yet. */
export const mysql: Engine = {
  traits: { id: 'mysql', name: 'MySQL', schemes: [], family: 'relational', versions: [8, 9] },
  parse: { schema: readSchemaFor(mysqlFlavour) },
  design,
  readModel: readModelFor(mysqlFlavour),
  twin: { prove: proveFor(mysqlFlavour) },
};
