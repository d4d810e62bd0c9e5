import { splitTopLevel } from '#analysis/column-type.ts';
import { type ValueScale, valueScale } from '#analysis/value-scale.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { ColumnDomain } from './column-domain.ts';
import type { Refusal } from './table-conditions.ts';
import type { UniqueRule } from './unique-rules.ts';

/** Ranges that must not overlap among rows that are equal in some columns (EXCLUDE … WITH =, … WITH &&). */
export interface ExcludedRange {
  readonly constraint: string;
  readonly equal: readonly string[];
  /** One column of a range, or the two that it is made of: `tstzrange(starts_at, ends_at)`. */
  readonly columns: readonly [string] | readonly [from: string, to: string];
  /** Of what the range consists. */
  readonly scale: ValueScale;
  readonly isTime: 'moments' | 'days' | false;
  /** The end belongs to the range. */
  readonly isClosed: boolean;
}

/**
 * Exclusions for which room can be made: ranges of equal rows are laid one behind the other, so that they never overlap,
 * whatever else the constraint compares. One of equalities alone is a unique key. Others are refused.
 */
export function excludedRanges(
  table: Table,
  domains: ReadonlyMap<string, ColumnDomain>,
  uniques: readonly UniqueRule[],
): { readonly ranges: readonly ExcludedRange[]; readonly refused: readonly Refusal[] } {
  const ranges: ExcludedRange[] = [];
  const refused: Refusal[] = [];
  for (const { kind, name, definition } of table.constraints) {
    if (kind !== 'exclusion') continue;
    const elements = elementsOf(definition);
    const equal = elements.flatMap(({ subject, operator }) => {
      const column = operator === '=' ? columnOf(subject) : operator === '&&' ? onlyValueOf(subject) : undefined;
      return column !== undefined && domains.has(column) ? [column] : [];
    });
    const range = elements
      .filter(({ subject, operator }) => operator === '&&' && onlyValueOf(subject) === undefined)
      .map(({ subject }) => rangeOf(name, subject, equal, domains))
      .find((one) => one !== undefined);
    const isKey = uniques.some((rule) => rule.isPlain && rule.columns.every((column) => equal.includes(column)));
    if (range !== undefined) ranges.push(range);
    else if (!isKey) {
      const why = 'only exclusions of ranges that overlap are made room for';
      refused.push({ constraint: name, why, isUnread: true });
    }
  }
  return { ranges, refused };
}

interface Element {
  readonly subject: string;
  readonly operator: string;
}

function elementsOf(definition: string): readonly Element[] {
  const start = definition.indexOf('(') + 1;
  const body = definition.slice(start, closing(definition, start));
  return splitTopLevel(body).flatMap((element) => {
    const [, subject = '', operator = ''] = /^(.*?)(?:\s+\w+_ops)?\s+WITH\s+(\S+)$/is.exec(element) ?? [];
    return subject === '' ? [] : [{ subject, operator }];
  });
}

/** Where the bracket ends that was opened before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

function rangeOf(
  constraint: string,
  subject: string,
  equal: readonly string[],
  domains: ReadonlyMap<string, ColumnDomain>,
): ExcludedRange | undefined {
  const column = domains.get(columnOf(subject) ?? '');
  if (column !== undefined) {
    const scale = column.type.family === 'range' && column.type.element && valueScale(column.type.element);
    if (!scale || column.type.element === undefined) return undefined;
    const isTime = timeOf(column.type.element.family);
    return { constraint, equal, columns: [column.name], scale, isTime, isClosed: false };
  }
  const [from, to, bounds = ''] = rangeArguments(subject);
  const [begin, end] = [domains.get(columnOf(from ?? '') ?? ''), domains.get(columnOf(to ?? '') ?? '')];
  if (begin?.scale === undefined || end?.scale === undefined) return undefined;
  const isTime = timeOf(begin.type.family);
  return {
    constraint,
    equal,
    columns: [begin.name, end.name],
    scale: begin.scale,
    isTime,
    isClosed: bounds.includes(']'),
  };
}

function rangeArguments(subject: string): readonly string[] {
  return splitTopLevel(/^\(?\s*\w+range\((.*)\)\s*\)?$/is.exec(subject)?.[1] ?? '');
}

/** `int4range(room_id, room_id, '[]')`: a range of one value, which is how equality is said without btree_gist. */
function onlyValueOf(subject: string): string | undefined {
  const [from, to] = rangeArguments(subject);
  return from !== undefined && from === to ? columnOf(from) : undefined;
}

function timeOf(family: string): ExcludedRange['isTime'] {
  return family === 'timestamp' ? 'moments' : family === 'date' ? 'days' : false;
}

/** `room_id`, `"Room"`, `(starts_at)`, `starts_at::timestamp with time zone`; undefined for what is more than a column. */
function columnOf(subject: string): string | undefined {
  const bare = subject
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/::[\w ]+$/, '')
    .replace(/^\((.*)\)$/s, '$1');
  const quoted = /^"((?:[^"]|"")+)"$/.exec(bare)?.[1];
  return quoted?.replaceAll('""', '"') ?? /^[a-z_][\w$]*$/.exec(bare)?.[0];
}
