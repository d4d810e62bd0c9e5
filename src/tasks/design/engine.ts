import { z } from 'zod';
import { chooseEngines } from '#analysis/engine-choice/choose-engines.ts';
import { confidenceOf } from '#analysis/engine-choice/confidence.ts';
import { engineSheets } from '#analysis/engine-choice/engine-sheets.ts';
import { valuesOf } from '#analysis/engine-choice/hurdle.ts';
import { turningPoints } from '#analysis/engine-choice/turning-points.ts';
import { defineCommand } from '#contracts/command.ts';
import { DataVolume } from '#vocabulary/engine-requirements.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { engineContract, layoutParts } from './engine/engine-contract.ts';
import { engineDetails } from './engine/engine-details.ts';
import { EngineReport } from './engine/engine-report.ts';
import { engineSections, summarize } from './engine/engine-sections.ts';
import { readRequest } from './engine/read-request.ts';

export const engine = defineCommand({
  summary: 'Choose a database for what is asked of it',
  description:
    'Reads a sentence, a file of requirements or both, and weighs 26 engines and their managed forms by fact sheets with ' +
    'sources. What fails a hard requirement is out, with the fact quoted. PostgreSQL, or what runs already, is taken unless ' +
    'it fails; a second engine comes only for work that the first cannot do. Tells the confidence, what would change the ' +
    'answer, and which words were not understood. Needs no database.',
  rare: true,
  positional: ['request'],
  needs: [],
  likes: ['requirements', 'server'],
  instruments: [],
  input: z.strictObject({
    request: z
      .string()
      .min(5)
      .max(2000)
      .optional()
      .meta({ description: 'What it is for, in plain words: "sessions for 5M users, 95:5 reads"', value: 'SENTENCE' }),
    dataVolume: DataVolume.optional().meta({ description: 'To 10 GB, hundreds of GB, terabytes, 100 TB and more' }),
    readWriteRatio: z
      .string()
      .regex(/^\d+:\d+$/, 'write 95:5')
      .optional()
      .meta({ description: 'Reads to writes: 95:5', value: 'R:W' }),
    consistency: z.enum(['strong', 'eventual']).optional().meta({ description: 'Must a read see the last write?' }),
    existingDb: z.string().min(1).optional().meta({ description: 'What runs already: MySQL', value: 'NAME' }),
  }),
  output: EngineReport,
  examples: [
    { title: 'From a sentence', args: '"sessions for 5M users, 95:5 reads, eventual consistency is fine"' },
    {
      title: 'With what runs already',
      args: '"full-text search over 10M products beside our orders" --existing-db MySQL',
    },
    {
      title: 'Beside the database that runs',
      args: '"full-text search over 10M products" --url postgres://localhost/shop',
    },
    { title: 'From a file', args: '--requirements requirements.yaml' },
  ],
  decide: async (facts, input, tools) => {
    const request = readRequest(input, facts.requirements, facts.server?.product);
    const candidates = engineSheets.map((sheet) => ({ id: sheet.id, values: valuesOf(sheet) }));
    const choice = chooseEngines(candidates, request.asked);
    const confidence = confidenceOf(choice, engineSheets, request.asked);
    const turns = turningPoints(candidates, request.asked, choice);
    const details = engineDetails({ request, choice, confidence, turns });
    const contract = engineContract({ request, choice, confidence });
    return {
      version: reportVersion,
      command: 'design engine',
      summary: summarize(details),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [...engineSections(details, layoutParts({ request, choice }))],
      artifacts: [],
      unseen: [],
      silenced: [],
      ...contract,
      details,
    };
  },
});
