import type { Feature } from '#analysis/domains/domain.ts';
export const addresses: Feature = {
  id: 'addresses',
  title: 'addresses',
  words: ['address', 'postal address', 'shipping address', 'billing address', 'mailing address'],
  needsEntity: true,
  part: (on = 'user') => ({
    entities: {
      [`${on}_address`]: {
        references: { [on]: `${on} cascade` },
        attributes: {
          label: 'name?',
          recipient: 'name? personal',
          line_1: 'title personal(contact)',
          line_2: 'title?',
          city: 'name personal(contact)',
          region: 'name?',
          postal_code: 'postal_code? personal(contact)',
          country: 'country',
          is_default: 'boolean = false',
        },
        softDelete: true,
        volume: { rows: 1_500_000, perYear: 500_000 },
      },
    },
    invariants: [
      {
        kind: 'only-one',
        entity: `${on}_address`,
        per: [on],
        where: 'is_default',
        says: `One address of each ${on.replaceAll('_', ' ')} is its default.`,
      },
    ],
    access: [{ name: `addresses of one ${on}`, entity: `${on}_address`, by: [on], perSecond: 20 }],
  }),
};
