import { z } from 'zod';

/** Server settings by name, as SHOW prints them, with where they come from. */
export const Settings = z.record(
  z.string(),
  z.object({ value: z.string(), unit: z.string().optional(), source: z.string().optional() }).readonly(),
);
export type Settings = Readonly<z.infer<typeof Settings>>;
