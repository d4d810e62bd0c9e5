import { Plan, PlanNode } from '#vocabulary/plan.ts';

export type HandMadeNode = Partial<Omit<PlanNode, 'children' | 'id'>> & {
  readonly children?: readonly HandMadeNode[];
};

/** A plan from its nodes' interesting fields, for tests; ids follow from the place. */
export function handMadePlan(root: HandMadeNode, rest: Partial<Omit<Plan, 'root'>> = {}): Plan {
  const node = (sketch: HandMadeNode, id: string): unknown => ({
    ...sketch,
    type: sketch.type ?? 'Result',
    id,
    children: (sketch.children ?? []).map((child, at) => node(child, `${id}.${at}`)),
  });
  const analyzed = root.actual !== undefined;
  return Plan.parse({ root: PlanNode.parse(node(root, '0')), analyzed, ...rest });
}

/** `actual` in short. */
export function ran(totalMs: number, rows = 1, loops = 1): PlanNode['actual'] {
  return { startupMs: 0, totalMs, rows, loops };
}

/** `estimated` in short. */
export function planned(totalCost: number, rows = 1): PlanNode['estimated'] {
  return { startupCost: 0, totalCost, rows, width: 8 };
}
