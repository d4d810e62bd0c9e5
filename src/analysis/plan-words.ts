import type { PlanNode } from '#vocabulary/plan.ts';

/** A node as one would say it: "Seq Scan on orders", "Index Scan on orders with orders_pkey", "Hash Join". */
export function nodeName(node: PlanNode): string {
  const kind =
    node.type === 'Aggregate' ? aggregateName(node) : node.parallelAware ? `Parallel ${node.type}` : node.type;
  if (node.type === 'ModifyTable') return `${node.operation ?? 'Write'} on ${node.relation ?? '?'}`;
  const thing = relationName(node) ?? node.cte ?? node.function;
  const through = node.index === undefined ? '' : thing === undefined ? ` on ${node.index}` : ` with ${node.index}`;
  return `${kind}${thing === undefined ? '' : ` on ${thing}`}${through}`;
}

/** Schemas that go without saying. */
const usual = new Set(['public', 'main']);

/** The relation, with its alias where the query gave it another name. */
export function relationName(node: PlanNode): string | undefined {
  if (node.relation === undefined) return undefined;
  const outside = node.schema === undefined || usual.has(node.schema) ? '' : `${node.schema}.`;
  const alias = node.alias === undefined || node.alias === node.relation ? '' : ` ${node.alias}`;
  return `${outside}${node.relation}${alias}`;
}

function aggregateName(node: PlanNode): string {
  const names: Readonly<Record<string, string>> = {
    Hashed: 'HashAggregate',
    Sorted: 'GroupAggregate',
    Mixed: 'MixedAggregate',
  };
  return names[node.strategy ?? ''] ?? 'Aggregate';
}

/** 300,000 — whole from ten up, one digit after the point below. */
export function count(value: number): string {
  const rounded = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** "1 row", "300,000 rows", "2 indexes". */
export function countOf(value: number, noun: string): string {
  const plural = /(?:x|s|ch)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${count(value)} ${count(value) === '1' ? noun : plural}`;
}

/** "61 %", "0.4 %". */
export function percent(share: number): string {
  const value = share * 100;
  // Nearly all is not all.
  if (value > 99 && value < 100) return `${Math.min(99.9, Math.round(value * 10) / 10)} %`;
  return `${value >= 1 || value === 0 ? Math.round(value) : Math.max(0.1, Math.round(value * 10) / 10)} %`;
}

/** "58 ms", "2.4 s". */
export function duration(ms: number): string {
  if (ms >= 10_000) return `${count(ms / 1000)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms > 0 && ms < 0.01) return 'less than 0.01 ms';
  return ms >= 10 ? `${Math.round(ms)} ms` : `${Math.round(ms * 100) / 100} ms`;
}

/** "96 kB", "12 MB". */
export function kilobytes(value: number): string {
  if (value < 10_240) return `${count(value)} kB`;
  return value < 10_485_760 ? `${count(value / 1024)} MB` : `${count(value / 1_048_576)} GB`;
}

/** "12 times", "1,500 times". */
export function times(factor: number): string {
  return `${count(factor)} times`;
}
