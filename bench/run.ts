/** `npm run bench [what-if|twin-speed|answer|start-up|index-quality|index-advisors|index-advisors-built|plan-quality|requirements-quality|rewrite-quality|source-loops|n-plus-one-quality|log-speed|log-memory|write-tax|build-time|design|dependencies|seed-data|migration-files]`: figures and ratios, side by side in one run; nothing is asserted. */
import { benchAnswerTime } from './answer-time.ts';
import { benchBuildTime } from './build-time.ts';
import { benchDependencies } from './dependencies.ts';
import { benchDesign } from './design.ts';
import { benchIndexAdvisors } from './index-advisors.ts';
import { benchIndexAdvisorsBuilt } from './index-advisors-built.ts';
import { benchIndexQuality } from './index-quality.ts';
import { benchLogMemory } from './log-memory.ts';
import { benchLogSpeed } from './log-speed.ts';
import { benchMigrationFiles } from './migration-files.ts';
import { benchNPlusOneQuality } from './n-plus-one-quality.ts';
import { benchPlanQuality } from './plan-quality.ts';
import { benchRequirementsQuality } from './requirements-quality.ts';
import { benchRewriteQuality } from './rewrite-quality.ts';
import { benchSeedData } from './seed-data.ts';
import { benchSourceLoops } from './source-loops.ts';
import { benchStartUp } from './start-up.ts';
import { benchTwinSpeed } from './twin-speed.ts';
import { benchWhatIf } from './what-if.ts';
import { benchWriteTax } from './write-tax.ts';

const all = {
  'start-up': benchStartUp,
  'what-if': benchWhatIf,
  'twin-speed': benchTwinSpeed,
  answer: benchAnswerTime,
  'index-quality': benchIndexQuality,
  'index-advisors': benchIndexAdvisors,
  'index-advisors-built': benchIndexAdvisorsBuilt,
  'plan-quality': benchPlanQuality,
  'n-plus-one-quality': benchNPlusOneQuality,
  'requirements-quality': benchRequirementsQuality,
  'rewrite-quality': benchRewriteQuality,
  'source-loops': benchSourceLoops,
  'log-speed': benchLogSpeed,
  'log-memory': benchLogMemory,
  'write-tax': benchWriteTax,
  'build-time': benchBuildTime,
  design: benchDesign,
  dependencies: benchDependencies,
  'seed-data': benchSeedData,
  'migration-files': benchMigrationFiles,
};
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(all)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
