import { describe, expect, it } from 'vitest';
import { query, shopStatistics, where } from './shop.fixture.ts';
import { valueVariants } from './value-variants.ts';

const open = query({
  text: "select * from orders o where status = 'open'",
  from: ['orders o'],
  where: [where('o.status', '=', "'open'")],
});
const variants = (resolved: typeof open, text = resolved.text, parameters = {}) =>
  valueVariants(resolved, { text, parameters }, shopStatistics).map((all) =>
    all.map(({ words, share, query: changed }) => [words, share, changed.parameters['1'] ?? changed.text]),
  );

describe('value variants', () => {
  it('puts the commonest, a middling and the rarest value in the place of a literal', () => {
    expect(variants(open)).toEqual([
      [
        ["orders.status = 'done'", 0.94, "select * from orders o where status = 'done'"],
        ["orders.status = 'open'", 0.04, "select * from orders o where status = 'open'"],
        ["orders.status = 'void'", 0.02, "select * from orders o where status = 'void'"],
      ],
    ]);
  });

  it('and of a parameter', () => {
    const resolved = query({
      text: 'select * from orders o where status = $1',
      from: ['orders o'],
      where: [where('o.status', '=', '$1')],
    });
    expect(variants(resolved, resolved.text, { 1: 'open' })[0]?.map(([, , value]) => value)).toEqual([
      'done',
      'open',
      'void',
    ]);
  });

  it('changes no literal that stands twice, and none of an even column', () => {
    expect(variants({ ...open, text: "select 'open' from orders o where status = 'open'" })).toEqual([]);
    const even = query({
      text: 'select * from orders o where user_id = 7',
      from: ['orders o'],
      where: [where('o.user_id', '=', '7')],
    });
    expect(variants(even)).toEqual([]);
  });

  it('leaves a number that is part of another word', () => {
    const statistics = {
      ...shopStatistics,
      relations: shopStatistics.relations.map((one) =>
        one.name !== 'orders'
          ? one
          : {
              ...one,
              columns: one.columns.map((column) =>
                column.column === 'user_id'
                  ? { ...column, mostCommonValues: ['1', '22'], mostCommonFrequencies: [0.9, 0.001] }
                  : column,
              ),
            },
      ),
    };
    const text = 'select total7 from orders o where user_id = 9';
    const resolved = query({ text, from: ['orders o'], where: [where('o.user_id', '=', '9')] });
    const ask = (written: string, value: string) =>
      valueVariants(
        { ...resolved, predicates: [{ ...where('o.user_id', '=', value), relation: 0 }] },
        { text: written, parameters: {} },
        statistics,
      )
        .flat()
        .map(({ query: changed }) => changed.text);
    expect(ask(text, '9')).toEqual([text.replace('9', '1'), text.replace('9', '22')]);
    expect(ask('select total9 from orders o where user_id = 8', '9')).toEqual([]);
  });

  it('takes little and nearly all of a range', () => {
    const histogram = Array.from({ length: 101 }, (_, at) => String(at * 10));
    const statistics = {
      ...shopStatistics,
      relations: shopStatistics.relations.map((one) => ({
        ...one,
        columns: one.columns.map((column) => (column.column === 'total' ? { ...column, histogram } : column)),
      })),
    };
    const resolved = query({
      text: 'select * from orders o where total > 5',
      from: ['orders o'],
      where: [where('o.total', '>', '5')],
    });
    const shares = valueVariants(resolved, { text: resolved.text, parameters: {} }, statistics).flat();
    expect(shares.map(({ query: changed, share }) => [changed.text.split('> ')[1], Math.round(share * 100)])).toEqual([
      ['10', 99],
      ['500', 50],
      ['990', 1],
    ]);
  });
});
