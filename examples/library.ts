/** The commands as library calls: `npx tsx examples/library.ts postgres://localhost/shop`. */
import { createAgent, formatReport, ProblemError } from '../src/index.ts';

const [url = 'postgres://localhost/shop'] = process.argv.slice(2);
const agent = createAgent();
try {
  const report = await agent.optimize.query({ query: 'select * from orders where customer_id = 42', url });
  console.log(formatReport(report, 'markdown'));
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.error(error.problem.message, error.problem.hint ?? '');
} finally {
  await agent.close();
}
