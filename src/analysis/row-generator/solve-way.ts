import { type Atom, type Branch, columnsOf, columnsRead } from './branches.ts';
import type { CheckComparison, CheckOperand } from './check-condition.ts';
import { bounded, type ColumnDomain, mirrored, narrow } from './column-domain.ts';
import { compileOperand, type ScaleOf, type ValueOf } from './evaluate.ts';

/** `column operator other`, where the other side reads columns that are made before. */
export interface Relation {
  readonly column: string;
  readonly operator: CheckComparison;
  readonly reads: readonly string[];
  readonly other: (value: ValueOf) => string | null;
}

/** One way to satisfy all conditions of a table at once: what each column may hold, and how they hang together. */
export interface Way {
  readonly domains: ReadonlyMap<string, ColumnDomain>;
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
  /** Columns so that those that others are measured by come first. */
  readonly order: readonly string[];
}

/**
 * The domains under all these atoms; undefined where they contradict each other. Conditions over several columns that
 * bind no single one (`a + b < 10`) are left to the test of the finished row.
 */
export function solveWay(full: ReadonlyMap<string, ColumnDomain>, atoms: Branch, scaleOf: ScaleOf): Way | undefined {
  const domains = new Map(full);
  const links: Link[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'constant' || atom.kind === 'opaque') continue;
    const [name, ...more] = [...new Set(columnsRead(atom))];
    const domain = name === undefined ? undefined : domains.get(name);
    if (name === undefined) continue;
    if (more.length > 0) {
      links.push(...linksOf(atom));
      continue;
    }
    if (domain === undefined) continue;
    const narrowed = narrow(domain, atom);
    if (narrowed === undefined) return undefined;
    domains.set(name, narrowed);
  }
  if (!propagate(domains, links)) return undefined;
  const relations = new Map<string, Relation[]>();
  for (const { column, operator, other } of links) {
    const relation = { column, operator, reads: columnsOf(other), other: compileOperand(other, scaleOf) };
    relations.set(column, [...(relations.get(column) ?? []), relation]);
  }
  return { domains, relations, order: inOrder([...domains.keys()], links) };
}

interface Link {
  readonly column: string;
  readonly operator: CheckComparison;
  readonly other: CheckOperand;
}

function linksOf(atom: Atom): readonly Link[] {
  if (atom.kind !== 'compare') return [];
  const { left, right, operator } = atom;
  const link = (side: CheckOperand, other: CheckOperand, sign: CheckComparison): readonly Link[] =>
    side.kind === 'column' && !columnsOf(other).includes(side.column)
      ? [{ column: side.column, operator: sign, other }]
      : [];
  return [...link(left, right, operator), ...link(right, left, mirrored[operator])];
}

/** Bounds of columns that are compared with one another; false where nothing is left of one that must not be NULL. */
function propagate(domains: Map<string, ColumnDomain>, links: readonly Link[]): boolean {
  for (let round = 0; round < 4; round++) {
    for (const { column, operator, other } of links) {
      const domain = domains.get(column);
      const bound = other.kind === 'column' ? domains.get(other.column) : undefined;
      if (domain?.scale === undefined || bound?.scale === undefined || bound.nulls === 'must') continue;
      if (domain.nulls === 'must') continue;
      const upper = operator === '<' || operator === '<=' || operator === '=';
      const lower = operator === '>' || operator === '>=' || operator === '=';
      let next = domain;
      if (upper) next = bounded(next, operator === '=' ? '<=' : operator, bound.max);
      if (lower) next = bounded(next, operator === '=' ? '>=' : operator, bound.min);
      if (next.min > next.max + domain.scale.step * 1e-6) {
        if (domain.nulls !== 'never') next = { ...domain, nulls: 'must' };
        // The other may be the one that is NULL.
        else if (bound.nulls === 'never') return false;
        else next = domain;
      }
      domains.set(column, next);
    }
  }
  return true;
}

/** What is computed or bounded from others stands behind them; circles are cut. */
function inOrder(columns: readonly string[], links: readonly Link[]): readonly string[] {
  const before = new Map<string, Set<string>>();
  for (const { column, other, operator } of links) {
    const isBare = other.kind === 'column';
    // Of two bare columns the lesser is made first.
    if (isBare && (operator === '<' || operator === '<=' || operator === '<>')) continue;
    const known = before.get(column) ?? new Set<string>();
    for (const name of columnsOf(other)) known.add(name);
    before.set(column, known);
  }
  const ordered = new Set<string>();
  const open = new Set<string>();
  const place = (column: string) => {
    if (ordered.has(column) || open.has(column)) return;
    open.add(column);
    for (const name of before.get(column) ?? []) place(name);
    open.delete(column);
    ordered.add(column);
  };
  for (const column of columns) place(column);
  return [...ordered].filter((column) => columns.includes(column));
}
