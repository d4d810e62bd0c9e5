import type { Domain, ModelPart } from '#analysis/domains/domain.ts';
import { referenceOf } from '#analysis/domains/join-entities.ts';
import { apartNotes } from '#analysis/domains/merge-nouns.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { plural } from '#analysis/plural.ts';
import type { EntitySource, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Requirements } from './requirements.ts';
import { rowsApart } from './rows-apart.ts';
import { type SeparatedDomain, separateDomains } from './separate-domains.ts';

/** A part of the whole, and what it is in words. */
export interface NamedPart {
  readonly what: string;
  readonly part: ModelPart;
  /** The entities as the rows of its scenarios know them, where it has any. */
  readonly own?: Pick<LogicalModel, 'entities'>;
}

interface Question {
  readonly question: string;
  readonly assumed: string;
}

/** The parts of all domains of a request, so that they can be one model; what was assumed of the nouns that they share. */
export function domainsTogether({ domains, options }: Requirements): {
  readonly parts: readonly NamedPart[];
  readonly questions: readonly Question[];
  /** Entities of a domain, by the names that they have here. */
  readonly entitiesOf: (id: string) => readonly string[];
} {
  const taken = (domain: Domain) => options.filter((one) => one.domain.id === domain.id).map(({ option }) => option);
  const { domains: separated, joined } = separateDomains(
    domains.map(({ domain }) => ({ domain, parts: [domain.part, ...taken(domain).map(({ part }) => part)] })),
  );
  const parts = separated.flatMap(({ domain, parts: renamed }, at): readonly NamedPart[] => {
    const { model: own } = expandModel(mergeParts(domain.id, renamed));
    const apart = own === undefined ? renamed : rowsApart(renamed, at, own, Object.keys(joined));
    const titles = taken(domain).map(({ title }) => title);
    return apart.map((part, index) => ({
      what: titles[index - 1] ?? domain.title,
      part,
      ...(own === undefined ? {} : { own }),
    }));
  });
  const customers = customersOf(separated);
  const shared: ModelPart = { entities: joined, ...usersDecision(separated) };
  return {
    // What several say of one thing comes first, since the first is right.
    parts:
      separated.length < 2
        ? parts
        : [{ what: 'What the parts share', part: shared }, ...parts, { what: 'Customers', part: customers.part }],
    questions: [...separated.flatMap(nounQuestions), ...customers.questions],
    entitiesOf: (id) =>
      separated.flatMap(({ domain, parts: own }) =>
        domain.id === id ? own.flatMap(({ entities = {} }) => Object.keys(entities)) : [],
      ),
  };
}

function usersDecision(separated: readonly SeparatedDomain[]): ModelPart {
  return separated.some(({ shared }) => shared.has('user'))
    ? {
        decisions: [
          {
            what: 'The users of all parts are one table.',
            why: 'A person has one e-mail address and signs in once; what somebody is in a part (an agent, a member, a customer) is a row of that part.',
          },
        ],
      }
    : {};
}

function nounQuestions({ domain, renamed, others, shared }: SeparatedDomain): readonly Question[] {
  const said = (name: string) => name.replaceAll('_', ' ');
  const together = [...shared].flatMap(([name, owners]): readonly Question[] =>
    name === 'user'
      ? []
      : [
          {
            question: `Is the ${said(name)} of ${domain.title} the same as that of ${owners.map(({ title }) => title).join(' and ')}?`,
            assumed: `Yes: ${plural(name)} is one table, with what each part needs.`,
          },
        ],
  );
  const apart = [...renamed].flatMap(([name, fresh]): readonly Question[] =>
    shared.has(fresh)
      ? []
      : [
          {
            question: `Is the ${said(name)} of ${domain.title} the same as that of ${
              others
                .get(name)
                ?.map(({ title }) => title)
                .join(' and ') ?? 'the other parts'
            }?`,
            assumed: [
              `No: it is a ${said(fresh)}.`,
              ...(apartNotes[name] === undefined ? [] : [apartNotes[name]]),
            ].join(' '),
          },
        ],
  );
  return [...together, ...apart];
}

/**
 * Each part has customers under a name of its own (users of a shop, contacts of a CRM, requesters of a help desk): a
 * reference says which of them are one person.
 */
function customersOf(separated: readonly SeparatedDomain[]): {
  readonly part: ModelPart;
  readonly questions: readonly Question[];
} {
  const entities: Record<string, EntitySource> = {};
  const questions: Question[] = [];
  const holders = separated.flatMap((one) => {
    const noun = customerOf(one.domain);
    const name = noun && (one.renamed.get(noun) ?? noun);
    const entity = name && mergeParts('', one.parts).entities[name];
    return name && entity ? [{ name, entity, domain: one.domain }] : [];
  });
  for (const [at, { name, entity, domain }] of holders.entries()) {
    const before = holders.slice(0, at).find((other) => other.name !== name);
    const isFirst = holders.findIndex((other) => other.name === name) === at;
    if (before === undefined || name === 'user' || !isFirst) continue;
    const role = Object.entries(entity.references ?? {}).find(([, to]) => referenceOf(to)?.to === before.name)?.[0];
    if (role === undefined) entities[name] = { references: { [before.name]: `${before.name}? unique` } };
    questions.push({
      question: `Is a customer of ${before.domain.title} (${before.name.replaceAll('_', ' ')}) also one of ${domain.title} (${name.replaceAll('_', ' ')})?`,
      assumed: `May be: ${plural(name)}.${role ?? before.name}_id says which.`,
    });
  }
  return { part: { entities }, questions };
}

function customerOf({ part, synonyms = {} }: Domain): string | undefined {
  if (part.entities?.['customer'] !== undefined) return 'customer';
  return Object.keys(synonyms).find((name) => synonyms[name]?.includes('customer'));
}
