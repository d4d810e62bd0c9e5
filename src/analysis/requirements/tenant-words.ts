import { plural } from '#analysis/plural.ts';

/** True for everybody: standards and the law, not what a tenant decides. */
const standards = [
  'unit',
  'exchange_rate',
  'observation_type',
  'medication',
  'allergen',
  'tax_rate',
  'currency',
  'country',
  'language',
];

export function isSharedByTenants(name: string): boolean {
  return standards.some((one) => name === one || name.endsWith(`_${one}`));
}

export const tenantDecisions: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'Every table but those of people and standards has tenant_id, and foreign keys inside a tenant hold it too.',
    why: 'A row of one tenant cannot refer to a row of another, not even by a faulty program; row-level security and a later split by tenant need the column anyway.',
  },
  {
    what: 'Codes, names, addresses and e-mails are unique within a tenant; secrets, by which a row is found before its tenant is known, across all.',
    why: 'Two tenants may both have a product SKU-1, and neither learns from an error what the other has.',
  },
  {
    what: 'Indexes begin with the tenant wherever a read names nothing else of it.',
    why: 'Each tenant reads its own rows only, as if it were alone.',
  },
];

/** Questions of domains that tenants answer, and otherwise than the domain assumes. */
export const answeredByTenants: ReadonlySet<string> = new Set([
  'Are there several organisations that must not see each other?',
  'Are goods of several owners kept apart?',
]);

/** Things that are themselves a wall around others: with tenants there are two. */
const walls = ['organization', 'project', 'agency', 'organizer', 'facility', 'restaurant', 'workspace', 'seller'];

export function tenantQuestions({
  inside,
  shared,
}: {
  readonly inside: readonly string[];
  readonly shared: readonly string[];
}): readonly { readonly question: string; readonly assumed: string }[] {
  const said = (names: readonly string[]) => names.map((name) => plural(name).replaceAll('_', ' ')).join(', ');
  const doubled = walls.filter((wall) => inside.includes(wall));
  return [
    {
      question: 'Do the users belong to one tenant each?',
      assumed: 'No: a person signs in once, and rows of several tenants may name the same user.',
    },
    {
      question: 'Should the database hide the rows of other tenants by itself (row-level security)?',
      assumed: 'No: the application asks for those of its tenant; every table has the column that a policy needs.',
    },
    ...(shared.length === 0
      ? []
      : [{ question: `May a tenant have its own ${said(shared)}?`, assumed: 'No, all tenants share them.' }]),
    ...doubled.map((wall) => ({
      question: `Is a tenant one of the ${said([wall])}, or has it several?`,
      assumed: 'It may have several.',
    })),
    ...(inside.includes('invoice') && inside.includes('customer')
      ? [
          {
            question: 'Who gets the invoices: the customers of the tenants, or the tenants themselves?',
            assumed: 'The customers of the tenants. What a tenant pays for the software is in plans and subscriptions.',
          },
        ]
      : []),
  ];
}
