import type { ModelSource } from '#vocabulary/logical-model.ts';

/** Some entities with all that belongs to them. Entities that others name too are one: what each says of them is joined. */
export type ModelPart = Partial<ModelSource>;

/** What a domain may have: taken where the request names it, or unless it is told otherwise. */
export interface DomainOption {
  readonly id: string;
  /** "several warehouses". */
  readonly title: string;
  /** Words and phrases, singular, in small letters, that ask for it. */
  readonly words: readonly string[];
  /** Taken although nobody asked; then the design says that it was assumed. */
  readonly usual: boolean;
  readonly part: ModelPart;
}

/** A kind of application that is known well: a design that would stand before a senior DBA, and what it must refuse. */
export interface Domain {
  readonly id: string;
  /** "an online shop". */
  readonly title: string;
  /** Words and phrases, singular, in small letters: "e-commerce", "online shop", "web store". */
  readonly words: readonly string[];
  readonly part: ModelPart;
  readonly options: readonly DomainOption[];
  /** Other words for its entities, singular, in small letters: `{ user: ['customer', 'client', 'buyer'] }`. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  /** Words and phrases that no entity has, but that make this domain likely where several of them are said: "waiter". */
  readonly hints?: readonly string[];
}

/** What many kinds of application have: tags, comments, an audit trail. */
export interface Feature {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  /** `on`: the entity that gets it, where it is of one: comments on a ticket. */
  readonly part: (on: string | undefined) => ModelPart;
  /** It is always of some entity. */
  readonly needsEntity: boolean;
}

/** All that is known: what a request is read with. */
export interface Registry {
  readonly domains: readonly Domain[];
  readonly features: readonly Feature[];
}
