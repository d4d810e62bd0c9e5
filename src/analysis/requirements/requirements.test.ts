import { describe, expect, test } from 'vitest';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { composeModel } from './compose-model.ts';
import { developmentCases } from './development-cases.fixture.ts';
import { explicitCases } from './explicit-cases.fixture.ts';
import { scoreExplicit } from './explicit-score.fixture.ts';
import { readRequirements } from './read-requirements.ts';
import { registryFixture } from './registry.fixture.ts';

const empty = { domains: [], features: [] };
const read = (text: string, registry = registryFixture) => {
  const requirements = readRequirements(text, registry);
  return { requirements, ...composeModel(requirements, registry) };
};
const faults = (model: unknown) => {
  const expanded = expandModel(model);
  return expanded.model === undefined ? expanded.faults : checkModel(expanded.model);
};

describe('explicit entities', () => {
  test.each(explicitCases.map((one) => [one.text, one] as const))('%s', (text, one) => {
    const { model } = read(text, empty);
    expect(faults(model)).toEqual([]);
    for (const part of ['entity', 'attribute', 'relation', 'detail'] as const) {
      expect(scoreExplicit(one, model, part)).toMatchObject({ missing: [], surplus: [] });
    }
  });
});

describe('domains, options and features', () => {
  test.each(developmentCases.map((one) => [...one]))('%s', (text = '', domains = '', asks = '') => {
    const { requirements, model } = read(text);
    const words = (list: readonly string[]) => [...new Set(list)].sort().join(' ');
    expect(words(requirements.domains.map(({ domain }) => domain.id))).toBe(words(domains.split(' ')));
    const asked = [
      ...requirements.features.map(({ feature }) => feature.id),
      ...requirements.options.flatMap(({ option, assumed }) => (assumed ? [] : [option.id])),
    ];
    expect(words(asked)).toBe(words(asks.split(' ')));
    expect(faults(model)).toEqual([]);
  });

  test('a feature goes to the entity that it is said of', () => {
    const { requirements, model } = read('A CRM with comments on deals, tags on companies and ratings');
    expect(requirements.features.map(({ feature, on }) => [feature.id, on])).toEqual([
      ['comments', 'deal'],
      ['tags', 'company'],
      ['ratings', 'company'],
    ]);
    expect(Object.keys(model.entities)).toContain('deal_comment');
  });

  test('what was said is added to the entities of the domain, and may be absent there', () => {
    const { model } = read('An online shop. Each product has a brand and a weight. Customers have a loyalty number.');
    expect(model.entities['product']?.attributes).toMatchObject({ brand: 'name?', weight: 'decimal?' });
    expect(model.entities['user']?.attributes).toMatchObject({ loyalty_number: 'code?' });
  });

  test('a word that two domains mean differently is two entities', () => {
    const { model, questions } = read('An online shop and event ticketing');
    const shop = registryFixture.domains.find(({ id }) => id === 'e-commerce');
    const other = {
      ...(registryFixture.domains.find(({ id }) => id === 'marketplace') ?? shop!),
      part: {
        entities: {
          user: { attributes: { email: 'email unique' } },
          order: { references: { user: 'user' }, attributes: { status: 'state(placed, accepted)' } },
          order_line: { references: { order: 'order' } },
        },
        invariants: [
          {
            kind: 'transitions' as const,
            entity: 'order',
            attribute: 'status',
            allowed: { placed: ['accepted'] },
            says: 'x',
          },
        ],
        fixture: ["INSERT INTO orders (id, status) VALUES (1, 'placed')"],
        scenarios: [{ says: 'a leap', refuse: "UPDATE orders SET status = 'lost' WHERE id = 1" }],
      },
    };
    const both = { domains: [shop!, other], features: [] };
    const requirements = readRequirements('an online shop and a marketplace', both);
    const composed = composeModel(requirements, both);
    expect(faults(composed.model)).toEqual([]);
    expect(composed.model.entities['marketplace_order']?.attributes).toEqual({ status: 'state(placed, accepted)' });
    expect(composed.model.entities['marketplace_order_line']?.references).toEqual({ order: 'marketplace_order' });
    // Rows of two domains have keys of their own.
    expect(composed.model.fixture).toContain("INSERT INTO marketplace_orders (id, status) VALUES (1001, 'placed')");
    expect(composed.model.scenarios).toContainEqual({
      says: 'a leap',
      refuse: "UPDATE marketplace_orders SET status = 'lost' WHERE id = 1001",
    });
    expect(composed.questions.map(({ assumed }) => assumed)).toContain('No: it is a marketplace order.');
    expect(faults(model)).toEqual([]);
    expect(questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
  });

  test('an entity of its own beside a domain', () => {
    const { model } = read(
      'An online shop where each driver has vehicles with a plate, and every order is delivered by a driver.',
    );
    expect(model.entities['vehicle']?.references).toEqual({ driver: 'driver' });
    expect(model.entities['order']?.references).toMatchObject({ driver: 'driver?' });
  });
});

describe('paragraphs', () => {
  const entities = (text: string) => read(text, empty).model.entities;

  test('a car rental', () => {
    const { model, requirements } = read(
      'Please design a database for a car rental company: customers rent cars. A car has a license plate (unique), a make, a model, a daily rate and belongs to a branch. Rentals have a pick-up date, a return date and a total price. Rentals of a car must not overlap. We expect 50,000 customers and 2 million rentals per year. We need to list rentals by customer and to find cars by plate.',
    );
    expect(requirements.domains).toEqual([]);
    expect(model.entities['car']?.attributes).toMatchObject({ license_plate: 'code unique', daily_rate: 'money' });
    // The same customer may rent the same car again.
    expect(model.entities['rental']?.key).toBeUndefined();
    expect(model.entities['rental']?.volume?.perYear).toBe(2_000_000);
    expect(model.invariants).toMatchObject([
      { kind: 'no-overlap', per: ['car'], from: 'pick_up_date', to: 'return_date' },
    ]);
    expect(model.access?.map(({ by }) => by)).toEqual([['customer'], ['license_plate']]);
    expect(requirements.notUnderstood).toEqual(['car rental']);
  });

  test('what a pairing has is its own', () => {
    const made = entities(
      'Each warehouse stores many products, products can be stored in many warehouses with a quantity; quantity must never be negative.',
    );
    expect(made['warehouse_product']).toMatchObject({
      key: ['product', 'warehouse'],
      attributes: { quantity: 'quantity >= 0' },
    });
  });

  test('a pairing that was said both ways is made once', () => {
    const made = entities('Owners bring their pets. An owner can have many pets, and a pet may have several owners.');
    expect(Object.keys(made)).toEqual(['owner', 'pet', 'owner_pet']);
    expect(made['pet']?.references).toEqual({});
  });

  test('once per', () => {
    expect(entities('Users create polls. Every user votes only once per poll.')['vote']).toMatchObject({
      key: ['user', 'poll'],
    });
  });

  test('parts of parts, and limits', () => {
    const { model } = read(
      'Library management: books (ISBN unique, title), copies of books, members, loans with due date and return date; a member can borrow at most 5 copies.',
      empty,
    );
    expect(model.entities['copy']?.references).toEqual({ book: 'book' });
    expect(model.entities['book']?.attributes).toEqual({ isbn: 'code unique', title: 'title' });
    expect(model.invariants).toMatchObject([{ kind: 'count-at-most', entity: 'loan', per: 'member', limit: 5 }]);
  });
});

describe('the rest of a request', () => {
  test('negations', () => {
    const { requirements, model } = read('An online shop with coupons, without reviews and no carts');
    expect(requirements.negations.map(({ words }) => words)).toEqual(['without reviews', 'no carts']);
    expect(Object.keys(model.entities)).toContain('coupon');
    expect(Object.keys(model.entities)).not.toContain('review');
    expect(Object.keys(model.entities)).not.toContain('cart');
  });

  test('settings', () => {
    const { requirements, model } = read('A multi-tenant CRM on PostgreSQL 17 with UUID keys and multiple currencies');
    expect(requirements.settings.map((one) => [one.what, 'value' in one ? one.value : ''])).toEqual([
      ['multi-tenant', ''],
      ['engine', 'postgres'],
      ['keys', 'uuid'],
      ['multi-currency', ''],
    ]);
    expect(model.keys).toBe('uuid');
    expect(requirements.notUnderstood).toEqual([]);
  });

  test('quantities', () => {
    const { requirements, model } = read(
      'An online shop with 5M users, 20,000 products, 200 orders a second and 1000 reads per second. Orders grow by 20% a year. We keep orders for 90 days.',
    );
    expect(requirements.quantities.map(({ entity, what, value }) => [entity, what, value])).toEqual([
      ['user', 'rows', 5_000_000],
      ['product', 'rows', 20_000],
      ['order', 'perSecond', 200],
      [undefined, 'reads', 1000],
      ['order', 'growth', 20],
      ['order', 'keepDays', 90],
    ]);
    expect(model.entities['user']?.volume).toEqual({ rows: 5_000_000 });
    expect(model.entities['order']?.volume).toMatchObject({ keepDays: 90 });
  });

  test('reads', () => {
    const { requirements } = read(
      'An online shop. List orders of a customer, newest first. Search products by title. Find users by email. The latest 50 orders.',
    );
    expect(requirements.access).toMatchObject([
      { entity: 'order', by: ['user'], order: ['-created_at'], limit: 20 },
      { entity: 'product', by: [], search: 'title' },
      { entity: 'user', by: ['email'] },
      { entity: 'order', by: [], order: ['-created_at'], limit: 50 },
    ]);
  });

  test('soft delete of everything reaches what stands by itself', () => {
    const { model } = read('An online shop. Soft delete everywhere.');
    const soft = Object.entries(model.entities).flatMap(([name, { softDelete }]) => (softDelete ? [name] : []));
    expect(soft).toEqual(expect.arrayContaining(['user', 'product', 'order']));
    expect(soft).not.toContain('stock_movement');
  });

  test('soft delete of some is of them alone', () => {
    const { requirements, model } = read('An online shop with soft delete of products and orders');
    expect(requirements.settings).toEqual([]);
    expect(requirements.features).toMatchObject([
      { on: 'product', assumed: false },
      { on: 'order', assumed: false },
    ]);
    expect(
      Object.keys(model.entities)
        .filter((name) => model.entities[name]?.softDelete)
        .sort(),
    ).toEqual(['order', 'product']);
  });

  test.each([
    'An online shop without soft delete',
    'An online shop, not multi-tenant',
    'An online shop that is not multi-tenant, no UUID keys',
    'An online shop without reviews, soft delete or multi-tenancy',
  ])('what is not wanted settles nothing: %s', (text) => {
    expect(read(text).requirements.settings).toEqual([]);
  });

  test('what is wanted behind what is not', () => {
    const { settings, notUnderstood } = read(
      'An online shop, no reviews, soft delete everywhere, uuid keys',
    ).requirements;
    expect(settings).toMatchObject([{ what: 'soft-delete' }, { what: 'keys', value: 'uuid' }]);
    expect(notUnderstood).toEqual([]);
  });

  test('words that were not understood are listed', () => {
    const { requirements, questions } = read('An online shop with hoverboard telepathy and reviews');
    expect(requirements.notUnderstood).toEqual(['hoverboard telepathy']);
    expect(questions.map(({ question }) => question).join()).toContain('hoverboard telepathy');
  });

  test.each([
    '',
    '   ',
    '!!!',
    '(((',
    'Ωμέγα каша 数据库',
    '"',
    'a: b: c:',
    'has has has',
    'of of of the',
    '1 2 3 4',
    'no no no without',
  ])('nothing sensible: %j', (text) => expect(faults(read(text).model)).toEqual([]));
});

test('a page of text is read in well under a second', () => {
  const text = explicitCases.map((one) => one.text).join(' ');
  readRequirements(text, registryFixture);
  const start = performance.now();
  readRequirements(text, registryFixture);
  expect(performance.now() - start).toBeLessThan(1000);
});
