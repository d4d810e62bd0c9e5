/** Writes docs/commands.md from the registry: usage, flags, examples, exit codes. `--check` only compares. */
import { commands } from '#agent/commands.ts';
import type { Command } from '#contracts/command.ts';
import { exitCodes, exitMeanings } from '#entrypoints/cli/exit-codes.ts';
import {
  flagFields,
  type InputField,
  positionalFields,
  positionalWord,
  sourceFields,
} from '#entrypoints/cli/input-fields.ts';
import { changeOptions, outputOptions } from '#entrypoints/cli/output-flags.ts';
import { toolName } from '#entrypoints/mcp/tools.ts';
import { settle } from './generated-files.ts';

type Row = readonly [flag: string, meaning: string, fallback: string];

function section(name: string, command: Command): string {
  const words = positionalFields(command).map(positionalWord);
  const positional = positionalFields(command).map((field): Row => [field.name, field.description, '']);
  return [
    `## dbwright ${name}`,
    `${command.summary}. ${command.description}`,
    `\`\`\`sh\ndbwright ${[name, ...words].join(' ')} [flags]\n\`\`\``,
    `${command.makes === undefined ? `As a tool: \`${toolName(name)}\`.` : 'It makes a file, so it is no tool.'} As a function: \`${functionName(name)}()\`. ` +
      `Its report: [schema](schemas/${name.replace(' ', '-')}.report.json).`,
    table('Arguments', positional),
    table('Sources', sourceFields(command).map(fieldRow)),
    table('Options', flagFields(command).map(fieldRow)),
    table('Changes', changeOptions(command).map(optionRow)),
    `### Examples of ${name}`,
    command.examples
      .map(({ title, args }) => `\`\`\`sh\n# ${title}\ndbwright ${`${name} ${args}`.trimEnd()}\n\`\`\``)
      .join('\n\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function fieldRow(field: InputField): Row {
  const flag = field.kind === 'boolean' ? field.flag : `${field.flag} <${field.value}>`;
  const notes = [
    field.description,
    ...(field.choices.length > 0 ? [`One of ${field.choices.join(', ')}.`] : []),
    ...(field.kind === 'list' || field.kind === 'record' ? ['Repeatable.'] : []),
  ];
  const isPlain = ['string', 'number'].includes(typeof field.fallback);
  return [flag, notes.join('. ').replaceAll('..', '.'), isPlain ? String(field.fallback) : ''];
}

function optionRow(option: ReturnType<typeof outputOptions>[number]): Row {
  return [option.flags, option.description, typeof option.defaultValue === 'string' ? option.defaultValue : ''];
}

function table(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map(([flag, ...rest]) => `| \`${flag}\` | ${rest.map(escapeCell).join(' | ')} |`);
  return [`**${title}**`, '', '| | | default |', '| --- | --- | --- |', ...cells].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll(/[|*<]/g, '\\$&').replaceAll('\n', ' ');
}

const codes = Object.entries(exitCodes).map(
  ([name, code]) => `| ${code} | ${exitMeanings[name as keyof typeof exitMeanings]} |`,
);

settle(
  {
    'docs/commands.md': `${[
      '# Commands',
      'Made from the registry by `scripts/reference.ts`; do not edit.',
      [...commands].map(([name, command]) => section(name, command)).join('\n\n'),
      '## Flags of every command',
      table('Output', outputOptions().map(optionRow)),
      '## Exit codes',
      ['| code | meaning |', '| --- | --- |', ...codes].join('\n'),
    ].join('\n\n')}\n`,
  },
  'scripts/reference.ts',
);

/** "optimize n-plus-one" -> agent.optimize['n-plus-one'] */
function functionName(name: string): string {
  const [verb = '', noun = ''] = name.split(' ');
  return /^\w+$/.test(noun) ? `agent.${verb}.${noun}` : `agent.${verb}['${noun}']`;
}
