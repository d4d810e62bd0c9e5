import { countOf } from '#analysis/plan-words.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import type { RepeatedStatements } from '#vocabulary/repeated-statement.ts';
import type { Unseen } from '#vocabulary/report.ts';

type NPlusOneFacts = FactsOf<never, 'trace' | 'workload' | 'loops' | 'schema'>;

/** Sources that were not given are only named where one of the others would say more. */
export function unseenOf(
  { trace, schema, loops, workload }: NPlusOneFacts,
  found: RepeatedStatements | undefined,
  { missing }: Pick<CommandTools<'combine' | 'compare'>, 'missing'>,
): readonly Unseen[] {
  const wanted = new Set([
    ...(trace === undefined ? ['trace'] : []),
    ...(loops === undefined && trace !== undefined ? ['loops'] : []),
    ...(schema === undefined && (trace !== undefined || workload !== undefined) ? ['schema'] : []),
  ]);
  const words: Readonly<Record<string, string>> = {
    trace: 'what really ran',
    loops: 'where it stands in the sources',
    schema: 'a comparison of the rows',
  };
  const gaps = (what: string, sentences: readonly string[]) => sentences.map((why): Unseen => ({ what, why }));
  return [
    ...missing.flatMap((one): Unseen[] => {
      if (!('fact' in one))
        return one.instrument === 'compare' && schema === undefined
          ? []
          : [{ what: one.instrument, ...withRemedy(one) }];
      if (one.fact === 'workload' && !/^No server was named|^An export/.test(one.why))
        return [{ what: 'the statements that the server counted', ...withRemedy(one) }];
      return wanted.has(one.fact) ? [{ what: words[one.fact] ?? one.fact, ...withRemedy(one) }] : [];
    }),
    ...gaps('a part of the log', found?.notes ?? []),
    ...(trace?.files() ?? []).flatMap(({ name, summary }) => [
      ...gaps(`a part of ${name}`, summary?.notes ?? []),
      ...(summary !== undefined && summary.unread.count > 0
        ? gaps(`a part of ${name}`, [
            `${countOf(summary.unread.count, 'line')} could not be read: ${summary.unread.examples[0]?.why ?? ''}.`,
          ])
        : []),
    ]),
    ...(found !== undefined && found.unparsed > 0
      ? gaps('a part of the log', [`${countOf(found.unparsed, 'statement')} could not be parsed.`])
      : []),
    ...gaps('a part of the sources', loops?.unread ?? []),
    ...gaps('a part of the counters', workload?.unread ?? []),
  ];
}

function withRemedy({ why, remedy }: { readonly why: string; readonly remedy?: string }): Omit<Unseen, 'what'> {
  return { why, ...(remedy === undefined ? {} : { remedy }) };
}
