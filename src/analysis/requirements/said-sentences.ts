import { plural } from '#analysis/plural.ts';
import type { Requirements } from './requirements.ts';

/** What was understood, for the one who asked: "An online shop, since you said "web store"." */
export function saidSentences(requirements: Requirements): readonly string[] {
  const { domains, options, features, entities, quantities, access, negations, settings, notUnderstood } = requirements;
  const known = new Set(
    [...domains.map(({ domain }) => domain.part), ...options.map(({ option }) => option.part)].flatMap((part) =>
      Object.keys(part.entities ?? {}),
    ),
  );
  const said = Object.entries(entities.entities ?? {}).filter(
    ([name, { attributes = {}, references = {} }]) =>
      !known.has(name) || Object.keys(attributes).length + Object.keys(references).length > 0,
  );
  return [
    ...domains.map(({ domain, because }) => `It is ${domain.title}: ${quotes(because)}.`),
    ...options.flatMap(({ option, because, assumed }) =>
      assumed ? [] : [`With ${option.title}: ${quotes(because)}.`],
    ),
    ...features.map(
      ({ feature, on, because }) =>
        `With ${feature.title}${on === undefined ? '' : ` of ${plural(on).replaceAll('_', ' ')}`}: ${quotes(because)}.`,
    ),
    ...said.map(([name, { attributes = {}, references = {} }]) => {
      const has = [...Object.keys(references), ...Object.keys(attributes)].map((one) => one.replaceAll('_', ' '));
      const spoken = plural(name).replaceAll('_', ' ');
      const start = `${spoken.charAt(0).toUpperCase()}${spoken.slice(1)}`;
      return has.length === 0
        ? `There are ${spoken}.`
        : `${start}${known.has(name) ? ' also' : ''} have: ${has.join(', ')}.`;
    }),
    ...(entities.invariants ?? []).map(({ says }) => says),
    ...quantities.map(({ words }) => `So many: ${words}.`),
    ...access.map(({ name }) => `It is read so: ${name}.`),
    ...negations.map(({ words }) => `Not wanted: ${words}.`),
    ...settings.map(({ what, words }) => (what === 'engine' ? `Engine: ${words}.` : `Of the whole design: ${words}.`)),
    ...(notUnderstood.length === 0 ? [] : [`Not understood: ${notUnderstood.join(', ')}.`]),
  ];
}

function quotes(words: readonly string[]): string {
  return words.length === 0 ? 'as is usual' : words.map((one) => `"${one}"`).join(', ');
}
