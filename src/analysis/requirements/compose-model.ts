import type { Feature, Registry } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { multiTenancy } from '#analysis/features/multi-tenancy.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { plural } from '#analysis/plural.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { completeParts } from './complete-parts.ts';
import { domainsTogether, type NamedPart } from './domains-together.ts';
import { tenantDomain } from './read-tenants.ts';
import type { Requirements } from './requirements.ts';
import { saidSentences } from './said-sentences.ts';
import { readLivingOnly, softDeleteOf } from './soft-delete.ts';
import { withTenants } from './with-tenants.ts';

export interface ComposedModel {
  readonly model: ModelSource;
  /** What was understood, in sentences. */
  readonly said: readonly string[];
  readonly questions: readonly { readonly question: string; readonly assumed: string }[];
}

type Question = ComposedModel['questions'][number];

/**
 * One model of all that was understood. It is always sound: a part that does not go together with those before it is
 * left out, and a question says so.
 */
export function composeModel(requirements: Requirements, registry: Registry): ComposedModel {
  const { parts, questions: asked, ofTenants } = partsOf(requirements);
  const name = nameOfModel(requirements);
  const { model: merged, leftOut } = soundMerge(name, completeParts(name, parts));
  const volumes = withVolumes(readLivingOnly(merged), requirements);
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
    ...wholeQuestions(requirements),
    ...requirements.notUnderstood.map((words) => ({
      question: `"${words}" was not understood. What does it mean for the data?`,
      assumed: 'Nothing was made of it.',
    })),
  ];
  const keys = requirements.settings.find((one) => one.what === 'keys');
  const placed = ofTenants === undefined ? trimmed.model : withTenants(trimmed.model, ofTenants);
  const model: ModelSource = {
    ...placed,
    ...(keys === undefined ? {} : { keys: keys.value }),
    questions: [...(placed.questions ?? []), ...questions],
  };
  return { model, said: saidSentences(requirements), questions };
}

function partsOf(requirements: Requirements): {
  readonly parts: readonly NamedPart[];
  readonly questions: readonly Question[];
  /** Entities that were made for tenants; undefined where there are no tenants. */
  readonly ofTenants: ReadonlySet<string> | undefined;
} {
  const questions: Question[] = [];
  const feature = (one: Feature, on: string | undefined): NamedPart => ({
    what: `${one.title}${on === undefined ? '' : ` of ${on}`}`,
    part: one.part(on),
  });
  const isUnwanted = (id: string) => requirements.negations.some(({ features }) => features.includes(id));
  const asked = requirements.features.filter(({ feature: { id } }) => !isUnwanted(id));
  const hasTenants =
    !isUnwanted(multiTenancy.id) &&
    (requirements.settings.some(({ what }) => what === 'multi-tenant') ||
      requirements.domains.some(({ domain: { id } }) => id === tenantDomain) ||
      asked.some(({ feature: { id } }) => id === multiTenancy.id));
  const features = asked.filter(({ feature: { id } }) => id !== multiTenancy.id);
  for (const { option, assumed, domain } of requirements.options) {
    if (assumed) questions.push({ question: `${domain.title}: ${option.title}?`, assumed: 'Yes, as is usual.' });
  }
  const together = domainsTogether(requirements);
  const ofTenants = new Set(together.entitiesOf(tenantDomain));
  const parts =
    hasTenants && ofTenants.size === 0 ? [...together.parts, feature(multiTenancy, undefined)] : together.parts;
  questions.push(...together.questions);
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
  if (requirements.settings.some(({ what }) => what === 'soft-delete')) {
    onFeatures.push({ what: 'Soft delete', part: softDeleteOf([...parts, said].map(({ part }) => part)) });
  }
  return {
    parts: [
      ...parts,
      said,
      ...onFeatures,
      { what: 'The reads that were said', part: { access: [...requirements.access] } },
    ],
    questions,
    ofTenants: hasTenants ? ofTenants : undefined,
  };
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
function wholeQuestions({ settings }: Requirements): readonly Question[] {
  return settings.some(({ what }) => what === 'multi-currency')
    ? [
        {
          question: 'Which amounts are in several currencies?',
          assumed: 'Those of tables that have a currency; all others are in one.',
        },
      ]
    : [];
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
