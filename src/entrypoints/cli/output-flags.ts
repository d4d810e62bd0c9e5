import { Option } from 'commander';
import type { Command } from '#contracts/command.ts';
import { choice, duration } from './flag-values.ts';

export const formats = ['text', 'json', 'markdown', 'html', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export const failLevels = ['none', 'critical', 'warning', 'info', 'regression'] as const;
export type FailLevel = (typeof failLevels)[number];

/** The flags that every command has, parsed; names as commander gives them. */
export interface OutputFlags {
  readonly format?: Format;
  readonly out?: string;
  readonly redact?: boolean;
  readonly baseline?: string;
  readonly failOn: FailLevel;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly apply?: boolean;
  readonly approve?: string;
}

export function outputOptions(): readonly Option[] {
  return [
    choiceOption('--format <FORM>', 'form of the report', formats),
    new Option('--out <FILE>', 'write the report to a file; its ending tells the form where --format is absent'),
    new Option('--redact', 'take literal values out of everything that the report says'),
    new Option(
      '--baseline <FILE>',
      'an earlier JSON report, whose findings are silenced, or an export: what became worse since is told',
    ),
    choiceOption(
      '--fail-on <SEVERITY>',
      'exit with 1 when a finding is at least so severe, or worse than in the baseline (regression)',
      failLevels,
    ).default('none'),
    new Option('--timeout <TIME>', 'give up after a time: 30s, 2m').argParser((text) => duration('--timeout', text)),
    new Option('--quiet', 'no progress and no notes'),
    new Option('--verbose', 'say more when something fails, and show long plans whole'),
    new Option('--no-color', 'no colours (as NO_COLOR=1 does)'),
  ];
}

export function changeOptions(command: Command): readonly Option[] {
  if (command.proposes !== true) return [];
  return [
    new Option('--apply', 'carry out the proposed changes, after showing them and asking'),
    new Option('--approve <HASH>', 'carry them out without asking, if the plan still has this hash'),
  ];
}

function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  const flag = flags.split(' ')[0] ?? flags;
  const option = new Option(flags, `${description}: ${choices.join(', ')}`);
  option.argChoices = [...choices];
  return option.argParser((text) => choice(flag, choices, text));
}
