/** `npm run bench [what-if|twin-speed|answer|start-up|index-quality|plan-quality|rewrite-quality|source-loops|n-plus-one-quality]`: figures and ratios, side by side in one run; nothing is asserted. */
import { benchAnswerTime } from './answer-time.ts';
import { benchIndexQuality } from './index-quality.ts';
import { benchNPlusOneQuality } from './n-plus-one-quality.ts';
import { benchPlanQuality } from './plan-quality.ts';
import { benchRewriteQuality } from './rewrite-quality.ts';
import { benchSourceLoops } from './source-loops.ts';
import { benchStartUp } from './start-up.ts';
import { benchTwinSpeed } from './twin-speed.ts';
import { benchWhatIf } from './what-if.ts';

const all = {
  'start-up': benchStartUp,
  'what-if': benchWhatIf,
  'twin-speed': benchTwinSpeed,
  answer: benchAnswerTime,
  'index-quality': benchIndexQuality,
  'plan-quality': benchPlanQuality,
  'n-plus-one-quality': benchNPlusOneQuality,
  'rewrite-quality': benchRewriteQuality,
  'source-loops': benchSourceLoops,
};
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(all)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
