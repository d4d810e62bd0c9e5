import { kilobytes } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyStatements, loadFinding } from '#rules/load-finding.ts';
import { moreMemory, readKilobytes } from '#rules/work-mem.ts';

const id = 'statement-spilling-to-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-WORK-MEM';

/** 1 MB a call: less is written once into the operating system's cache and is gone. */
const leastKilobytes = 1024;
/** Rows in memory take up to so many times the room that they have in a file. */
const inMemory = 2.5;

export const statementSpillingToDisk = defineRule({
  id,
  summary: 'A statement writes temporary files with every call.',
  needs: ['load'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ load, settings }) {
    for (const statement of heavyStatements(load)) {
      const { counted, calls } = statement;
      const each = counted === undefined ? 0 : (counted.blocks.tempWritten * 8) / Math.max(1, calls);
      if (each < leastKilobytes) continue;
      const now = settings?.['work_mem']?.value;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `A call writes ${kilobytes(each)} of temporary files on average${now === undefined ? '' : `, with work_mem = ${now} as the server has it`}`,
        why: 'A sort or a hash that does not fit into work_mem is written to files and read again: slower than memory, and room on the disk that others need.',
        // One step may have written all of it; several need less each.
        ...moreMemory(
          each * inMemory,
          now === undefined ? undefined : readKilobytes(now),
          'An index in the order that is asked for needs no sort at all.',
        ),
        observed: { what: 'temporary files of a call', value: each, unit: 'kB' },
      });
    }
  },
});
