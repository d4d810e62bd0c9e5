import { tableDependencies } from '#analysis/schema-review/table-dependencies.ts';
import { defineRule } from '#contracts/rule.ts';
import { dependencyFinding } from '#rules/dependency-finding.ts';

const id = 'overlapping-key-dependency';
const source = 'https://dl.acm.org/doi/10.5555/1708593';

export const overlappingKeyDependency = defineRule({
  id,
  summary: 'A part of a key depends on a column that is no key: the form of Boyce and Codd is missing.',
  needs: ['schema', 'samples'],
  source,
  *check({ schema, samples }) {
    const why =
      'The key does not guard what the rows obey: two rows may say of one value that it belongs to two, and the key sees nothing wrong in it.';
    for (const found of tableDependencies(schema, samples)) {
      if (found.breaks === 'BCNF') yield dependencyFinding({ id, source, why }, found, schema);
    }
  },
});
