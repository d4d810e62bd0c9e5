#!/usr/bin/env node
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline/promises';
import { commands } from '#agent/commands.ts';
import { reporters } from '#reporters/catalogue.ts';
import { exitCodes } from './exit-codes.ts';
import { runCli } from './run-cli.ts';
import type { Shell, Wiring } from './shell.ts';

const { version } = createRequire(import.meta.url)('dbwright/package.json') as { readonly version: string };

const wiring: Wiring = {
  version,
  commands,
  reporters,
  // Engines are loaded when there is something to ask them: help and completion stay fast.
  createAgent: async (options) => (await import('#agent/create-agent.ts')).createAgent(options),
};

const shell: Shell = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
  onInterrupt,
};

// A reader that has seen enough (`| head`) closes the pipe: no fault, and clean-up goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const code = await runCli(process.argv.slice(2), wiring, shell);
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(code);

async function ask(question: string, signal: AbortSignal): Promise<string> {
  // Not a terminal of its own: Ctrl-C must reach the process.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  // Ctrl-D answers nothing, and nothing is no.
  const ended = once(lines, 'close').then(() => '');
  try {
    return await Promise.race([lines.question(question, { signal }), ended]);
  } finally {
    lines.close();
  }
}

/** The first signal asks for an orderly end, the second one is obeyed at once. */
function onInterrupt(listener: () => void): () => void {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(exitCodes.interrupted);
    asked = true;
    listener();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
