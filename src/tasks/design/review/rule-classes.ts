import type { Rule } from '#contracts/rule.ts';
import { schemaRules } from '#rules/catalogue.ts';
import { duplicateIndex } from '#rules/indexes/duplicate-index.ts';
import { foreignKeyWithoutIndex } from '#rules/indexes/foreign-key-without-index.ts';

/** What a review is about, in the order in which it is told. */
export const ruleClasses = ['keys', 'references', 'normal-forms', 'types', 'constraints', 'shape', 'names'] as const;
export type RuleClass = (typeof ruleClasses)[number];

/** Rules of a schema, and those about indexes that a schema alone can break. */
export const reviewRules: readonly Rule[] = [...schemaRules, foreignKeyWithoutIndex, duplicateIndex];

const members: Readonly<Record<RuleClass, readonly string[]>> = {
  keys: ['table-without-primary-key', 'key-too-small', 'missing-unique-key', 'nullable-unique-column'],
  references: [
    'missing-foreign-key',
    'foreign-key-without-index',
    'foreign-key-type-mismatch',
    'foreign-key-cycle',
    'polymorphic-foreign-key',
    'isolated-table',
  ],
  'normal-forms': [
    'comma-separated-list',
    'repeated-column-group',
    'entity-attribute-value',
    'partial-dependency',
    'transitive-dependency',
    'overlapping-key-dependency',
    'redundant-column',
  ],
  types: [
    'money-as-float',
    'locale-bound-money',
    'money-without-currency',
    'date-as-text',
    'timestamp-without-zone',
    'blank-padded-char',
    'json-instead-of-jsonb',
    'uuid-as-text',
    'nullable-boolean',
    'enum-as-free-text',
    'serial-instead-of-identity',
    'inconsistent-type',
  ],
  constraints: ['unvalidated-constraint', 'duplicate-constraint', 'redundant-check', 'duplicate-index'],
  shape: ['god-table', 'unused-column'],
  names: ['reserved-word-name', 'inconsistent-naming'],
};

/** undefined: a rule that no class names yet. */
export function classOf(rule: string): RuleClass | undefined {
  return ruleClasses.find((one) => members[one].includes(rule));
}
