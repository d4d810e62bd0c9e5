import { seededRandom } from '#analysis/row-generator/random.ts';

export type LogFormat = 'stderr' | 'csv' | 'json';

/** log_line_prefix of the made-up stderr log. */
export const logPrefix = '%m [%p] %u@%d ';

/** What a shop runs: point reads, lists, writes, transactions, and thirty reports; `id` makes each text another one. */
const shapes: readonly ((id: number) => string)[] = [
  (id) => `SELECT id, name, email FROM customers WHERE id = ${id}`,
  (id) =>
    `SELECT o.id, o.total, o.created_at FROM orders o WHERE o.customer_id = ${id} AND o.status = 'open' ORDER BY o.created_at DESC LIMIT 20`,
  (id) => `UPDATE orders SET status = 'paid', updated_at = '2026-01-0${(id % 9) + 1} 10:00:00+00' WHERE id = ${id}`,
  (id) =>
    `INSERT INTO order_lines (order_id, product_id, quantity, price) VALUES (${id}, ${id % 1000}, ${id % 7}, ${(id % 9999) / 100})`,
  (id) =>
    `SELECT p.id, p.title,\n       p.price\n  FROM products p\n  JOIN categories c ON c.id = p.category_id\n WHERE c.slug = 'slug-${id % 50}'\n   AND p.price BETWEEN ${id % 100} AND ${(id % 100) + 50}\n ORDER BY p.price`,
  (id) => `SELECT count(*) FROM events WHERE kind = 'k${id % 10}' AND at > '2026-05-${10 + (id % 18)}'`,
  (id) => `SELECT * FROM sessions WHERE token = 'tok-${id.toString(36)}'`,
  () => 'BEGIN',
  () => 'COMMIT',
  (id) => `DELETE FROM carts WHERE id IN (${Array.from({ length: 1 + (id % 5) }, (_, at) => id + at).join(', ')})`,
  ...Array.from(
    { length: 30 },
    (_, at) => (id: number) =>
      `SELECT t.a${at}, t.b, count(*) FROM report_${at} t WHERE t.a${at} = ${id} AND t.note <> 'it''s ${id % 77}' GROUP BY 1, 2 HAVING count(*) > ${id % 3}`,
  ),
];

/** A made-up log of a busy server, some 100 kB at a time: 50 sessions, a third of the statements prepared. */
export function* madeUpLog(bytes: number, format: LogFormat): Generator<string> {
  const random = seededRandom('log');
  let moment = Date.UTC(2026, 4, 1);
  for (let written = 0; written < bytes; ) {
    let block = '';
    for (let line = 0; line < 500; line += 1) {
      moment += Math.floor(random() * 20);
      const id = Math.floor(random() * 1e6);
      const text = shapes[Math.floor(random() * random() * shapes.length)]?.(id) ?? '';
      const prepared = random() < 0.3 && text.includes(` ${id}`) ? text.replace(` ${id}`, ' $1') : undefined;
      const step = prepared === undefined ? `statement: ${text}` : `execute <unnamed>: ${prepared}`;
      block += entry(format, {
        at: `${new Date(moment).toISOString().replace('T', ' ').replace('Z', '')} UTC`,
        pid: 1000 + Math.floor(random() * 50),
        message: `duration: ${(random() * random() * 20).toFixed(3)} ms  ${step}`,
        detail: prepared === undefined ? undefined : `Parameters: $1 = '${id}'`,
      });
    }
    written += block.length;
    yield block;
  }
}

interface Entry {
  readonly at: string;
  readonly pid: number;
  readonly message: string;
  readonly detail: string | undefined;
}

function entry(format: LogFormat, { at, pid, message, detail }: Entry): string {
  const session = `68123456.${pid.toString(16)}`;
  if (format === 'stderr') {
    const head = `${at} [${pid}] app@shop`;
    const more = detail === undefined ? '' : `${head} DETAIL:  ${detail}\n`;
    return `${head} LOG:  ${message.replaceAll('\n', '\n\t')}\n${more}`;
  }
  if (format === 'csv') {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    return `${at},"app","shop",${pid},"10.0.0.1:4${pid}",${session},1,"SELECT",2026-05-01 00:00:00 UTC,3/1,0,LOG,00000,${quoted(message)},${detail === undefined ? '' : quoted(detail)},,,,,,,,"shop-web","client backend",,0\n`;
  }
  const own = { timestamp: at, user: 'app', dbname: 'shop', pid, remote_host: '10.0.0.1', session_id: session };
  const rest = { error_severity: 'LOG', message, detail, application_name: 'shop-web', backend_type: 'client backend' };
  return `${JSON.stringify({ ...own, line_num: 1, ps: 'SELECT', vxid: '3/1', txid: 0, ...rest, query_id: 0 })}\n`;
}
