import { defineRule } from '#contracts/rule.ts';
import { fingerprint } from '#rules/fingerprint.ts';
import type { MigrationFile } from '#vocabulary/migration.ts';

const id = 'version-out-of-order';
const source = 'https://documentation.red-gate.com/flyway/flyway-concepts/migrations/versioned-migrations';

export const versionOutOfOrder = defineRule({
  id,
  summary: 'A file has a version that another one has, or one that is below what runs before it.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    let last: Versioned | undefined;
    const byVersion = new Map<string, Versioned>();
    for (const file of migration.files) {
      if (!isVersioned(file)) continue;
      const { version } = file;
      const twin = byVersion.get(normal(version));
      const isBelow = twin === undefined && last !== undefined && compare(version, last.version) < 0;
      if (twin !== undefined) {
        yield finding(file, {
          message: `${file.path} has the version ${version} of ${twin.path}.`,
          why: 'Most tools know a file by its version alone: they refuse both, or run one and take the other for done.',
          advice: 'Give the younger of the two a version above all others.',
        });
      } else if (isBelow && last !== undefined) {
        yield finding(file, {
          message: `${file.path} has the version ${version}, which is below ${last.version}, and runs behind it.`,
          why: 'A database that is at the higher version already passes over the lower one, or refuses to go on; one that is made anew runs them the other way round. The two are no longer the same.',
          advice: `Give it a version above ${last.version}.`,
        });
      }
      byVersion.set(normal(version), twin ?? file);
      if (!isBelow) last = file;
    }
  },
});

type Versioned = MigrationFile & { readonly version: string };

function isVersioned(file: MigrationFile): file is Versioned {
  return file.version !== undefined && /^\d[\d._]*$/.test(file.version);
}

function finding(
  { path, version, line }: Versioned,
  { message, why, advice }: { readonly message: string; readonly why: string; readonly advice: string },
) {
  return {
    rule: id,
    severity: 'warning' as const,
    at: path,
    message,
    why,
    evidence: [{ level: 'derived' as const, by: 'the names of the files', what: `version ${version}`, source }],
    changes: [],
    advice,
    fingerprint: fingerprint(id, [path.replace(/^.*[\\/]/, ''), version]),
    place: { file: path, line },
  };
}

/** `007` and `7` are one; `1.2` and `1_2` too. */
function normal(version: string): string {
  return partsOf(version).join('.');
}

function partsOf(version: string): readonly bigint[] {
  return version
    .split(/[._]/)
    .filter((part) => part !== '')
    .map(BigInt);
}

function compare(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at] ?? 0n, b[at] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
