import type { NameKind } from './dialect.ts';
import { shortened } from './shortened-name.ts';

/**
 * Names as the seeds' conventions want them: `idx_orders_customer_id`, `fk_orders_customer_id`, `chk_orders_total`.
 * Never one twice, never longer than the dialect takes.
 */
export function createNames(longest: number): (kind: NameKind, table: string, words: readonly string[]) => string {
  const taken = new Set<string>();
  return (kind, table, words) => {
    const full = [kind, table, ...words].filter((word) => word !== '').join('_');
    for (let attempt = 1; ; attempt++) {
      const name = shortened(attempt === 1 ? full : `${full}_${attempt}`, longest);
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
}
