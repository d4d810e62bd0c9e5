import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command as Program } from 'commander';
import { problem } from '#contracts/problem-error.ts';
import { exitCodes } from './exit-codes.ts';
import { stopSignal } from './interrupt.ts';
import { startProgress } from './progress.ts';
import type { Builtin, BuiltinParts } from './shell.ts';
import { wantsColor } from './terminal-color.ts';

interface DemoFlags {
  readonly out: string;
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** `dbwright demo`: five slow queries in an embedded shop, each answer printed as it is found, then all as one page. */
export const demo: Builtin = {
  register: (program: Program, parts) => {
    program
      .command('demo')
      .summary('five slow queries in an embedded shop, each with its proof')
      .description(
        'Start an embedded PostgreSQL with a shop of 300,000 orders, take five slow queries, and print for each where the\n' +
          'time goes, what helps and the proof. Needs no server; nothing is left behind but the page that it writes.',
      )
      .option('--out <FILE>', 'where to write the page', 'dbwright-report.html')
      .option('--quiet', 'no progress')
      .option('--no-color', 'no colours')
      .addHelpText('after', '\nExamples:\n  dbwright demo\n  dbwright demo --out /tmp/shop.html')
      .action((flags: DemoFlags) => runHere(flags, parts));
  },
};

async function runHere(flags: DemoFlags, { shell, finish }: BuiltinParts): Promise<void> {
  const [{ runDemo }, { htmlPage }, { text }] = await Promise.all([
    import('#agent/demo/run-demo.ts'),
    import('#reporters/html.ts'),
    import('#reporters/text.ts'),
  ]);
  const options = { color: wantsColor(shell.stdout, shell.env, flags.color), width: shell.stdout.columns ?? 100 };
  const rule = '─'.repeat(Math.min(options.width, 100));
  const stop = stopSignal(shell, undefined);
  const progress = startProgress(shell.stderr, flags.quiet === true);
  const print = (shown: string) => {
    progress.pause();
    shell.stdout.write(`${shown}\n`);
  };
  try {
    const context = { signal: stop.signal, progress: progress.step, clock: () => new Date(), random: Math.random };
    const reports = await runDemo(context, {
      ready: ({ by, seconds }) => print(`A shop with 300,000 orders stands after ${seconds.toFixed(1)} s (${by}).\n`),
      report: (report, number, of) =>
        print(`${rule}\n${number} of ${of}: ${report.title ?? ''}\n\n${text.print(report, options)}`),
    });
    const path = resolve(shell.cwd, flags.out);
    await writeFile(path, htmlPage('dbwright: five slow queries', reports)).catch((error: NodeJS.ErrnoException) => {
      throw problem('denied', `${path} cannot be written (${error.code}).`, 'Name another place with --out.', error);
    });
    print(`${rule}\nAll five as one page, to open in a browser:\n${path}`);
    finish(exitCodes.ok);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    progress.stop();
    stop.release();
  }
}
