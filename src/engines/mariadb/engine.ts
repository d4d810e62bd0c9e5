import type { Engine } from '#contracts/engine.ts';
import { designFor } from '#engines/mysql/design/design-for.ts';
import { mariadbFlavour } from '#engines/mysql/design/flavour.ts';
import { readModelFor } from '#engines/mysql/read-model.ts';
import { readSchemaFor } from '#engines/mysql/read-schema.ts';
import { proveFor } from '#engines/mysql/twin/prove-design.ts';

/** MariaDB 10.10 and newer: MySQL's translation, in the words in which the two differ. No URL is understood yet. */
export const mariadb: Engine = {
  traits: { id: 'mariadb', name: 'MariaDB', schemes: [], family: 'relational', versions: [10, 12] },
  parse: { schema: readSchemaFor(mariadbFlavour) },
  design: designFor(mariadbFlavour),
  readModel: readModelFor(mariadbFlavour),
  twin: { prove: proveFor(mariadbFlavour) },
};
