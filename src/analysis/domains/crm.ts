import { activities } from './crm/activities.ts';
import { deals } from './crm/deals.ts';
import { options } from './crm/options.ts';
import { people } from './crm/people.ts';
import { quotes } from './crm/quotes.ts';
import { scenarios } from './crm/scenarios.ts';
import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const crm: Domain = {
  id: 'crm',
  title: 'customer relationship management',
  words: [
    'crm',
    'crm system',
    'customer relationship management',
    'customer management',
    'sales pipeline',
    'sales management',
    'sales application',
    'lead management',
    'contact management',
    'deal tracking',
  ],
  part: mergeParts('crm', [
    { entities: { user: { ...user, volume: { rows: 3_000, perYear: 600 } } } },
    people,
    deals,
    quotes,
    activities,
    scenarios,
  ]),
  options,
  synonyms: {
    company: ['organisation', 'organization', 'business account', 'client company'],
    contact: ['contact person', 'customer', 'client'],
    lead: ['prospect', 'inquiry'],
    deal: ['opportunity', 'sale'],
    pipeline_stage: ['stage', 'sales stage', 'deal stage'],
    activity: ['task', 'call', 'meeting', 'note', 'interaction'],
    quote: ['quotation', 'offer', 'proposal', 'estimate'],
    sales_target: ['quota', 'sales goal'],
    employment: ['position at a company', 'job history'],
    contact_consent: ['consent', 'opt-in'],
    campaign: ['marketing campaign', 'mailing'],
    territory: ['sales region', 'sales territory'],
  },
  hints: ['salesperson', 'sales rep', 'sales representative', 'follow-up', 'win rate', 'forecast', 'cold call'],
};
