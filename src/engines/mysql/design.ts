import { designFor } from './design/design-for.ts';
import { mysqlFlavour } from './design/flavour.ts';

/** A logical model as MySQL holds it. */
export const design = designFor(mysqlFlavour);
