import type { Table } from '#vocabulary/database-schema.ts';

/** What the rows of a table are, as far as its name tells. */
export type Thing =
  | 'person'
  | 'company'
  | 'country'
  | 'currency'
  | 'language'
  | 'city'
  | 'product'
  | 'category'
  | 'brand'
  | 'tag'
  | 'role'
  | 'permission'
  | 'department'
  | 'plan'
  | 'payment-method'
  | 'carrier'
  | 'place'
  | 'project'
  | 'task'
  | 'course'
  | 'dish'
  | 'team'
  | 'event'
  | 'colour'
  | 'unit'
  | 'coupon'
  | 'article';

const byName: readonly (readonly [RegExp, Thing])[] = [
  [/(^|_)(countr(y|ies))$/, 'country'],
  [/(^|_)currenc(y|ies)$/, 'currency'],
  [/(^|_)(languages?|locales?)$/, 'language'],
  [/(^|_)(cit(y|ies)|towns?)$/, 'city'],
  [
    /(^|_)(compan(y|ies)|organi[sz]ations?|orgs?|suppliers?|vendors?|manufacturers?|merchants?|tenants?|publishers?|clients?|sellers?|shippers?|agenc(y|ies))$/,
    'company',
  ],
  [
    /(^|_)(users?|customers?|people|persons?|employees?|patients?|students?|members?|contacts?|authors?|drivers?|doctors?|teachers?|guests?|instructors?|staff|agents?|players?|subscribers?|accounts?_holders?|participants?|passengers?|couriers?|leads?)$/,
    'person',
  ],
  [/(^|_)(products?|items?|goods|articles?_of_trade|variants?|assets?|parts?)$/, 'product'],
  [/(^|_)(categor(y|ies)|genres?|sections?)$/, 'category'],
  [/(^|_)brands?$/, 'brand'],
  [/(^|_)(tags?|labels?|keywords?)$/, 'tag'],
  [/(^|_)roles?$/, 'role'],
  [/(^|_)permissions?$/, 'permission'],
  [/(^|_)departments?$/, 'department'],
  [/(^|_)(plans?|tiers?|subscription_plans?)$/, 'plan'],
  [/(^|_)payment_(methods?|types?)$/, 'payment-method'],
  [/(^|_)carriers?$/, 'carrier'],
  [
    /(^|_)(warehouses?|stores?|shops?|branch(es)?|locations?|sites?|offices?|hotels?|venues?|clinics?|hospitals?|schools?|librar(y|ies)|stations?|restaurants?|properties|listings?)$/,
    'place',
  ],
  [/(^|_)(projects?|boards?|campaigns?)$/, 'project'],
  [/(^|_)(tasks?|todos?|issues?|work_items?)$/, 'task'],
  [/(^|_)(courses?|lessons?|modules?|subjects?|class(es)?)$/, 'course'],
  [/(^|_)(dish(es)?|menu_items?|meals?|recipes?)$/, 'dish'],
  [/(^|_)(teams?|groups?|squads?|channels?)$/, 'team'],
  [/(^|_)(events?|concerts?|shows?|conferences?)$/, 'event'],
  [/(^|_)colou?rs?$/, 'colour'],
  [/(^|_)units?(_of_measure)?$/, 'unit'],
  [/(^|_)(coupons?|vouchers?|promotions?|discounts?)$/, 'coupon'],
  [/(^|_)(posts?|articles?|pages?|blog_posts?|stories|documents?|books?)$/, 'article'],
];

export function thingOf({ name }: Pick<Table, 'name'>): Thing | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return byName.find(([pattern]) => pattern.test(words))?.[1];
}

/** `order_items` -> `order item` */
export function singularOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/_+/g, ' ')
    .trim();
  if (/(ss|us|is)$/.test(words)) return words;
  return words
    .replace(/ies$/, 'y')
    .replace(/(s|x|ch|sh)es$/, '$1')
    .replace(/s$/, '');
}
