import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';
import { agencies } from './real-estate/agencies.ts';
import { listings } from './real-estate/listings.ts';
import { options } from './real-estate/options.ts';
import { properties } from './real-estate/properties.ts';
import { rentals } from './real-estate/rentals.ts';
import { sales } from './real-estate/sales.ts';
import { fixture, scenarios } from './real-estate/scenarios.ts';

export const realEstate: Domain = {
  id: 'real-estate',
  title: 'a real estate platform',
  words: [
    'real estate',
    'real-estate',
    'real estate agency',
    'real estate listing',
    'property listing',
    'property portal',
    'property management',
    'property rental',
    'estate agency',
    'housing portal',
    'apartment rental',
    'rental management',
    'realtor',
  ],
  hints: [
    'landlord',
    'tenant',
    'lease',
    'viewing',
    'mortgage',
    'square metre',
    'bedroom',
    'rent',
    'estate agent',
    'mls',
  ],
  synonyms: {
    property: ['home', 'house', 'apartment', 'flat', 'unit', 'estate'],
    agent: ['realtor', 'broker', 'estate agent'],
    contact: ['buyer', 'seller', 'tenant', 'landlord', 'owner', 'lead'],
    viewing: ['showing', 'visit', 'tour'],
    offer: ['bid'],
    lease: ['rental agreement', 'tenancy', 'rental contract'],
    mandate: ['listing agreement', 'brokerage agreement'],
    rent_charge: ['rent invoice', 'rent'],
    inquiry: ['enquiry'],
  },
  part: mergeParts('real-estate', [
    { entities: { user: { ...user, volume: { rows: 600_000, perYear: 250_000 } } } },
    agencies,
    properties,
    listings,
    sales,
    rentals,
    { fixture, scenarios },
  ]),
  options,
};
