import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/*
 * The planner charges a B-tree lookup for its descent: it reads the tree's height from the index's metapage
 * (_bt_getrootheight). An index on an empty table has height 0, so here a tree of the wanted height is written:
 * a chain of inner pages with one downlink each, ending in an empty leaf. The whole chain must stand, since the planner
 * also walks to the tree's ends for the extreme values (get_actual_variable_range).
 * Page layout: https://www.postgresql.org/docs/18/storage-page-layout.html and src/include/access/nbtree.h
 */
const pageBytes = 8192;
const specialBytes = 16;
const special = pageBytes - specialBytes;

const metaOffset = { root: 32, level: 36, fastRoot: 40, fastLevel: 44 };
const leafFlag = 1;
const rootFlag = 2;
/** An 8-byte tuple without attributes: the minus-infinity key that stands first on every inner page. */
const downlinkBytes = 8;
const alternativeTidFlag = 0x2000;
const normalItem = 1;

/**
 * Writes a tree of `level` levels above the leaves into the file of a B-tree that was just created on an empty table
 * and that no session has read since. The cluster must not check page checksums.
 */
export function writeBtreeSkeleton(file: string, level: number): void {
  const descriptor = openSync(file, 'r+');
  try {
    const meta = Buffer.alloc(pageBytes);
    readSync(descriptor, meta, 0, pageBytes, 0);
    meta.writeUInt32LE(1, metaOffset.root);
    meta.writeUInt32LE(level, metaOffset.level);
    meta.writeUInt32LE(1, metaOffset.fastRoot);
    meta.writeUInt32LE(level, metaOffset.fastLevel);
    const inner = Array.from({ length: level }, (_, at) => innerPage(level - at, at + 2, at === 0));
    const pages = Buffer.concat([meta, ...inner, leafPage(level === 0)]);
    writeSync(descriptor, pages, 0, pages.length, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Pages that a skeleton takes up; a file must not be shorter. */
export function skeletonPages(level: number): number {
  return level + 2;
}

/**
 * The height of a B-tree with that many pages, where nobody could read it: about 260 downlinks fit on an inner page
 * (true of keys of 8 to 16 bytes).
 */
export function levelOfPages(pages: number): number {
  return pages <= 2 ? 0 : Math.max(1, Math.ceil(Math.log(pages - 1) / Math.log(260)));
}

function innerPage(level: number, child: number, isRoot: boolean): Buffer {
  const page = emptyPage(level, isRoot ? rootFlag : 0);
  const at = special - downlinkBytes;
  page.writeUInt16LE(24 + 4, 12); // pd_lower: the header and one line pointer
  page.writeUInt16LE(at, 14); // pd_upper
  page.writeUInt32LE((at | (normalItem << 15) | (downlinkBytes << 17)) >>> 0, 24);
  page.writeUInt16LE(child >>> 16, at); // t_tid: block number, high half first
  page.writeUInt16LE(child & 0xffff, at + 2);
  page.writeUInt16LE(0, at + 4); // no key attributes
  page.writeUInt16LE(alternativeTidFlag | downlinkBytes, at + 6);
  return page;
}

function leafPage(isRoot: boolean): Buffer {
  return emptyPage(0, leafFlag | (isRoot ? rootFlag : 0));
}

function emptyPage(level: number, flags: number): Buffer {
  const page = Buffer.alloc(pageBytes);
  page.writeUInt16LE(24, 12); // pd_lower
  page.writeUInt16LE(special, 14); // pd_upper
  page.writeUInt16LE(special, 16); // pd_special
  page.writeUInt16LE(pageBytes | 4, 18); // page size and layout version
  page.writeUInt32LE(0, special); // no left sibling
  page.writeUInt32LE(0, special + 4); // no right sibling
  page.writeUInt32LE(level, special + 8);
  page.writeUInt16LE(flags, special + 12);
  return page;
}
