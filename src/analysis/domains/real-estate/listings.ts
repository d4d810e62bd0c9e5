import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is on the market, who asks for it and who looks at it. */
export const listings: ModelPart = {
  entities: {
    mandate: {
      description: 'The owners let an agency sell or let a property, for a time and a fee.',
      references: { property: 'property agree(agency)', agent: 'agent agree(agency)', agency: 'agency' },
      attributes: {
        kind: 'choice(sale, rent)',
        is_exclusive: 'boolean = false',
        commission_percent: 'percent',
        starts_on: 'date',
        ends_on: 'date?',
      },
      volume: { rows: 4_000_000, perYear: 1_000_000 },
    },
    listing: {
      description: 'A property on the market.',
      references: {
        mandate: 'mandate agree(agency, property, kind)',
        property: 'property agree(agency)',
        agent: 'agent agree(agency)',
        agency: 'agency',
      },
      attributes: {
        kind: 'choice(sale, rent)',
        slug: 'slug unique',
        title: 'title',
        description: "text = ''",
        price: { domain: 'money', above: 0, description: 'Of a sale the price, of a rental the rent for a month.' },
        deposit: 'money? >= 0',
        currency: 'currency',
        available_from: 'date?',
        status: 'state(draft, active, under_offer, sold, let, withdrawn) = draft',
        published_at: 'moment?',
      },
      checks: [
        { name: 'sold_or_let', sql: "(status <> 'sold' OR kind = 'sale') AND (status <> 'let' OR kind = 'rent')" },
        { name: 'deposit_of_rent', sql: "kind = 'rent' OR deposit IS NULL" },
        { name: 'active_is_published', sql: "status <> 'active' OR published_at IS NOT NULL" },
      ],
      volume: { rows: 5_000_000, perYear: 1_400_000 },
    },
    listing_price_change: {
      references: { listing: 'listing', changed_by: 'user?' },
      attributes: { price: 'money > 0' },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 8_000_000, perYear: 2_200_000 },
    },
    inquiry: {
      references: { listing: 'listing agree(agency)', contact: 'contact agree(agency)', agency: 'agency' },
      attributes: {
        message: 'text',
        source: 'choice(portal, website, phone, walk_in)',
        status: 'state(new, answered, closed) = new',
        answered_at: 'moment?',
      },
      checks: [{ name: 'answered_has_time', sql: "status <> 'answered' OR answered_at IS NOT NULL" }],
      volume: { rows: 25_000_000, perYear: 8_000_000 },
    },
    viewing: {
      references: {
        listing: 'listing agree(agency)',
        agent: 'agent agree(agency)',
        contact: 'contact agree(agency)',
        agency: 'agency',
      },
      attributes: {
        starts_at: 'moment',
        ends_at: 'moment',
        status: 'state(planned, held, cancelled, no_show) = planned',
        feedback: 'text?',
      },
      volume: { rows: 10_000_000, perYear: 3_000_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'mandate',
      per: ['property', 'kind'],
      from: 'starts_on',
      to: 'ends_on',
      where: 'is_exclusive',
      says: 'A property has one exclusive mandate at a time.',
    },
    {
      kind: 'transitions',
      entity: 'listing',
      attribute: 'status',
      allowed: {
        draft: ['active', 'withdrawn'],
        active: ['under_offer', 'sold', 'let', 'withdrawn'],
        under_offer: ['active', 'sold', 'let', 'withdrawn'],
        withdrawn: ['active'],
        sold: [],
        let: [],
      },
      says: 'What was sold or let is not on the market again: list it anew.',
    },
    {
      kind: 'only-one',
      entity: 'listing',
      per: ['property', 'kind'],
      where: "status IN ('active', 'under_offer')",
      says: 'A property is on the market once.',
    },
    {
      kind: 'no-overlap',
      entity: 'viewing',
      per: ['agent'],
      from: 'starts_at',
      to: 'ends_at',
      where: "status IN ('planned', 'held')",
      says: 'An agent shows one home at a time.',
    },
    {
      kind: 'no-overlap',
      entity: 'viewing',
      per: ['listing'],
      from: 'starts_at',
      to: 'ends_at',
      where: "status IN ('planned', 'held')",
      says: 'A home is shown to one party at a time.',
    },
    {
      kind: 'only-while',
      entity: 'viewing',
      reference: 'listing',
      parent: "status IN ('active', 'under_offer')",
      says: 'What is not on the market is not shown.',
    },
  ],
  access: [
    { name: 'a listing by its address', entity: 'listing', by: ['slug'], perSecond: 300 },
    {
      name: 'what is for sale or to let in a postal code, up to a price',
      entity: 'listing',
      sql: `SELECT l.id, l.slug, l.title, l.price, l.currency, p.city, p.living_area_m2, p.bedrooms
FROM listings AS l JOIN properties AS p ON p.id = l.property_id
WHERE p.country = $1 AND p.postal_code = $2 AND l.status = 'active' AND l.kind = $3 AND l.price <= $4
ORDER BY l.price
LIMIT 50`,
      perSecond: 200,
    },
    {
      name: 'what is on the market, cheapest first',
      entity: 'listing',
      by: ['kind'],
      where: "status = 'active'",
      order: ['price'],
      limit: 50,
      perSecond: 50,
    },
    {
      name: 'new listings, newest first',
      entity: 'listing',
      by: ['kind'],
      where: "status = 'active'",
      order: ['-published_at'],
      limit: 50,
      perSecond: 50,
    },
    {
      name: 'listings of an agent that are on the market',
      entity: 'listing',
      by: ['agent'],
      where: "status IN ('active', 'under_offer')",
      perSecond: 20,
    },
    { name: 'listings of a property', entity: 'listing', by: ['property'], perSecond: 10 },
    {
      name: 'how the price of a listing went',
      entity: 'listing_price_change',
      by: ['listing'],
      order: ['created_at'],
      perSecond: 40,
    },
    {
      name: 'inquiries that an agency has not answered, oldest first',
      entity: 'inquiry',
      by: ['agency'],
      where: "status = 'new'",
      order: ['created_at'],
      limit: 100,
      perSecond: 10,
    },
    {
      name: 'inquiries about a listing, newest first',
      entity: 'inquiry',
      by: ['listing'],
      order: ['-created_at'],
      limit: 50,
    },
    {
      name: 'viewings of an agent between two moments',
      entity: 'viewing',
      by: ['agent'],
      range: 'starts_at',
      order: ['starts_at'],
      perSecond: 20,
    },
    { name: 'viewings of a listing', entity: 'viewing', by: ['listing'], order: ['starts_at'], perSecond: 10 },
  ],
  summaries: [
    {
      name: 'asking_prices',
      sql: `SELECT p.country, p.postal_code, l.kind, l.currency, count(*) AS listings,
  round(avg(l.price / nullif(p.living_area_m2, 0)), 2) AS price_per_m2
FROM listings AS l JOIN properties AS p ON p.id = l.property_id
WHERE l.status = 'active'
GROUP BY 1, 2, 3, 4`,
      key: ['country', 'postal_code', 'kind', 'currency'],
      serves: 'What a square metre is offered for in each postal code.',
      refresh: 'nightly',
    },
  ],
  decisions: [
    {
      what: 'A listing is of a mandate, for the same property and the same kind.',
      why: 'Nothing is put on the market that its owners did not hand over.',
    },
  ],
  questions: [
    {
      question: 'May the same flat be for sale and to let at once?',
      assumed: 'Yes: once for sale and once to let.',
    },
  ],
};
