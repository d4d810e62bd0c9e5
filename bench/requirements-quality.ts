import { domains } from '#analysis/domains/catalogue.ts';
import type { Registry } from '#analysis/domains/domain.ts';
import { features } from '#analysis/features/catalogue.ts';
import { composeModel } from '#analysis/requirements/compose-model.ts';
import { type ExplicitCase, explicitCases } from '#analysis/requirements/explicit-cases.fixture.ts';
import { scoreExplicit } from '#analysis/requirements/explicit-score.fixture.ts';
import { readRequirements } from '#analysis/requirements/read-requirements.ts';
import { registryFixture } from '#analysis/requirements/registry.fixture.ts';
import { scoreRequests } from '#analysis/requirements/request-score.fixture.ts';
import { type RequirementsCase, requirementsCases } from './requirements-cases.ts';
import { heldOutExplicit } from './requirements-explicit.ts';
import { printTable } from './table.ts';

/**
 * Are requests in plain words understood? Domains and features by the library that is there (or, while it is not, a
 * small one of the tests), explicit entities without any.
 */
export async function benchRequirementsQuality(): Promise<void> {
  const known = domains.map(({ id }) => shortId(id));
  const stand = registryFixture.domains.filter(({ id }) => !known.includes(id));
  const registry: Registry = {
    domains: [...domains, ...stand],
    features: features.length > 0 ? features : registryFixture.features,
  };
  const misses = process.env['BENCH_MISSES'] === '1';
  const single = requirementsCases.filter((one) => one.domains.length === 1);
  const mixed = requirementsCases.filter((one) => one.domains.length > 1);
  const start = performance.now();
  const rows = [
    requestRow('one domain', single, registry, misses),
    requestRow('several domains', mixed, registry, misses),
    requestRow('all', requirementsCases, registry, false),
  ];
  const each = (performance.now() - start) / (2 * requirementsCases.length);
  printTable(
    `Requests in plain words: ${requirementsCases.length}, ${each.toFixed(1)} ms each, ${domains.length} domains of the library, ${stand.length} of the tests`,
    ['requests', 'domains: recall', 'precision', 'all right', 'asked: recall', 'precision', 'words not understood'],
    rows,
  );
  printTable(
    'Entities in plain words: recall / precision',
    ['sentences', 'entities', 'attributes', 'relations', 'details (recall)'],
    [
      explicitRow(`${explicitCases.length} of the tests`, explicitCases, misses),
      explicitRow(`${heldOutExplicit.length} held out`, heldOutExplicit, misses),
    ],
  );
}

function requestRow(
  name: string,
  cases: readonly RequirementsCase[],
  registry: Registry,
  misses: boolean,
): readonly string[] {
  const sum = scoreRequests(cases, registry, shortId);
  if (misses) for (const line of sum.misses) console.log(line);
  return [
    name,
    share(sum.right, sum.wanted),
    share(sum.right, sum.found),
    share(sum.exact, cases.length),
    share(sum.met, sum.asked),
    share(sum.met, sum.named),
    (sum.left / cases.length).toFixed(2),
  ];
}

/** Ids of the cases: `saas` stands for `multi-tenant-saas`, but `ticketing` not for `event-ticketing`. */
function shortId(id: string): string {
  const ids = [...new Set(requirementsCases.flatMap((one) => one.domains))];
  if (ids.includes(id)) return id;
  const words = id.split('-');
  return ids.find((one) => one.split('-').every((word) => words.includes(word))) ?? id;
}

function explicitRow(name: string, cases: readonly ExplicitCase[], misses: boolean): readonly string[] {
  const cells = (['entity', 'attribute', 'relation', 'detail'] as const).map((part) => {
    const sum = { right: 0, missing: 0, surplus: 0 };
    for (const one of cases) {
      const none = { domains: [], features: [] };
      const requirements = readRequirements(one.text, none);
      const score = scoreExplicit(one, composeModel(requirements, none).model, part);
      sum.right += score.right;
      sum.missing += score.missing.length;
      sum.surplus += score.surplus.length;
      const wrong = [...score.missing.map((line) => `- ${line}`), ...score.surplus.map((line) => `+ ${line}`)];
      if (misses && wrong.length > 0) console.log(`${one.text}\n    ${wrong.join('\n    ')}`);
    }
    const recall = share(sum.right, sum.right + sum.missing);
    return part === 'detail' ? recall : `${recall} / ${share(sum.right, sum.right + sum.surplus)}`;
  });
  return [name, ...cells];
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : (part / whole).toFixed(3);
}
