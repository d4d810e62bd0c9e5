import { z } from 'zod';
import { Report } from '#vocabulary/report.ts';
import { ServerTrial } from '#vocabulary/server-trial.ts';

/** One statement, before and after; medians in milliseconds. */
export const SettingTrial = z.object({
  statement: z.string(),
  before: z.number().optional(),
  after: z.number().optional(),
  runs: z.number(),
  /** A setting of the planner that changed no plan: the difference in time is chance. */
  samePlan: z.literal(true).optional(),
  /** It failed, took too long, or was not tried. */
  failed: z.string().optional(),
});
export type SettingTrial = z.infer<typeof SettingTrial>;

const Judged = z.object({ name: z.string(), value: z.string(), why: z.string() });

export const SettingsDetails = z.object({
  /** What the user said of the machine: bytes, processors, disk, sessions. */
  hardware: z.object({
    ram: z.number().optional(),
    cpus: z.number().optional(),
    disk: z.string().optional(),
    connections: z.number().optional(),
    kind: z.string(),
  }),
  /** A managed service, where nobody may run ALTER SYSTEM. */
  service: z.string().optional(),
  settings: z.array(
    z.object({
      name: z.string(),
      current: z.string(),
      /** As the server takes it. */
      value: z.string(),
      effect: z.enum(['reload', 'restart']),
      fault: z.string(),
      arithmetic: z.array(z.string()),
      source: z.string(),
    }),
  ),
  fine: z.array(Judged),
  unknown: z.array(Judged.extend({ flags: z.array(z.string()) })),
  trials: z.array(SettingTrial.extend({ fault: z.string() })),
  /** Settings of the whole server, tried on throw-away ones: what each counted in each round. */
  serverTrial: z.object({ ...ServerTrial.unwrap().shape, titles: z.array(z.string()) }).optional(),
});

export const SettingsReport = Report.extend({ details: SettingsDetails });
export type SettingsReport = z.infer<typeof SettingsReport>;
