import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Agent } from '#agent/agent.ts';
import { checkInput } from '#agent/check-input.ts';
import { suggest } from '#agent/nearest.ts';
import type { Command } from '#contracts/command.ts';
import type { Context } from '#contracts/context.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Reporter } from '#contracts/reporter.ts';
import type { Report } from '#vocabulary/report.ts';
import { targetUse } from './target-use.ts';
import { fence, fenceReport } from './untrusted.ts';

export interface ToolCall {
  readonly name: string;
  readonly command: Command;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly targets: readonly string[];
  readonly agent: Agent;
  readonly markdown: Reporter;
  readonly context: Context;
  /** For the operator; never for the model. */
  readonly log: (line: string) => void;
}

/** One tool call from its arguments to what the model reads. A Problem is an answer (`isError`), never a throw. */
export async function callTool(call: ToolCall): Promise<CallToolResult> {
  try {
    const { target, input } = readArguments(call);
    const sources = target === undefined ? {} : { target };
    const report = await call.agent.run(call.name, input, { sources, context: call.context });
    return {
      content: [{ type: 'text', text: reportText(call, target, report) }],
      structuredContent: fenceReport(report),
    };
  } catch (error) {
    return { content: [{ type: 'text', text: problemText(error, call) }], isError: true };
  }
}

function readArguments({ name, command, arguments: given, targets }: ToolCall): {
  readonly target: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
} {
  const { target: named, ...input } = given;
  const use = targetUse(command);
  const known = [...Object.keys(command.input.shape), ...(use === 'none' ? [] : ['target'])];
  const unknown = Object.keys(input).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw problem('invalid', `There is no argument ${unknown}.`, suggest(unknown, known, 'arguments'));
  }
  if (use === 'none' && named !== undefined) {
    throw problem('invalid', `${name} looks at no database.`, 'Leave target out.');
  }
  checkInput(command, name, input);
  if (use === 'none' || (use === 'allowed' && named === undefined)) return { target: undefined, input };
  const target = named ?? (targets.length === 1 ? targets[0] : undefined);
  if (typeof target !== 'string') throw problem('invalid', 'target is missing.', `Targets: ${targets.join(', ')}.`);
  if (!targets.includes(target)) {
    throw problem('not-found', `There is no target ${JSON.stringify(target)}.`, suggest(target, targets, 'targets'));
  }
  return { target, input };
}

function reportText({ name, command, markdown }: ToolCall, target: string | undefined, report: Report): string {
  const counts = (['critical', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: report.findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const findings = counts.length === 0 ? 'no findings' : `findings: ${counts.join(', ')}`;
  const lines = [
    `${name}${target === undefined ? '' : ` on ${target}`}; ${findings}; recommendations: ${report.recommendations.length}; not seen: ${report.unseen.length}.`,
    fence(markdown.print(report, { color: false, width: 100 })),
  ];
  if (command.proposes === true && report.changes.length > 0) {
    lines.push(
      `Nothing was changed, and no tool can change anything. A person may: dbwright ${name} … --target ${target} --apply`,
    );
  }
  return lines.join('\n');
}

function problemText(error: unknown, { name, log }: ToolCall): string {
  if (error instanceof ProblemError) {
    const { code, message, hint } = error.problem;
    // A server's own words may stand in the message.
    return `${name} failed (${code}).\n${fence(hint === undefined ? message : `${message}\n${hint}`)}`;
  }
  log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return `${name} failed (internal). The operator's log says more.`;
}
