import type { ApplyRequest } from '#agent/agent.ts';
import { problem } from '#contracts/problem-error.ts';
import { escapeControls } from '#entrypoints/escape-controls.ts';
import type { Progress } from './progress.ts';
import type { Shell } from './shell.ts';

/**
 * Shows what would be carried out and where, and lets a person decide. Without a terminal only the plan's hash of an
 * earlier run approves; anything else is Problem `declined` or `conflict`. Fails closed.
 */
export function askApproval(
  shell: Shell,
  approved: string | undefined,
  progress: Progress,
  signal: AbortSignal,
): ApplyRequest['approve'] {
  return async ({ hash, statements, server }) => {
    progress.pause();
    const shown = statements.map((statement) => `  ${escapeControls(statement).replaceAll('\n', '\n  ')};\n`);
    shell.stderr.write(`\nTo be carried out on ${escapeControls(server)}:\n\n${shown.join('')}\nPlan ${hash}\n`);
    if (approved !== undefined) {
      if (approved === hash) return true;
      throw problem(
        'conflict',
        `The plan is not the one that was approved: its hash is ${hash} now, not ${approved}.`,
        `Read the statements above; if they are right, run again with --approve ${hash}.`,
      );
    }
    if (shell.ask === undefined) {
      throw problem(
        'declined',
        'Nothing was changed: there is no terminal to ask at.',
        `If the statements above are right, run again with --approve ${hash}.`,
      );
    }
    const answer = await shell.ask('Carry them out? [y/N] ', signal);
    return /^\s*y(es)?\s*$/i.test(answer);
  };
}
