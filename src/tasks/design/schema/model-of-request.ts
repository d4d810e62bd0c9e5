import type { Registry } from '#analysis/domains/domain.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { withUuidKeys } from '#analysis/model-statements/with-uuid-keys.ts';
import { composeModel } from '#analysis/requirements/compose-model.ts';
import { readRequirements } from '#analysis/requirements/read-requirements.ts';
import { problem } from '#contracts/problem-error.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';

export interface RequestedModel {
  /** "an online shop". */
  readonly title: string;
  readonly understood: readonly string[];
  readonly notUnderstood: readonly string[];
  readonly model: LogicalModel;
  /** The engine that it names, by id. */
  readonly engine?: string;
}

/** The model that a sentence asks for. Problem `invalid` where nothing in it is understood. */
export function modelOfRequest(request: string | undefined, registry: Registry): RequestedModel | undefined {
  if (request === undefined) return undefined;
  const requirements = readRequirements(request, registry);
  const { model: source, said } = composeModel(requirements, registry);
  const { model, faults } = expandModel(source);
  if (model === undefined || checkModel(model).length > 0) {
    throw problem('internal', `The request led to an unsound model: ${faults?.[0]?.message ?? checkModelOf(model)}`);
  }
  if (Object.keys(model.entities).length === 0) {
    const known = registry.domains.map(({ words, id }) => words[0] ?? id).join(', ');
    throw problem(
      'invalid',
      `Nothing in the request was understood as data to be kept: ${requirements.notUnderstood.join(', ')}.`,
      `Say what there is: "each driver has vehicles with a plate". Or name a kind of application: ${known}.`,
    );
  }
  const engine = requirements.settings.find((one) => one.what === 'engine')?.value;
  const titles = requirements.domains.map(({ domain }) => domain.title);
  return {
    title: titles.length === 0 ? model.name.replaceAll('_', ' ') : titles.join(' with '),
    understood: said,
    notUnderstood: requirements.notUnderstood,
    // The library's rows have numbers for keys.
    model: model.keys === 'uuid' ? withUuidKeys(model) : model,
    ...(engine === undefined ? {} : { engine }),
  };
}

function checkModelOf(model: LogicalModel | undefined): string {
  return model === undefined ? 'it cannot be read' : (checkModel(model)[0]?.message ?? '');
}
