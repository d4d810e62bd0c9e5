import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who sells, who acts for them, and where their money goes. */
export const sellers: ModelPart = {
  entities: {
    seller: {
      attributes: {
        name: 'name unique',
        slug: 'slug unique',
        legal_name: 'name',
        tax_number: 'code?',
        country: 'country',
        status: 'state(applied, active, suspended, closed) = applied',
        commission_percent: {
          domain: 'percent',
          optional: true,
          description: 'What was agreed with this seller, in place of the rule of the category.',
        },
      },
      volume: { rows: 60_000, perYear: 20_000 },
    },
    seller_member: {
      key: ['seller', 'user'],
      references: { seller: 'seller cascade', user: 'user cascade' },
      attributes: { role: 'choice(owner, manager, staff)' },
      volume: { rows: 130_000, perYear: 45_000 },
    },
    payout_method: {
      description: 'Where a seller is paid; the number itself is kept by the provider.',
      references: { seller: 'seller' },
      attributes: {
        provider: 'code',
        provider_token: 'token personal(financial)',
        last_digits: 'code',
        is_default: 'boolean = false',
        verified_at: 'moment?',
      },
      unique: [{ of: ['provider', 'provider_token'] }],
      softDelete: true,
      volume: { rows: 80_000, perYear: 30_000 },
    },
    commission_rule: {
      description: 'What the marketplace takes in a category: [first day, day after the last).',
      references: { category: 'category' },
      attributes: {
        percent: 'percent',
        fixed_fee: 'money >= 0 = 0',
        currency: 'currency',
        starts_on: 'date',
        ends_on: 'date?',
      },
      volume: { rows: 6_000, perYear: 2_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'seller',
      attribute: 'status',
      allowed: {
        applied: ['active', 'closed'],
        active: ['suspended', 'closed'],
        suspended: ['active', 'closed'],
        closed: [],
      },
      says: 'A seller who closed stays closed.',
    },
    {
      kind: 'only-one',
      entity: 'seller_member',
      per: ['seller'],
      where: "role = 'owner'",
      says: 'A seller has one owner.',
    },
    {
      kind: 'only-one',
      entity: 'payout_method',
      per: ['seller'],
      where: 'is_default',
      says: 'A seller has one default payout method.',
    },
    {
      kind: 'no-overlap',
      entity: 'commission_rule',
      per: ['category', 'currency'],
      from: 'starts_on',
      to: 'ends_on',
      says: 'A category has one commission on any day.',
    },
  ],
  access: [
    { name: 'a seller by its address', entity: 'seller', by: ['slug'], perSecond: 60 },
    { name: 'sellers that someone acts for', entity: 'seller_member', by: ['user'], perSecond: 20 },
    { name: 'payout methods of a seller', entity: 'payout_method', by: ['seller'], perSecond: 5 },
    {
      name: 'commissions of a category, newest first',
      entity: 'commission_rule',
      by: ['category'],
      order: ['-starts_on'],
      perSecond: 20,
    },
  ],
};
