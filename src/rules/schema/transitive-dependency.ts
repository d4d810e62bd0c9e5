import { tableDependencies } from '#analysis/schema-review/table-dependencies.ts';
import { defineRule } from '#contracts/rule.ts';
import { dependencyFinding } from '#rules/dependency-finding.ts';

const id = 'transitive-dependency';
const source = 'https://dl.acm.org/doi/10.1145/362384.362685';

export const transitiveDependency = defineRule({
  id,
  summary: 'Columns depend on a column that is no key: the third normal form is missing.',
  needs: ['schema', 'samples'],
  source,
  *check({ schema, samples }) {
    const why =
      'The same fact is written in many rows: changing it means changing all of them, and a row that is forgotten contradicts the others.';
    for (const found of tableDependencies(schema, samples)) {
      if (found.breaks === '3NF') yield dependencyFinding({ id, source, why }, found, schema);
    }
  },
});
