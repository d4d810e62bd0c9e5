import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { planRules } from '#rules/catalogue.ts';
import type { PlanCase } from '../../../bench/plan-cases/plan-case.ts';
import { labSettings, type PlanLab, planLab } from '../../../bench/plan-cases/plan-lab.ts';
import { type JudgedCase, judgeCase, scoreOf } from '../../../bench/plan-cases/score.ts';
import { planCases } from '../../../bench/plan-cases.ts';
import { startTestServer } from '../../servers.ts';

/*
 * Plans with planted faults and healthy ones, each made by a real server: what the rules say of them, counted together.
 * The gate runs a sample that is always the same; DBWRIGHT_FULL=1 runs all, DBWRIGHT_SEED=… another sample.
 */

const full = process.env['DBWRIGHT_FULL'] === '1';
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
/** What a busy machine can make another plan of: only the bench asks these, and says where one is not what was meant. */
const hangsOnTime = /^cold|seven hundred/;
const steady = planCases.filter(({ name }) => !hangsOnTime.test(name));
const sampled = full ? steady : sampleOf(steady, 36);

let server: EmbeddedServer;
let lab: PlanLab;
const judged: JudgedCase[] = [];

beforeAll(async () => {
  server = await startTestServer({ settings: labSettings });
  lab = planLab(server.url);
  await lab.ready(sampled.map(({ database }) => database));
});

afterAll(async () => {
  await server?.stop();
});

test('the labels name rules that are there, every rule at least twice', () => {
  const planted = planCases.flatMap(({ faults }) => faults);
  const labels = planCases.flatMap(({ faults, also = [] }) => [...faults, ...also]);
  const ids = planRules.map(({ id }) => id);
  expect(labels.filter((id) => !ids.includes(id))).toEqual([]);
  expect(ids.filter((id) => planted.filter((one) => one === id).length < 2)).toEqual([]);
  expect(new Set(planCases.map(({ name }) => name)).size).toBe(planCases.length);
});

describe('each plan is the one that was meant', () => {
  test.each(sampled.map((asked) => [asked.name, asked] as const))('%s', async (_, asked) => {
    const outcome = judgeCase(planRules, await lab.run(asked));
    judged.push(outcome);
    expect(outcome.valid).toBe(true);
    expect(outcome.failed).toEqual([]);
  });
});

test('precision and recall are at least 0.9', () => {
  const { planted, found, right, wrong, precision, recall } = scoreOf(judged);
  const lines = judged.flatMap(({ asked, misses, falseAlarms }) => [
    ...misses.map((rule) => `missed ${rule}: ${asked.name}`),
    ...falseAlarms.map(({ rule, message }) => `false ${rule}: ${asked.name}: ${message}`),
  ]);
  console.log(
    `${judged.length} plans: precision ${precision.toFixed(3)} (${wrong} of ${right + wrong} wrong), ` +
      `recall ${recall.toFixed(3)} (${found} of ${planted})\n${lines.join('\n')}`,
  );
  expect(judged).toHaveLength(sampled.length);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

/** Evenly spread over the set, from a start that the seed gives, so that every theme has its share. */
function sampleOf(cases: readonly PlanCase[], size: number): readonly PlanCase[] {
  return Array.from({ length: size }, (_, at) => {
    const place = Math.floor(((at + (seed % 97) / 97) * cases.length) / size);
    return cases[place % cases.length] as PlanCase;
  });
}
