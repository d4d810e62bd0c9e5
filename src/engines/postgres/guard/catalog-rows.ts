import type { Name } from './names.ts';

/** What is looked up in the catalog: names, and objects found behind others by their OIDs. */
export interface CatalogRequest {
  readonly functions: readonly Name[];
  readonly operators: readonly Name[];
  readonly types: readonly Name[];
  readonly relations: readonly Name[];
  readonly functionIds: readonly number[];
  readonly typeIds: readonly number[];
  /** Casts and comparisons that nobody brought along with an extension: they are the same for all names. */
  readonly hidden: boolean;
}

export interface FunctionRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly language: string;
  /** i(mmutable), s(table), v(olatile). */
  readonly volatility: string;
  /** f(unction), p(rocedure), a(ggregate), w(indow). */
  readonly kind: string;
  readonly definer: boolean;
  /** It has SET clauses of its own. */
  readonly configured: boolean;
  readonly least: number;
  readonly most: number;
  readonly variadic: boolean;
  /** OIDs of the types it takes and gives. */
  readonly takes: readonly number[];
  readonly gives: readonly number[];
  readonly extension: string | null;
  /** It came with the server and was changed since. */
  readonly touched: boolean;
  /** Brought by a known extension, in C, from a library that is known to read. */
  readonly machinery: boolean;
  /** It makes ranges of the type with which it was made. */
  readonly makesRanges: boolean;
  /** The text between the quotes, of LANGUAGE sql. */
  readonly source: string | null;
  /** CREATE FUNCTION with its parsed body, PostgreSQL 14 and newer. */
  readonly definition: string | null;
  /** Expressions for arguments that a call leaves out: `1, now()`. */
  readonly defaults: string | null;
  /** Functions of users that a body parsed beforehand calls, named or not: operators and casts too. */
  readonly uses: readonly number[];
  /** Of an aggregate: the functions that do its work; of any: what helps the planner. */
  readonly parts: readonly number[];
}

export interface OperatorRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** What it runs, and what estimates how much it lets through. */
  readonly functions: readonly number[];
  /** Operator families that it belongs to. */
  readonly families: readonly number[];
}

export interface TypeRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** b(ase), c(omposite), d(omain), e(num), p(seudo), r(ange), m(ultirange). */
  readonly kind: string;
  /** What it is made of: base, element, attributes, subtype, its own array and multirange. */
  readonly parts: readonly number[];
  readonly columns: readonly string[];
  /** CHECK expressions of a domain. */
  readonly checks: readonly string[];
  /** Functions for input, output and type modifiers that no extension brought. */
  readonly machinery: readonly number[];
  /** The operator family by which a range is ordered. */
  readonly families: readonly number[];
}

export interface RelationRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** r, p(artitioned), v(iew), m(aterialized view), f(oreign), S(equence), t(oast), c(omposite), i(ndex). */
  readonly kind: string;
  /** It is here as a partition or heir of another. */
  readonly inherited: boolean;
  readonly wrapper: string | null;
  readonly view: string | null;
  readonly columns: readonly string[];
  /** OIDs of its columns' and its own type that are no system types. */
  readonly types: readonly number[];
  readonly policies: readonly string[];
  /** Its policies bind the role that asks. */
  readonly policed: boolean;
  /** Functions of users in the policies, named or not. */
  readonly policyUses: readonly number[];
  /** Columns that are computed when they are read. */
  readonly computed: readonly string[];
  /** Functions of users that its view or its computed columns run: operators and casts that the printed text lacks. */
  readonly uses: readonly number[];
  /** Operator families of its indexes and of its partition key. */
  readonly families: readonly number[];
  /** Expressions of indexes, statistics, partition keys and checks, which the planner looks at. */
  readonly planned: readonly string[];
  /** Defaults of columns and of their domains, stored generated columns, and rules, which matter to writing statements. */
  readonly defaults: readonly string[];
  readonly rules: readonly string[];
}

/** A function that runs without being named: a cast, or a comparison of an operator class. */
export interface HiddenRow {
  /** "cast", "comparison"; anything else is at work in all statements. */
  readonly what: string;
  readonly from: number;
  readonly to: number;
  /** i(mplicit), a(ssignment), e(xplicit). */
  readonly context: string;
  /** The operator family of a comparison, and whether it has a default class: then the types alone call it. */
  readonly family: number;
  readonly byDefault: boolean;
  readonly function: number;
}

export interface CatalogRows {
  readonly functions: readonly FunctionRow[];
  readonly operators: readonly OperatorRow[];
  readonly types: readonly TypeRow[];
  readonly relations: readonly RelationRow[];
  readonly hidden: readonly HiddenRow[];
}

/** Objects below this OID came with the server. access/transam.h: FirstNormalObjectId. */
export const firstUserId = 16_384;
