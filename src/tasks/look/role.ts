import { z } from 'zod';
import { defineCommand } from '#contracts/command.ts';
import { Access, type AccessGrade } from '#vocabulary/access.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';

const RoleReport = Report.extend({ details: Access.unwrap() });

export const role = defineCommand({
  summary: 'Show what this login could do, and how to get a safer one',
  description:
    'Grades the login: reader, writer, owner or administrator, with each right beyond reading and where it comes from. ' +
    'Prints the statements that make a role which can only read. Nothing is changed.',
  positional: [],
  rare: true,
  needs: ['access'],
  likes: [],
  instruments: [],
  input: z.strictObject({}),
  output: RoleReport,
  examples: [
    { title: 'The login of a URL', args: '--url postgres://localhost/shop' },
    { title: 'The login of a target', args: '--target shop' },
  ],
  decide: async ({ access }, _, tools) => ({
    version: reportVersion,
    command: 'look role',
    summary: summarize(access),
    subject: tools.subject,
    findings: [],
    recommendations: [],
    changes: [],
    evidence: [],
    sections: [
      ...(access.powers.length === 0 ? [] : [powers(access)]),
      {
        kind: 'code',
        title: `A role that can only read (${access.reader.name})`,
        language: 'sql',
        code: access.reader.sql,
      },
      ...(access.reader.notes.length === 0
        ? []
        : [{ kind: 'list' as const, title: 'Before you run it', items: [...access.reader.notes] }]),
    ],
    artifacts: [],
    unseen: access.unread.map((why) => ({ what: 'a part of its rights', why })),
    silenced: [],
    details: access,
  }),
});

const meaning: Readonly<Record<AccessGrade, string>> = {
  reader: 'it can read and do nothing else',
  writer: 'it could change data',
  owner: 'it could change and drop tables',
  administrator: 'it could do anything to the server',
};

function summarize({ role: name, grade }: Access): string {
  const article = /^[aeiou]/.test(grade) ? 'an' : 'a';
  const first = `${name} is ${article} ${grade}: ${meaning[grade]}.`;
  if (grade === 'reader') return `${first} That is the right login for dbwright.`;
  return `${first} Reading is all that dbwright does, so a reader is enough.`;
}

const weight: Readonly<Record<AccessGrade, number>> = { administrator: 0, owner: 1, writer: 2, reader: 3 };

function powers({ powers: all }: Access) {
  return {
    kind: 'list' as const,
    title: 'What it could do',
    items: all
      .toSorted((one, other) => weight[one.grade] - weight[other.grade])
      .map(({ grade, what, why, examples }) => {
        const some = examples.length === 0 ? '' : `; for example ${examples.slice(0, 4).join(', ')}`;
        return `as ${grade}: ${what} (${why})${some}`;
      }),
  };
}
