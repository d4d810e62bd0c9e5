import type { Attribute, Reference } from '#vocabulary/logical-attribute.ts';
import { type Entity, LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import type { ModelFault } from './model-fault.ts';
import { readAttribute, readReference } from './read-attribute.ts';

/** A model as it was written, with every short form written out; or all that could not be read. */
export function expandModel(
  source: unknown,
):
  | { readonly model: LogicalModel; readonly faults?: undefined }
  | { readonly model?: undefined; readonly faults: readonly ModelFault[] } {
  const parsed = ModelSource.safeParse(source);
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(({ path, message }) => ({
        path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
        message: `${message}.`.replace(/\.\.$/, '.'),
      })),
    };
  }
  const faults: ModelFault[] = [];
  const entities: Record<string, Entity> = {};
  for (const [name, entity] of Object.entries(parsed.data.entities)) {
    const path = ['entities', name];
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      faults.push({ path, message: `"${name}" is no name of an entity.`, hint: 'Names are snake_case: order_line.' });
    }
    const references: Record<string, Reference> = {};
    for (const [role, written] of Object.entries(entity.references)) {
      const reading = typeof written === 'string' ? readReference(written) : { value: written };
      if (reading.fault === undefined) references[role] = reading.value;
      else faults.push({ path: [...path, 'references', role], ...reading.fault });
    }
    const attributes: Record<string, Attribute> = {};
    for (const [attribute, written] of Object.entries(entity.attributes)) {
      const reading = typeof written === 'string' ? readAttribute(written) : { value: written };
      if (reading.fault === undefined) attributes[attribute] = reading.value;
      else faults.push({ path: [...path, 'attributes', attribute], ...reading.fault });
    }
    entities[name] = { ...entity, references, attributes };
  }
  return faults.length > 0 ? { faults } : { model: LogicalModel.parse({ ...parsed.data, entities }) };
}
