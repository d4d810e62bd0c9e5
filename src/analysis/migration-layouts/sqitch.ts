import type { MigrationText } from '#vocabulary/migration.ts';
import type { LaidOut, Layout, LayoutFile } from './layout.ts';
import { baseOf, folderOf } from './path-parts.ts';

/**
 * The order of sqitch.plan; deploy/name.sql leads up, revert/name.sql back. psql runs a script, which says itself where
 * its transactions begin. Where the plan names a change again,
 * the earlier one is in name@tag.sql, by the last tag before that.
 * https://sqitch.org/docs/manual/sqitchchanges/
 */
export const sqitch: Layout = {
  name: 'sqitch',
  fits: (files) => files.some(({ path }) => baseOf(path) === 'sqitch.plan'),
  read: (files) => {
    const laid = files.filter(({ path }) => baseOf(path) === 'sqitch.plan').map((plan) => planned(files, plan));
    return {
      files: laid.flatMap((one) => one.files),
      unread: laid.flatMap((one) => one.unread ?? []),
      seen: files.flatMap(({ path }) =>
        /(?:^|\/)(?:verify|revert)\/.*\.sql$|\/?sqitch\.(?:plan|conf)$/.test(path) ? [path] : [],
      ),
    };
  },
};

function planned(files: readonly LayoutFile[], plan: LayoutFile): LaidOut {
  const folder = folderOf(plan.path);
  const at = new Map(files.map((file) => [file.path, file]));
  const script = (kind: string, name: string) => {
    const path = `${kind}/${name}.sql`;
    return at.get(folder === '' ? path : `${folder}/${path}`) ?? files.find((file) => file.path.endsWith(`/${path}`));
  };
  const found = changesOf(plan.text).map(({ name, file }) => ({
    name,
    file,
    deploy: script('deploy', file),
    revert: script('revert', file),
  }));
  return {
    files: found.flatMap(({ name, deploy, revert }): readonly MigrationText[] =>
      deploy === undefined
        ? []
        : [
            {
              path: deploy.path,
              name,
              up: deploy.text,
              line: 1,
              ...(revert === undefined ? {} : { down: { path: revert.path, text: revert.text, line: 1 } }),
              transaction: 'statement',
            },
          ],
    ),
    unread: found.flatMap(({ file, deploy }) =>
      deploy === undefined ? [{ path: plan.path, why: `it names ${file}, and there is no deploy/${file}.sql` }] : [],
    ),
  };
}

/** Changes in the order of the plan, each with the name of its scripts. */
function changesOf(plan: string): readonly { readonly name: string; readonly file: string }[] {
  const entries = plan.split(/\r?\n/).flatMap((line) => {
    const { tag, name } =
      /^\s*(?:@(?<tag>[^\s[#]+)|[+-]?\s*(?<name>[^\s[#%@+-][^\s[#]*))\s*(?:\[[^\]]*\]\s*)?\d{4}-\d\d-\d\dT\S+/.exec(
        line,
      )?.groups ?? {};
    return tag === undefined && name === undefined ? [] : [{ tag, name }];
  });
  return entries.flatMap(({ name }, at) => {
    if (name === undefined) return [];
    const next = entries.findIndex((one, place) => place > at && one.name === name);
    const tag = entries.slice(at + 1, Math.max(at + 1, next)).findLast((one) => one.tag !== undefined)?.tag;
    return [{ name, file: tag === undefined ? name : `${name}@${tag}` }];
  });
}
