import { tableDependencies } from '#analysis/schema-review/table-dependencies.ts';
import { defineRule } from '#contracts/rule.ts';
import { dependencyFinding } from '#rules/dependency-finding.ts';

const id = 'partial-dependency';
const source = 'https://dl.acm.org/doi/10.1145/362384.362685';

export const partialDependency = defineRule({
  id,
  summary: 'Columns depend on a part of the primary key: the second normal form is missing.',
  needs: ['schema', 'samples'],
  source,
  *check({ schema, samples }) {
    const why =
      'What is known of one half of the key is written again for each other half: rows can contradict each other, and it is lost with the last of them.';
    for (const found of tableDependencies(schema, samples)) {
      if (found.breaks === '2NF') yield dependencyFinding({ id, source, why }, found, schema);
    }
  },
});
