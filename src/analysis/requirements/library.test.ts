import { describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { features } from '#analysis/features/catalogue.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { composeModel } from './compose-model.ts';
import { readRequirements } from './read-requirements.ts';

const registry = { domains, features };
const read = (text: string) => {
  const requirements = readRequirements(text, registry);
  return { requirements, ...composeModel(requirements, registry) };
};
const faults = (model: unknown) => {
  const expanded = expandModel(model);
  return expanded.model === undefined ? expanded.faults : checkModel(expanded.model);
};
const own =
  'Each spaceship has thrusters with a serial number and a power between 1 and 100. A spaceship can be in several fleets. Flights of a spaceship cannot overlap.';

describe.each(domains.map((domain) => [domain.id, domain] as const))('%s', (_, domain) => {
  test.each(domain.words.map((word) => [word]))('is asked for by "%s"', (word) => {
    const { requirements, model } = read(`We need a ${word} application.`);
    expect(requirements.domains.map((one) => one.domain.id)).toContain(domain.id);
    expect(faults(model)).toEqual([]);
  });

  test('stands beside entities that the request says, with every option', () => {
    const asked = domain.options.flatMap(({ words }) => words.slice(0, 1)).join(', ');
    const { requirements, model, questions } = read(`We need a ${domain.words[0]} with ${asked}. ${own}`);
    expect(faults(model)).toEqual([]);
    expect(questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
    expect(Object.keys(model.entities)).toEqual(
      expect.arrayContaining(['spaceship', 'thruster', 'fleet', 'flight', 'spaceship_fleet']),
    );
    const taken = requirements.options.flatMap((one) => (one.domain === domain ? [one.option.id] : []));
    expect(taken.sort()).toEqual(domain.options.map(({ id }) => id).sort());
  });
});
