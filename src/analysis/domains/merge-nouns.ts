/**
 * Nouns that several domains have, and by which those of one group mean the same thing, so that a person would keep it
 * once: a product that is sold and stocked. All others are the same only where they are described alike to the letter.
 */
export const sameThings: Readonly<Record<string, readonly (readonly string[])[]>> = {
  product: [['e-commerce', 'crm', 'inventory', 'subscription-billing']],
  category: [['e-commerce', 'inventory', 'marketplace']],
  customer: [['logistics', 'subscription-billing']],
  location: [['booking', 'hr']],
  warehouse: [['e-commerce', 'inventory']],
  address: [['e-commerce', 'marketplace']],
  organization: [['iot-telemetry', 'ticketing']],
};

/** Described alike, yet not the same: what counts their uses or holds their lines is of one domain. */
export const neverTheSame: ReadonlySet<string> = new Set(['cart', 'coupon']);

/**
 * What stands before a noun of the domain where another has the bare one: `restaurant_order`; the second where the noun
 * says the first itself: `dining_restaurant`.
 */
export const prefixes: Readonly<Record<string, readonly string[]>> = {
  'analytics-events': ['analytics', 'tracked'],
  'banking-ledger': ['ledger'],
  cms: ['site'],
  'e-commerce': ['shop'],
  'event-ticketing': ['event', 'ticketed'],
  'food-delivery': ['delivery', 'food'],
  healthcare: ['care'],
  hr: ['staff'],
  inventory: ['stock', 'warehouse'],
  'iot-telemetry': ['device'],
  learning: ['course', 'learning'],
  logistics: ['freight'],
  'multi-tenant-saas': ['tenant'],
  'real-estate': ['estate'],
  'restaurant-orders': ['restaurant', 'dining'],
  'social-network': ['social'],
  'subscription-billing': ['billing'],
  ticketing: ['support'],
};

/** What it means for the application that a noun is kept apart, where that is not plain. */
export const apartNotes: Readonly<Record<string, string>> = {
  stock_level:
    'The shop counts what may be sold, the warehouse what lies where, by lot and bin: the application keeps the two in step.',
  subscription: 'One is what tenants pay for the software, the other what customers of a tenant pay it.',
};
