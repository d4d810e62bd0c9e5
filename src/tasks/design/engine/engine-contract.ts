import { type Choice, defaultEngine } from '#analysis/engine-choice/choose-engines.ts';
import type { Confidence } from '#analysis/engine-choice/confidence.ts';
import { type FoundDesign, findDesign } from '#analysis/engine-choice/designs/find-design.ts';
import { engineSheets } from '#analysis/engine-choice/engine-sheets.ts';
import { nameOf } from '#analysis/engine-choice/find-engine.ts';
import { loadOf } from '#analysis/engine-choice/sized-load.ts';
import type { EngineContractOutput } from '#vocabulary/engine-contract.ts';
import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { nearest } from './engine-details.ts';
import type { Request } from './read-request.ts';

interface Decided {
  readonly request: Request;
  readonly choice: Choice;
  readonly confidence: Confidence;
}

/** The contract's answer: the main store's layout for each kind of work that it does, then the companions'. */
export function engineContract({ request, choice, confidence }: Decided): EngineContractOutput {
  const main = mainOf(choice);
  const sheet = engineSheets.find(({ id }) => id === main);
  const parts = layoutParts({ request, choice });
  return {
    recommendation: {
      database_type: sheet?.type ?? 'relational',
      specific_db: nameOf(main),
      schema_design: parts
        .map(({ engine, design }) =>
          [`${engine}, ${design.kind.replace('-', ' ')}: ${design.says}`, ...design.schema].join('\n'),
        )
        .join('\n\n'),
      index_strategy: unique(parts.flatMap(({ design }) => design.indexes)),
    },
    sql_examples: unique(parts.flatMap(({ design }) => design.examples)),
    optimization_tips: unique(parts.flatMap(({ design }) => design.tips)),
    confidence_score: Math.round(confidence.share * 1000) / 1000,
  };
}

function mainOf(choice: Choice): string {
  return choice.main ?? nearest(choice)?.id ?? defaultEngine;
}

export interface LayoutPart {
  readonly engine: string;
  readonly design: FoundDesign;
}

/** Each kind of work with its engine and its layout there, the main one first. */
export function layoutParts({ request, choice }: Pick<Decided, 'request' | 'choice'>): readonly LayoutPart[] {
  const main = mainOf(choice);
  const elsewhere = new Map(
    choice.companions.flatMap(({ id, kinds }) => kinds.map((kind): [WorkloadKind, string] => [kind, id])),
  );
  const left = new Set(choice.unserved.map(({ kind }) => kind));
  const found = choice.groups
    .filter(({ kind }) => !left.has(kind))
    .flatMap((group): readonly LayoutPart[] => {
      const engine = elsewhere.get(group.kind) ?? main;
      const design = findDesign(engine, {
        group,
        load: loadOf(group, request.asked),
        asked: request.asked,
        text: request.text,
      });
      return design === undefined ? [] : [{ engine: nameOf(engine), design }];
    });
  // Two kinds of work may share one layout.
  return found.filter(
    ({ engine, design }, at) =>
      found.findIndex((one) => one.engine === engine && one.design.kind === design.kind) === at,
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
