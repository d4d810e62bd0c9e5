import type { Feature } from '#analysis/domains/domain.ts';
export const translations: Feature = {
  id: 'translations',
  title: 'texts in several languages',
  words: [
    'translation',
    'i18n',
    'internationalization',
    'localization',
    'multilingual',
    'multi-language',
    'several languages',
    'localized',
  ],
  needsEntity: true,
  part: (on = 'item') => ({
    entities: {
      [`${on}_translation`]: {
        description: `The texts of one ${on.replaceAll('_', ' ')} in one language.`,
        key: [on, 'language'],
        references: { [on]: `${on} cascade` },
        attributes: { language: 'language', title: 'title', description: 'text?' },
        volume: { rows: 1_000_000, perYear: 300_000 },
      },
    },
    access: [{ name: `texts of one ${on}`, entity: `${on}_translation`, by: [on, 'language'], perSecond: 100 }],
    questions: [
      { question: 'What is shown where a text is not translated?', assumed: 'The application takes another language.' },
    ],
  }),
};
