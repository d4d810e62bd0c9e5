import { z } from 'zod';

/** Server settings by name, as SHOW prints them, with where they come from. */
export const Settings = z.record(
  z.string(),
  z
    .object({
      value: z.string(),
      unit: z.string().optional(),
      /** pg_settings.source: "default", "configuration file", "user" … */
      source: z.string().optional(),
      /** What it takes to change it: postmaster is a restart, sighup a reload, user and superuser a session. */
      context: z.string().optional(),
      /** What the server would take if nobody had set it, with its unit: "131072kB". */
      default: z.string().optional(),
      /** The values that this server can take, where it lists them. */
      choices: z.array(z.string()).optional(),
      /** It was changed in the file and waits for a restart. */
      pendingRestart: z.literal(true).optional(),
    })
    .readonly(),
);
export type Settings = Readonly<z.infer<typeof Settings>>;
