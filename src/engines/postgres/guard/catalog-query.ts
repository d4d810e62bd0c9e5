import { functionRows, operatorRows, origin, ownFunctions } from './catalog-functions.ts';
import { hiddenRows } from './catalog-hidden.ts';
import { relationRows } from './catalog-relations.ts';
import type { CatalogRequest } from './catalog-rows.ts';
import { typeRows } from './catalog-types.ts';

/**
 * One statement that gives one text: what the catalog has for all the names and OIDs, as JSON in a fixed order, so
 * that two readings can be compared. For a search path of pg_catalog alone: views and expressions are then printed
 * with the schema of every name. https://www.postgresql.org/docs/18/catalogs.html
 */
export function catalogQuery(request: CatalogRequest, major: number): string {
  const wants = {
    functions: request.functions.length + request.functionIds.length > 0,
    types: request.types.length + request.typeIds.length > 0,
    relations: request.relations.length > 0,
  };
  // Planning takes longer than running: what is not asked for is left out.
  const parts = [
    origin,
    ownFunctions,
    ...(wants.functions ? [functionRows(request, major)] : []),
    ...(wants.types ? [typeRows(request, major)] : []),
    ...(wants.relations ? [relationRows(request, major)] : []),
  ];
  const rows = (query: string, order: string, wanted = true) =>
    wanted ? `coalesce((SELECT json_agg(x ORDER BY ${order}) FROM (${query}) x), '[]'::json)` : `'[]'::json`;
  return `
    WITH RECURSIVE ${parts.join(',')}
    SELECT format('%s', json_build_object(
      'functions', ${rows('TABLE function_row', 'x.id', wants.functions)},
      'operators', ${rows(operatorRows(request), 'x.id', request.operators.length > 0)},
      'types', ${rows('TABLE type_row', 'x.id', wants.types)},
      'relations', ${rows('TABLE relation_row', 'x.id', wants.relations)},
      'hidden', ${rows(hiddenRows(major), 'x.what, x.function, x."from", x."to", x.family', request.hidden)}
    )) AS found`;
}
