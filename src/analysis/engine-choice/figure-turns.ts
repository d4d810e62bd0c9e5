import type { EngineRequirements, WorkloadGroup } from '#vocabulary/engine-requirements.ts';
import type { Candidate } from './assess-engines.ts';
import { byteWords } from './byte-words.ts';
import { chooseEngines } from './choose-engines.ts';
import { figure } from './figure-words.ts';
import { sizedLoad } from './sized-load.ts';
import { answerOf, type TurningPoint } from './turning-point.ts';

interface Dial {
  readonly now: number;
  readonly from: number;
  readonly to: number;
  readonly put: (value: number) => EngineRequirements;
  readonly say: (value: number, isMore: boolean) => string;
}

/** Each figure, doubled and halved until the answer changes; the point is then closed in to a tenth. */
export function figureTurns(
  candidates: readonly Candidate[],
  asked: EngineRequirements,
  now: readonly string[],
): readonly TurningPoint[] {
  return dials(asked).flatMap(({ now: start, from, to, put, say }) =>
    [2, 0.5].flatMap((factor): readonly TurningPoint[] => {
      const answerAt = (value: number) => answerOf(chooseEngines(candidates, put(value)));
      for (let value = start * factor; value >= from && value <= to; value *= factor) {
        const leadsTo = answerAt(value);
        if (leadsTo.length === 0) return [];
        if (leadsTo.join() === now.join()) continue;
        let [near, far] = [value / factor, value];
        while (Math.max(near / far, far / near) > 1.1) {
          const middle = Math.sqrt(near * far);
          if (answerAt(middle).join() === leadsTo.join()) far = middle;
          else near = middle;
        }
        const distance = Math.max(far / start, start / far);
        return [{ kind: 'figure', when: say(rounded(far), factor > 1), leadsTo, distance }];
      }
      return [];
    }),
  );
}

function dials(asked: EngineRequirements): readonly Dial[] {
  const { reads, writes, bytes } = sizedLoad(asked);
  const put = (changed: Partial<EngineRequirements>): EngineRequirements => ({ ...asked, ...changed });
  const way = (isMore: boolean) => (isMore ? 'above' : 'below');
  const hasGroupWrites = asked.workloads.some(({ writesPerSecond }) => writesPerSecond !== undefined);
  return [
    ...(hasGroupWrites
      ? []
      : [
          {
            now: writes?.value ?? 500,
            from: writes === undefined ? 500 : 1,
            to: 1e7,
            put: (value: number) => put({ writesPerSecond: value }),
            say: (value: number, isMore: boolean) => `${way(isMore)} about ${figure(value)} writes a second`,
          },
        ]),
    {
      now: reads?.value ?? 5000,
      from: reads === undefined ? 5000 : 10,
      to: 1e7,
      put: (value) => put({ readsPerSecond: value }),
      say: (value, isMore) => `${way(isMore)} about ${figure(value)} reads a second`,
    },
    {
      now: bytes?.value ?? 1e11,
      from: bytes === undefined ? 1e11 : 1e8,
      to: 1e16,
      put: (value) => put({ bytes: value }),
      say: (value, isMore) => `${way(isMore)} about ${byteWords(value)} of data`,
    },
    ...(asked.itemBytes === undefined
      ? []
      : [
          {
            now: asked.itemBytes,
            from: 100,
            to: 1e10,
            put: (value: number) => put({ itemBytes: value }),
            say: (value: number, isMore: boolean) => `with items ${way(isMore)} about ${byteWords(value)}`,
          },
        ]),
    ...(asked.latencyMs === undefined
      ? []
      : [
          {
            now: asked.latencyMs,
            from: 0.05,
            to: 100,
            put: (value: number) => put({ latencyMs: value }),
            say: (value: number, isMore: boolean) => `if reads may take ${isMore ? 'more' : 'less'} than ${value} ms`,
          },
        ]),
    ...(asked.users === undefined
      ? []
      : [
          {
            now: asked.users,
            from: 10,
            to: 1e10,
            put: (value: number) => put({ users: value }),
            say: (value: number, isMore: boolean) => `${way(isMore)} about ${figure(value)} users`,
          },
        ]),
    ...asked.workloads.flatMap((group) => groupDials(group, asked)),
  ];
}

function groupDials(group: WorkloadGroup, asked: EngineRequirements): readonly Dial[] {
  const put = (changed: Partial<WorkloadGroup>): EngineRequirements => ({
    ...asked,
    workloads: asked.workloads.map((one) => (one.kind === group.kind ? { ...one, ...changed } : one)),
  });
  const kind = group.kind.replace('-', ' ');
  const way = (isMore: boolean) => (isMore ? 'above' : 'below');
  const { items, bytes, writesPerSecond } = group;
  return [
    ...(items === undefined && !['search', 'vector'].includes(group.kind)
      ? []
      : [
          {
            now: items ?? 50_000,
            from: items === undefined ? 50_000 : 10,
            to: 1e10,
            put: (value: number) => put({ items: value }),
            say: (value: number, isMore: boolean) => `${kind}: ${way(isMore)} about ${figure(value)} entries`,
          },
        ]),
    ...(bytes === undefined
      ? []
      : [
          {
            now: bytes,
            from: 1e9,
            to: 1e17,
            put: (value: number) => put({ bytes: value }),
            say: (value: number, isMore: boolean) => `${kind}: ${way(isMore)} about ${byteWords(value)}`,
          },
        ]),
    ...(writesPerSecond === undefined
      ? []
      : [
          {
            now: writesPerSecond,
            from: 0.01,
            to: 1e7,
            put: (value: number) => put({ writesPerSecond: value }),
            say: (value: number, isMore: boolean) => `${kind}: ${way(isMore)} about ${figure(value)} writes a second`,
          },
        ]),
  ];
}

/** One digit that matters, and a second: nobody turns at 61,035. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
