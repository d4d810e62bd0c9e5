import type { Domain, ModelPart } from '#analysis/domains/domain.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';

/** "order >user status:state(new); line >order": entities with references and attributes. */
export function partFixture(text: string): ModelPart {
  const entities = Object.fromEntries(
    text.split(';').map((one): [string, EntitySource] => {
      const [name = '', ...words] = one.trim().split(' ');
      const references: Record<string, string> = {};
      const attributes: Record<string, string> = name === 'user' ? { email: 'email unique' } : {};
      for (const word of words) {
        const [role = '', to] = word.split('>');
        if (to !== undefined) references[role === '' ? to.replace('?', '') : role] = to;
        else {
          const [attribute = '', form = attribute] = word.split(/:(.*)/);
          attributes[attribute] = form;
        }
      }
      return [name, { references, attributes }];
    }),
  );
  return { entities };
}

/** A domain of its words, entities and options in short. */
export function domainFixture(
  id: string,
  title: string,
  words: string,
  entities: string,
  options: Readonly<Record<string, readonly [string, string]>>,
  synonyms: Readonly<Record<string, string>>,
  hints: string,
): Domain {
  return {
    id,
    title,
    words: words.split(', '),
    part: partFixture(entities),
    options: Object.entries(options).map(([option, [asked, made]]) => ({
      id: option,
      title: option.replaceAll('-', ' '),
      words: asked.split(', '),
      usual: false,
      part: partFixture(made),
    })),
    synonyms: Object.fromEntries(Object.entries(synonyms).map(([entity, others]) => [entity, others.split(', ')])),
    hints: hints.split(', '),
  };
}
