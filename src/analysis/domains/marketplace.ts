import type { Domain } from './domain.ts';
import { disputes } from './marketplace/disputes.ts';
import { ledger } from './marketplace/ledger.ts';
import { offers } from './marketplace/offers.ts';
import { options } from './marketplace/options.ts';
import { orders } from './marketplace/orders.ts';
import { payments } from './marketplace/payments.ts';
import { fixture, scenarios } from './marketplace/scenarios.ts';
import { sellers } from './marketplace/sellers.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const marketplace: Domain = {
  id: 'marketplace',
  title: 'a marketplace',
  words: [
    'marketplace',
    'market place',
    'online marketplace',
    'multi-vendor marketplace',
    'multi-vendor store',
    'multi-vendor shop',
    'multi-seller platform',
    'two-sided marketplace',
    'peer-to-peer marketplace',
    'vendor platform',
    'multi-vendor platform',
    'peer to peer site',
    'peer-to-peer site',
    'second-hand',
    'etsy',
    'ebay',
    'vinted',
    'classified ad',
    'third-party seller',
  ],
  hints: ['seller', 'vendor', 'commission', 'payout', 'escrow', 'dispute', 'storefront of a seller', 'merchant'],
  synonyms: {
    seller: ['vendor', 'merchant', 'supplier', 'shop owner'],
    user: ['buyer', 'customer', 'member'],
    offer: ['listing', 'product listing'],
    seller_order: ['sub-order', 'vendor order'],
    payout: ['disbursement', 'settlement'],
    payout_method: ['bank account'],
    commission_rule: ['commission', 'platform fee', 'take rate'],
    posting: ['ledger entry'],
    journal: ['ledger transaction'],
  },
  part: mergeParts('marketplace', [
    { entities: { user: { ...user, volume: { rows: 2_500_000, perYear: 1_000_000 } } } },
    sellers,
    offers,
    orders,
    payments,
    disputes,
    ledger,
    { fixture, scenarios },
  ]),
  options,
};
