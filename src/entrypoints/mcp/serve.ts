import { once } from 'node:events';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Agent } from '#agent/agent.ts';
import { suggest } from '#agent/nearest.ts';
import { problem } from '#contracts/problem-error.ts';
import { createServer, type McpParts } from './create-server.ts';

export interface ServeOptions extends Omit<McpParts, 'targets'> {
  /** Names given with --target; all configured ones where absent. */
  readonly allowed: readonly string[] | undefined;
}

/**
 * Serves on standard input and output until the client closes them or the signal is aborted, and until what was
 * running has cleaned up. Problem `not-found` where there is no target to look at.
 */
export async function serveMcp(options: ServeOptions): Promise<void> {
  const targets = allowedTargets(options.agent.targets, options.allowed);
  const running = new Set<Promise<unknown>>();
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const agent: Agent = {
    ...options.agent,
    run: (name, input, request) => {
      const run = options.agent.run(name, input, request);
      running.add(run);
      const forget = () => running.delete(run);
      run.then(forget, forget);
      return run;
    },
  };
  const server = serveStdio(() => createServer({ ...options, agent, targets, signal }), {
    onerror: (error) => options.log(`mcp: ${error.message}`),
  });
  options.log(`dbwright ${options.version} serves ${targets.join(', ')} over standard input`);
  await Promise.race([once(process.stdin, 'close'), once(process.stdin, 'end'), aborted(options.signal)]);
  end.abort();
  await Promise.allSettled(running);
  await server.close();
}

/** The targets that tools may name: those allowed, each of which must be configured. */
export function allowedTargets(
  configured: readonly string[],
  allowed: readonly string[] | undefined,
): readonly string[] {
  if (configured.length === 0) {
    throw problem(
      'not-found',
      'There is no target that tools could look at.',
      'Write dbwright.config.yaml with\n\n  targets:\n    shop:\n      url: { env: DATABASE_URL }\n',
    );
  }
  const unknown = allowed?.find((name) => !configured.includes(name));
  if (unknown !== undefined) {
    throw problem('not-found', `There is no target "${unknown}".`, suggest(unknown, configured, 'targets'));
  }
  return [...new Set(allowed ?? configured)];
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
