import { loadConfig } from '#agent/config.ts';
import { exitCodes } from './exit-codes.ts';
import type { Builtin } from './shell.ts';

/** `dbwright mcp --target shop`: the read-only commands as tools of the Model Context Protocol, over standard input. */
export const mcp: Builtin = {
  register: (program, { wiring, shell, finish }) => {
    program
      .command('mcp')
      .summary('serve the commands to an agent (Model Context Protocol, stdio)')
      .description(
        'Serve the commands as read-only tools to an agent (Model Context Protocol, stdio).\n\n' +
          'Tools take the names of configured targets: no URLs, no files. Nothing can be changed through them.',
      )
      .option('--target <NAME>', 'a target that tools may look at; all where none is named (repeatable)', collect)
      .addHelpText('after', '\nExamples:\n  dbwright mcp --target shop\n  claude mcp add dbwright -- npx dbwright mcp')
      .action(async ({ target }: { readonly target?: readonly string[] }) => {
        const { serveMcp } = await import('#entrypoints/mcp/serve.ts');
        const { config, warnings } = loadConfig(shell.cwd, shell.env);
        for (const warning of warnings) shell.stderr.write(`Warning: ${warning}\n`);
        const controller = new AbortController();
        const unlisten = shell.onInterrupt(() => controller.abort());
        await serveMcp({
          ...wiring,
          agent: await wiring.createAgent({ config, cwd: shell.cwd, env: shell.env }),
          allowed: target,
          signal: controller.signal,
          log: (line) => shell.stderr.write(`${line}\n`),
        });
        unlisten();
        finish(controller.signal.aborted ? exitCodes.interrupted : exitCodes.ok);
      });
  },
};

function collect(name: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, name];
}
