import type { Domain, DomainOption, Feature, ModelPart } from '#analysis/domains/domain.ts';
import type { AccessPattern } from '#vocabulary/access-pattern.ts';

/** A request in plain words, as it was understood; what was not is listed. */
export interface Requirements {
  readonly domains: readonly { readonly domain: Domain; readonly because: readonly string[] }[];
  readonly options: readonly {
    readonly domain: Domain;
    readonly option: DomainOption;
    /** Empty where it is taken because it is usual. */
    readonly because: readonly string[];
    readonly assumed: boolean;
  }[];
  readonly features: readonly {
    readonly feature: Feature;
    readonly on?: string;
    /** Nobody said of what it is. */
    readonly assumed: boolean;
    readonly because: readonly string[];
  }[];
  /** What was said explicitly. */
  readonly entities: ModelPart;
  readonly quantities: readonly Quantity[];
  readonly access: readonly AccessPattern[];
  readonly negations: readonly Negation[];
  readonly settings: readonly Setting[];
  /** Content words of the request that nothing was made of, as they stand in it. */
  readonly notUnderstood: readonly string[];
}

export interface Quantity {
  readonly entity?: string;
  /** `rows`: so many there are; `perYear`, `perSecond`: so many more; `growth`: percent a year; `keepDays`. */
  readonly what: 'rows' | 'perYear' | 'perSecond' | 'growth' | 'keepDays' | 'reads' | 'writes';
  readonly value: number;
  /** "5M users". */
  readonly words: string;
}

export interface Negation {
  /** "without reviews". */
  readonly words: string;
  readonly features: readonly string[];
  readonly options: readonly { readonly domain: string; readonly option: string }[];
  readonly domains: readonly string[];
  readonly entities: readonly string[];
}

export type Setting = Readonly<
  { words: string } & (
    | { what: 'engine'; value: string }
    | { what: 'keys'; value: 'identity' | 'uuid' }
    | { what: 'multi-tenant' | 'multi-currency' | 'soft-delete' }
  )
>;
