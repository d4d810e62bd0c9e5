import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';
import { plural } from '#analysis/plural.ts';

export const history: Feature = {
  id: 'history',
  title: 'rows with their history',
  words: ['history', 'version', 'versioning', 'temporal', 'time travel', 'effective date', 'as of', 'revision'],
  needsEntity: true,
  part: (on = 'item') => {
    const version = `${on}_version`;
    return {
      entities: {
        user,
        [version]: {
          description: `What one ${on.replaceAll('_', ' ')} said from one moment to another.`,
          references: { [on]: `${on} cascade`, changed_by: 'user? set-null' },
          attributes: { valid_from: 'moment', valid_to: 'moment?', content: 'json' },
          unique: [{ of: [on, 'valid_from'] }],
          timestamps: 'created',
          volume: { rows: 4_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: version,
          per: [on],
          from: 'valid_from',
          to: 'valid_to',
          says: `One version of each of the ${plural(on).replaceAll('_', ' ')} holds at a time.`,
        },
      ],
      access: [
        { name: `versions of one ${on}, newest first`, entity: version, by: [on], order: ['-valid_from'], limit: 20 },
        {
          name: `the present version of one ${on}`,
          entity: version,
          by: [on],
          where: 'valid_to IS NULL',
          perSecond: 20,
        },
      ],
    };
  },
};
