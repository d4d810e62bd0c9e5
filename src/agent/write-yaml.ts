import { Document, isScalar, visit } from 'yaml';

/** A value as people would write it in YAML: short lists of words stand in one line. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every(isScalar)) list.flow = list.items.every(({ value: one }) => String(one).length < 40);
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}
