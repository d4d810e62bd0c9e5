import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';
import { credits } from './subscription-billing/credits.ts';
import { invoices } from './subscription-billing/invoices.ts';
import { options } from './subscription-billing/options.ts';
import { scenarios } from './subscription-billing/scenarios.ts';
import { subscriptions } from './subscription-billing/subscriptions.ts';

export const subscriptionBilling: Domain = {
  id: 'subscription-billing',
  title: 'billing of subscriptions',
  words: [
    'subscription billing',
    'subscription',
    'subscription service',
    'subscription management',
    'recurring billing',
    'recurring payment',
    'billing system',
    'billing',
    'invoicing',
    'metered billing',
    'usage-based billing',
    'membership billing',
  ],
  part: mergeParts('subscription-billing', [
    { entities: { user: { ...user, volume: { rows: 600_000, perYear: 300_000 } } } },
    subscriptions,
    invoices,
    credits,
    scenarios,
  ]),
  options,
  synonyms: {
    customer: ['subscriber', 'billing account', 'payer'],
    plan: ['subscription plan', 'pricing plan', 'tier'],
    plan_price: ['price', 'price list'],
    subscription_item: ['subscription line', 'add-on', 'addon'],
    invoice: ['bill'],
    invoice_line: ['invoice item', 'line item', 'charge'],
    payment_method: ['saved card', 'direct debit', 'mandate'],
    credit_note: ['credit memo'],
    credit_movement: ['account credit', 'prepaid credit'],
    usage_event: ['usage record', 'consumption', 'meter reading', 'metered event'],
    meter: ['metric', 'usage metric'],
    payment_retry: ['dunning attempt', 'payment reminder'],
  },
  hints: ['proration', 'dunning', 'churn', 'trial', 'mrr', 'renewal', 'billing cycle', 'tax rate'],
};
