import { describe, expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { postgresDialect } from './dialect.ts';

type Rule = NonNullable<ModelSource['invariants']>[number];

const onlyWhile: Rule = {
  kind: 'only-while',
  entity: 'refund',
  reference: 'payment',
  parent: 'paid',
  says: 'Only what was paid is refunded.',
};

/** The function that keeps only-while, beside other rules. */
function functionOf(invariants: readonly Rule[]): string {
  const { model } = expandModel({
    name: 'shop',
    entities: {
      payment: { attributes: { amount: 'money > 0', paid: 'boolean = false' } },
      refund: { references: { payment: 'payment' }, attributes: { amount: 'money > 0' } },
    },
    invariants,
  });
  if (model === undefined) throw new Error('The model was not read.');
  const { statements } = designTables(model, postgresDialect, new Date('2026-06-15T00:00:00Z'));
  return statements.find(({ of }) => of === 'function trg_refunds_payment_allows')?.text ?? '';
}

/** The lock that only-while takes on the payment, beside another rule. */
function lockBeside(...others: readonly Rule[]): string | undefined {
  return /AND \(paid\) (FOR [A-Z ]+);/.exec(functionOf([onlyWhile, ...others]))?.[1];
}

test('a rule whose words hold two dollar signs does not end the body of its function', () => {
  expect(functionOf([{ ...onlyWhile, says: 'No $$ back.' }])).toMatch(
    /AS \$body\$\n.*'No \$\$ back\.'.*\nEND\n\$body\$$/s,
  );
});

// Two sessions that share a row and then both want it for themselves wait for each other until one is cancelled.
describe('only-while', () => {
  test('shares the row that it asks', () => {
    expect(lockBeside()).toBe('FOR SHARE');
  });

  test('takes the row at once where a sum over it is bounded', () => {
    const sum: Rule = {
      kind: 'sum-at-most',
      entity: 'refund',
      sum: 'amount',
      per: 'payment',
      limit: 'amount',
      says: 'A refund is within its payment.',
    };
    expect(lockBeside(sum)).toBe('FOR NO KEY UPDATE');
  });

  test('takes the row at once where it keeps a running total', () => {
    const total: Rule = {
      kind: 'running-total',
      entity: 'refund',
      sum: 'amount',
      into: 'payment',
      attribute: 'amount',
      match: { id: 'payment' },
      says: 'Refunds add up.',
    };
    expect(lockBeside(total)).toBe('FOR NO KEY UPDATE');
  });
});

describe('no-overlap', () => {
  test('says once that a time ends after it begins, however many rules are about it', () => {
    const apart = (per: string): Rule => ({
      kind: 'no-overlap',
      entity: 'lesson',
      per: [per],
      from: 'starts_at',
      to: 'ends_at',
      says: `A ${per} has one lesson at a time.`,
    });
    const { model } = expandModel({
      name: 'school',
      entities: {
        room: {},
        teacher: {},
        lesson: {
          references: { room: 'room', teacher: 'teacher' },
          attributes: { starts_at: 'moment', ends_at: 'moment' },
        },
      },
      invariants: [apart('room'), apart('teacher')],
    });
    if (model === undefined) throw new Error('The model was not read.');
    const { schema } = designTables(model, postgresDialect, new Date('2026-06-15T00:00:00Z'));
    const constraints = schema.tables.find(({ name }) => name === 'lessons')?.constraints ?? [];
    const kinds = constraints.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'exclusion')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'check')).toHaveLength(1);
  });
});
