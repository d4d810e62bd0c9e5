import type { Feature, ModelPart, Registry } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { plural } from '#analysis/plural.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import type { Requirements } from './requirements.ts';
import { saidSentences } from './said-sentences.ts';
import { separateDomains } from './separate-domains.ts';

export interface ComposedModel {
  readonly model: ModelSource;
  /** What was understood, in sentences. */
  readonly said: readonly string[];
  readonly questions: readonly { readonly question: string; readonly assumed: string }[];
}

type Question = ComposedModel['questions'][number];

interface NamedPart {
  readonly what: string;
  readonly part: ModelPart;
}

/**
 * One model of all that was understood. It is always sound: a part that does not go together with those before it is
 * left out, and a question says so.
 */
export function composeModel(requirements: Requirements, registry: Registry): ComposedModel {
  const { parts, questions: asked } = partsOf(requirements, registry);
  const name = nameOfModel(requirements);
  const { model: merged, leftOut } = soundMerge(name, parts);
  const volumes = withVolumes(merged, requirements);
  const trimmed = withoutNegated(volumes.model, requirements, registry);
  const questions: Question[] = [
    ...leftOut.map(({ what, why }) => ({
      question: `${what} could not be joined to the rest: ${why}`,
      assumed: 'It was left out.',
    })),
    ...asked,
    ...volumes.questions,
    ...trimmed.questions,
    ...emptyQuestion(trimmed.model),
    ...wholeQuestions(requirements, trimmed.model),
    ...requirements.notUnderstood.map((words) => ({
      question: `"${words}" was not understood. What does it mean for the data?`,
      assumed: 'Nothing was made of it.',
    })),
  ];
  const keys = requirements.settings.find((one) => one.what === 'keys');
  const model: ModelSource = {
    ...trimmed.model,
    ...(keys === undefined ? {} : { keys: keys.value }),
    questions: [...(trimmed.model.questions ?? []), ...questions],
  };
  return { model, said: saidSentences(requirements), questions };
}

function partsOf(
  requirements: Requirements,
  registry: Registry,
): { readonly parts: readonly NamedPart[]; readonly questions: readonly Question[] } {
  const questions: Question[] = [];
  const feature = (one: Feature, on: string | undefined): NamedPart => ({
    what: `${one.title}${on === undefined ? '' : ` of ${on}`}`,
    part: one.part(on),
  });
  const isUnwanted = (id: string) => requirements.negations.some(({ features }) => features.includes(id));
  const features = requirements.features.filter(({ feature: { id } }) => !isUnwanted(id));
  for (const { option, assumed, domain } of requirements.options) {
    if (assumed) questions.push({ question: `${domain.title}: ${option.title}?`, assumed: 'Yes, as is usual.' });
  }
  const parts: NamedPart[] = [];
  const separated = separateDomains(
    requirements.domains.map(({ domain }) => ({
      domain,
      parts: [
        domain.part,
        ...requirements.options.flatMap((one) => (one.domain.id === domain.id ? [one.option.part] : [])),
      ],
    })),
  );
  for (const { domain, parts: own, renamed } of separated) {
    const titles = requirements.options.flatMap((one) => (one.domain.id === domain.id ? [one.option.title] : []));
    const apart = separated.length > 1 ? selfContained(own) : own;
    parts.push(...apart.map((part, at) => ({ what: titles[at - 1] ?? domain.title, part })));
    for (const [name, fresh] of renamed) {
      questions.push({
        question: `Is the ${name.replaceAll('_', ' ')} of ${domain.title} the same as that of the other parts?`,
        assumed: `No: it is a ${fresh.replaceAll('_', ' ')}.`,
      });
    }
  }
  const said: NamedPart = { what: 'What was said of entities', part: requirements.entities };
  const there = new Set([...parts, said].flatMap(({ part }) => Object.keys(part.entities ?? {})));
  const onFeatures: NamedPart[] = [];
  for (const { feature: one, on, assumed } of features) {
    if (assumed) {
      questions.push({ question: `${one.title}: of what?`, assumed: `Of ${plural(on ?? '').replaceAll('_', ' ')}.` });
    }
    if (one.needsEntity && (on === undefined || !there.has(on))) {
      questions.push({
        question: `${one.title}: of what?`,
        assumed: 'It was left out, since there is nothing to attach it to.',
      });
    } else onFeatures.push(feature(one, on));
  }
  // Soft delete of everything is a feature of each entity.
  const everywhere = requirements.settings.some(({ what }) => what === 'soft-delete')
    ? registry.features.find(({ id }) => id === 'soft-delete')
    : undefined;
  if (everywhere !== undefined && !features.some(({ feature: { id } }) => id === 'soft-delete')) {
    const [first] = there;
    if (!everywhere.needsEntity || first !== undefined)
      onFeatures.push(feature(everywhere, everywhere.needsEntity ? first : undefined));
  }
  return {
    parts: [
      ...parts,
      said,
      ...onFeatures,
      { what: 'The reads that were said', part: { access: [...requirements.access] } },
    ],
    questions,
  };
}

/** Where domains stand side by side each scenario brings the rows that it speaks of: those of two domains have the same keys. */
function selfContained(parts: readonly ModelPart[]): readonly ModelPart[] {
  const rows = parts.flatMap(({ fixture = [] }) => fixture);
  return parts.map(({ scenarios = [], ...part }) => ({
    ...part,
    fixture: [],
    scenarios: scenarios.map((one) => ({ ...one, given: [...rows, ...(one.given ?? [])] })),
  }));
}

/** All parts in one, but for those that the others cannot stand beside. */
function soundMerge(
  name: string,
  parts: readonly NamedPart[],
): { readonly model: ModelSource; readonly leftOut: readonly { readonly what: string; readonly why: string }[] } {
  const whole = mergeParts(
    name,
    parts.map(({ part }) => part),
  );
  if (faultOf(whole) === undefined) return { model: whole, leftOut: [] };
  const kept: NamedPart[] = [];
  // A feature may come before the entity that it needs: who fails is tried again after the others.
  let waiting: readonly NamedPart[] = parts;
  for (let tries = parts.length; tries > 0 && waiting.length > 0; tries--) {
    const failed: NamedPart[] = [];
    for (const part of waiting) {
      if (
        faultOf(
          mergeParts(
            name,
            [...kept, part].map((one) => one.part),
          ),
        ) === undefined
      )
        kept.push(part);
      else failed.push(part);
    }
    if (failed.length === waiting.length) {
      waiting = failed;
      break;
    }
    waiting = failed;
  }
  const model = mergeParts(
    name,
    kept.map(({ part }) => part),
  );
  return {
    model,
    leftOut: waiting.map(({ what, part }) => ({
      what,
      why: faultOf(mergeParts(name, [...kept.map((one) => one.part), part])) ?? 'it names what is not there.',
    })),
  };
}

function faultOf(model: ModelSource): string | undefined {
  const expanded = expandModel(model);
  if (expanded.model === undefined) return expanded.faults[0]?.message ?? 'it cannot be read.';
  return checkModel(expanded.model)[0]?.message;
}

/** How many rows there are, and how many come: of each entity of which it was said. */
function withVolumes(
  model: ModelSource,
  { quantities }: Requirements,
): { readonly model: ModelSource; readonly questions: readonly Question[] } {
  const questions: Question[] = [];
  const entities = { ...model.entities };
  for (const { entity, what, value, words } of quantities) {
    const one = entity === undefined ? undefined : entities[entity];
    if (entity === undefined || one === undefined || what === 'reads' || what === 'writes') continue;
    const volume = { rows: 0, ...one.volume };
    if (what === 'rows') volume.rows = value;
    else if (what === 'keepDays') volume.keepDays = value;
    else if (what === 'growth') volume.perYear = (volume.rows * value) / 100;
    else {
      volume.perYear = what === 'perYear' ? value : value * 31_536_000;
      if (volume.rows === 0) volume.rows = volume.perYear;
      if (what === 'perSecond') {
        questions.push({ question: `Is "${words}" the mean of the whole day or its peak?`, assumed: 'The mean.' });
      }
    }
    entities[entity] = { ...one, volume };
  }
  return { model: { ...model, entities }, questions };
}

/** Without the entities that were not wanted, where nothing else needs them. */
function withoutNegated(
  model: ModelSource,
  { negations }: Requirements,
  registry: Registry,
): { readonly model: ModelSource; readonly questions: readonly Question[] } {
  const questions: Question[] = [];
  let left = model;
  for (const { words, entities, options, features } of negations) {
    const brought = registry.features.flatMap((feature) =>
      features.includes(feature.id) && !feature.needsEntity ? Object.keys(feature.part(undefined).entities ?? {}) : [],
    );
    for (const entity of new Set([...entities, ...brought])) {
      if (left.entities[entity] === undefined) continue;
      const { [entity]: _gone, ...others } = left.entities;
      const candidate: ModelSource = { ...left, entities: others };
      // Example statements of a domain would fail without its table.
      const isSpokenOf = JSON.stringify([left.fixture, left.scenarios, left.summaries]).includes(plural(entity));
      if (!isSpokenOf && faultOf(candidate) === undefined) left = candidate;
      else
        questions.push({
          question: `"${words}": others need ${entity.replaceAll('_', ' ')}. Can it go?`,
          assumed: 'It stayed.',
        });
    }
    if (entities.length + options.length + features.length === 0) {
      questions.push({
        question: `"${words}": what is it that is not wanted?`,
        assumed: 'Nothing was left out for it.',
      });
    }
  }
  return { model: left, questions };
}

/** What was said of the whole and reaches a part of it only. */
function wholeQuestions({ settings }: Requirements, { entities }: ModelSource): readonly Question[] {
  const isSaid = (what: Requirements['settings'][number]['what']) => settings.some((one) => one.what === what);
  const shared = Object.entries(entities).flatMap(([name, { references = {} }]) =>
    'tenant' in references || name === 'tenant' ? [] : [plural(name).replaceAll('_', ' ')],
  );
  return [
    ...(isSaid('multi-tenant') && shared.length > 0
      ? [
          {
            question: `Do these belong to a tenant too: ${shared.join(', ')}?`,
            assumed:
              'No, all tenants share them. Where one should, give it the reference "tenant: tenant" in model.yaml, and agree(tenant) to what refers to it.',
          },
        ]
      : []),
    ...(isSaid('multi-currency')
      ? [
          {
            question: 'Which amounts are in several currencies?',
            assumed: 'Those of tables that have a currency; all others are in one.',
          },
        ]
      : []),
  ];
}

function emptyQuestion(model: ModelSource): readonly Question[] {
  return Object.keys(model.entities).length > 0
    ? []
    : [
        {
          question: 'Which things should be kept, and what is known of each?',
          assumed: 'None: the request names none that is known.',
        },
      ];
}

function nameOfModel({ domains, entities }: Requirements): string {
  const [first] = domains;
  if (first !== undefined) return domains.map(({ domain }) => domain.id).join('-and-');
  return Object.keys(entities.entities ?? {})[0] ?? 'model';
}
