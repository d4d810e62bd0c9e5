import type { DomainOption } from '#analysis/domains/domain.ts';

const report = (id: number) =>
  `INSERT INTO maintenance_requests (id, property_id, agency_id, title, description) VALUES (${id}, 3, 1, 'Leak', 'The tap drips')`;
const quote = (id: number, amount: number, status = 'submitted') =>
  `INSERT INTO maintenance_quotes (id, maintenance_request_id, contractor_id, agency_id, amount, currency, status) VALUES (${id}, 1, 3, 1, ${amount}, 'EUR', '${status}')`;
const come = (contact: number, party: number) =>
  `INSERT INTO open_house_guests (open_house_id, contact_id, agency_id, party_size) VALUES (1, ${contact}, 1, ${party})`;

export const options: readonly DomainOption[] = [
  {
    id: 'saved-searches',
    title: 'saved searches and favourites',
    words: ['saved search', 'search alert', 'favourite', 'favorite', 'saved listing', 'saved property', 'shortlist'],
    usual: true,
    part: {
      entities: {
        saved_search: {
          description: 'What someone looks for, and whether they are told of what is new.',
          references: { user: 'user cascade' },
          attributes: {
            name: 'name',
            kind: 'choice(sale, rent)',
            country: 'country',
            postal_code: 'postal_code?',
            currency: 'currency',
            min_price: 'money? >= 0',
            max_price: 'money? >= 0',
            min_bedrooms: 'count?',
            is_alert: 'boolean = true',
            last_sent_at: 'moment?',
          },
          unique: [{ of: ['user', 'name'] }],
          checks: [{ name: 'max_above_min', sql: 'max_price >= min_price' }],
          volume: { rows: 1_500_000, perYear: 600_000 },
        },
        saved_listing: {
          key: ['user', 'listing'],
          references: { user: 'user cascade', listing: 'listing cascade' },
          timestamps: 'created',
          volume: { rows: 9_000_000, perYear: 4_000_000 },
        },
      },
      access: [
        { name: 'searches of someone', entity: 'saved_search', by: ['user'], perSecond: 10 },
        { name: 'listings that someone saved', entity: 'saved_listing', by: ['user'], perSecond: 40 },
        {
          name: 'who looks in a postal code',
          entity: 'saved_search',
          by: ['country', 'postal_code', 'kind'],
          where: 'is_alert',
          perSecond: 5,
        },
      ],
      scenarios: [
        {
          says: 'a search up to less than from',
          refuse:
            "INSERT INTO saved_searches (user_id, name, kind, country, currency, min_price, max_price) VALUES (1, 'x', 'sale', 'FR', 'EUR', 200, 100)",
        },
        {
          says: 'a search',
          accept:
            "INSERT INTO saved_searches (user_id, name, kind, country, currency, max_price) VALUES (1, 'x', 'sale', 'FR', 'EUR', 100)",
        },
        {
          says: 'a listing saved twice',
          given: ['INSERT INTO saved_listings (user_id, listing_id) VALUES (1, 1)'],
          refuse: 'INSERT INTO saved_listings (user_id, listing_id) VALUES (1, 1)',
        },
      ],
    },
  },
  {
    id: 'maintenance',
    title: 'repairs',
    words: ['maintenance', 'maintenance request', 'repair', 'work order', 'contractor'],
    usual: false,
    part: {
      entities: {
        maintenance_request: {
          references: { property: 'property agree(agency)', agency: 'agency', reported_by: 'contact? agree(agency)' },
          attributes: {
            title: 'title',
            description: 'text',
            priority: 'choice(low, normal, urgent) = normal',
            status: 'state(reported, ordered, done, rejected) = reported',
          },
          volume: { rows: 1_500_000, perYear: 700_000 },
        },
        maintenance_quote: {
          references: {
            maintenance_request: 'maintenance_request agree(agency)',
            contractor: 'contact agree(agency)',
            agency: 'agency',
          },
          attributes: {
            amount: 'money >= 0',
            currency: 'currency',
            status: 'state(submitted, accepted, rejected) = submitted',
          },
          volume: { rows: 2_500_000, perYear: 1_200_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'maintenance_request',
          attribute: 'status',
          allowed: { reported: ['ordered', 'done', 'rejected'], ordered: ['done'], done: [], rejected: ['reported'] },
          says: 'What is repaired is reported anew when it breaks again.',
        },
        {
          kind: 'only-one',
          entity: 'maintenance_quote',
          per: ['maintenance_request'],
          where: "status = 'accepted'",
          says: 'One quote is accepted.',
        },
        {
          kind: 'only-while',
          entity: 'maintenance_quote',
          reference: 'maintenance_request',
          parent: "status = 'reported'",
          says: 'Quotes are for what is still to be ordered.',
        },
      ],
      access: [
        {
          name: 'repairs that an agency has to see to, oldest first',
          entity: 'maintenance_request',
          by: ['agency'],
          where: "status IN ('reported', 'ordered')",
          order: ['created_at'],
          limit: 100,
          perSecond: 5,
        },
        { name: 'repairs of a property', entity: 'maintenance_request', by: ['property'], order: ['-created_at'] },
        { name: 'quotes for a repair', entity: 'maintenance_quote', by: ['maintenance_request'] },
      ],
      fixture: [report(1), quote(1, 100), quote(2, 200)],
      scenarios: [
        { says: 'a quote', accept: quote(9, 50) },
        { says: 'two quotes accepted', given: [quote(8, 90, 'accepted')], refuse: quote(9, 50, 'accepted') },
        {
          says: 'two quotes accepted at once',
          race: [
            "UPDATE maintenance_quotes SET status = 'accepted' WHERE id = 1",
            "UPDATE maintenance_quotes SET status = 'accepted' WHERE id = 2",
          ],
        },
        {
          says: 'a quote for what was ordered meanwhile',
          race: ["UPDATE maintenance_requests SET status = 'ordered' WHERE id = 1", quote(9, 50)],
        },
      ],
    },
  },
  {
    id: 'open-houses',
    title: 'open houses',
    words: ['open house', 'open day', 'group viewing'],
    usual: false,
    part: {
      entities: {
        open_house: {
          references: { listing: 'listing agree(agency)', agent: 'agent agree(agency)', agency: 'agency' },
          attributes: { starts_at: 'moment', ends_at: 'moment', places: 'count? > 0', is_cancelled: 'boolean = false' },
          volume: { rows: 400_000, perYear: 150_000 },
        },
        open_house_guest: {
          key: ['open_house', 'contact'],
          references: { open_house: 'open_house agree(agency)', contact: 'contact agree(agency)', agency: 'agency' },
          attributes: { party_size: 'count > 0 = 1', has_come: 'boolean = false' },
          timestamps: 'created',
          volume: { rows: 3_000_000, perYear: 1_200_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'open_house',
          per: ['listing'],
          from: 'starts_at',
          to: 'ends_at',
          where: 'NOT is_cancelled',
          says: 'A home is open once at a time.',
        },
        {
          kind: 'sum-at-most',
          entity: 'open_house_guest',
          sum: 'party_size',
          per: 'open_house',
          limit: 'places',
          says: 'No more guests are asked in than there is room for.',
        },
      ],
      access: [
        {
          name: 'open houses of a listing',
          entity: 'open_house',
          by: ['listing'],
          order: ['starts_at'],
          perSecond: 20,
        },
        { name: 'who comes', entity: 'open_house_guest', by: ['open_house'], perSecond: 5 },
      ],
      fixture: [
        "INSERT INTO open_houses (id, listing_id, agent_id, agency_id, starts_at, ends_at, places) VALUES (1, 1, 1, 1, '2026-03-07 10:00:00', '2026-03-07 12:00:00', 3)",
      ],
      scenarios: [
        { says: 'guests', accept: come(1, 3) },
        { says: 'more guests than places', refuse: come(1, 4) },
        { says: 'the last places given to two', race: [come(1, 2), come(2, 2)] },
        {
          says: 'a home open twice at once',
          race: [
            "INSERT INTO open_houses (listing_id, agent_id, agency_id, starts_at, ends_at) VALUES (1, 1, 1, '2026-03-08 10:00:00', '2026-03-08 12:00:00')",
            "INSERT INTO open_houses (listing_id, agent_id, agency_id, starts_at, ends_at) VALUES (1, 1, 1, '2026-03-08 11:00:00', '2026-03-08 13:00:00')",
          ],
        },
      ],
    },
  },
];
