import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { areasSketch, shopSketch, sketched } from '#analysis/diagram/schema-sketch.fixture.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { drawDiagram } from './draw-diagram.ts';

const five = `
brands: id*, name:text
products: id*, brand_id?>brands, sku!:text
orders: id*, placed_at:timestamp with time zone
order_lines: order_id*>orders, product_id>products, quantity:integer
invoices: id*, order_id!>orders`;

const drawn = (sketch: string) => diagramOf(sketched(sketch), { title: 'shop' });

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cards with the stubs at their left, in the coordinates of the sheet. */
function boxesOf(svg: string): readonly Box[] {
  const boxes: Box[] = [];
  let area = { x: 0, y: 0 };
  for (const line of svg.split('\n')) {
    const moved = /^<g transform="translate\((-?[\d.]+) (-?[\d.]+)\)">$/.exec(line);
    if (moved !== null) area = { x: Number(moved[1]), y: Number(moved[2]) };
    const card = /^<g class="card c\d+" id="(t\d+)" transform="translate\((-?[\d.]+) (-?[\d.]+)\)">/.exec(line);
    if (card !== null)
      boxes.push({ id: card[1]!, x: area.x + Number(card[2]), y: area.y + Number(card[3]), width: 0, height: 0 });
    const body = /^<rect class="body" width="(\d+)" height="(\d+)"/.exec(line);
    const last = boxes.at(-1);
    if (body !== null && last?.width === 0)
      boxes[boxes.length - 1] = { ...last, width: Number(body[1]), height: Number(body[2]) };
    const stub = /<rect class="pill" x="(-\d+)"/.exec(line);
    const owner = boxes.at(-1);
    if (stub !== null && owner !== undefined) {
      const left = Math.min(owner.x, owner.x + Number(stub[1]));
      boxes.push({ ...owner, id: `${owner.id} stub`, x: left, y: owner.y, width: owner.x - left - 1 });
      boxes.splice(-2, 2, boxes.at(-1)!, owner);
    }
  }
  return boxes;
}

function overlaps(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((a, at) =>
    boxes.slice(at + 1).flatMap((b) => {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      return apart || a.id.split(' ')[0] === b.id.split(' ')[0] ? [] : [`${a.id} and ${b.id}`];
    }),
  );
}

describe('a picture', () => {
  it('of a small schema has a shape that does not change by accident', async () => {
    const [file] = await drawDiagram(drawn('orders: id*, total?:numeric(12;2)\ninvoices: order_id*>orders'), 'svg');
    const body = file!.content.slice(file!.content.indexOf('<g class="wire c0" data-from'));
    await expect(`${body.trim()}\n`).toMatchFileSnapshot('./small-diagram.fixture.txt');
  });

  it.each([
    ['5', five, 1],
    ['32', shopSketch, 1],
    ['150', areasSketch(150), 5],
  ])('of %s tables has no overlap, shows each table once, and is XML', async (_, sketch, least) => {
    const diagram = drawn(sketch);
    const files = await drawDiagram(diagram, 'svg');
    expect(files.length).toBeGreaterThanOrEqual(least);
    const seen: string[] = [];
    for (const { path, content } of files) {
      expect(XMLValidator.validate(content), path).toBe(true);
      const boxes = boxesOf(content);
      expect(overlaps(boxes), path).toEqual([]);
      seen.push(...boxes.flatMap(({ id }) => (id.includes('stub') ? [] : [id])));
    }
    expect(seen.toSorted()).toEqual(diagram.tables.map(({ id }) => id).toSorted());
    expect(await drawDiagram(diagram, 'svg')).toEqual(files);
  });

  it('leads each line from the row of one column to the row of the other', async () => {
    const diagram = drawn(five);
    const [file] = await drawDiagram(diagram, 'svg');
    const boxes = new Map(boxesOf(file!.content).map((box) => [box.id, box]));
    const wires = [
      ...file!.content.matchAll(
        /class="wire c\d+" data-from="(t\d+)" data-to="(t\d+)"><title>[^(]*\((\w+)\)[^<]*\((\w+)\)<\/title><path d="M([\d.]+) ([\d.]+)L.*?L([\d.]+) ([\d.]+)M/g,
      ),
    ];
    expect(wires).toHaveLength(diagram.references.length);
    for (const [, from, to, column, target, x1, y1, x2, y2] of wires) {
      const row = (id: string, name: string) => {
        const at = diagram.tables.find((table) => table.id === id)!.columns.findIndex((one) => one.name === name);
        return boxes.get(id)!.y + 30 + at * 22 + 11;
      };
      expect(Number(y1)).toBeCloseTo(row(to!, target!), 0);
      expect(Number(x1)).toBeCloseTo(boxes.get(to!)!.x + boxes.get(to!)!.width, 0);
      expect(Number(y2)).toBeCloseTo(row(from!, column!), 0);
      expect(Number(x2)).toBeCloseTo(boxes.get(from!)!.x, 0);
    }
  });

  it('of all groups side by side, as the page shows them, has no overlap either', async () => {
    const [file] = await drawDiagram(drawn(areasSketch(150)), 'html');
    const boxes = boxesOf(file!.content);
    expect(boxes.filter(({ id }) => !id.includes('stub'))).toHaveLength(150);
    expect(overlaps(boxes)).toEqual([]);
  });

  it('goes around circles and tables that refer to themselves', async () => {
    const diagram = drawn('a: id*, b_id>b\nb: id*, c_id>c\nc: id*, a_id?>a, c_id?>c');
    const [file] = await drawDiagram(diagram, 'svg');
    expect(file!.content.match(/data-from=/g)).toHaveLength(4);
    expect(overlaps(boxesOf(file!.content))).toEqual([]);
    expect(file!.content).not.toMatch(/NaN|undefined/);
  });

  it('as PNG has the size of the SVG, twice', async () => {
    const diagram = drawn(five);
    const [svg] = await drawDiagram(diagram, 'svg');
    const [png] = await drawDiagram(diagram, 'png');
    const bytes = Buffer.from(png!.content, 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const [, width] = /width="(\d+)"/.exec(svg!.content)!;
    expect(bytes.readUInt32BE(16)).toBe(2 * Number(width));
    expect(png).toMatchObject({ path: 'shop.png', encoding: 'base64' });
  });
});

/** Names as an attacker or a careless tool makes them. */
const hostile = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; --",
  ']]>',
  '<!--',
  '&lt;',
  '\u0000\u0007',
  '\ud800',
  'a\nb',
  '$' + '{x}`',
  '\u202etxt.exe',
  '%getenv("HOME")',
];

function hostileSchema(): DatabaseSchema {
  return DatabaseSchema.parse({
    engine: 'postgres',
    database: hostile[0],
    searchPath: [],
    tables: hostile.map((name, at) => ({
      schema: name,
      name,
      comment: name,
      columns: hostile.map((column) => ({ name: column, type: column, nullable: true, comment: column })),
      constraints: [
        {
          name,
          kind: 'foreign-key',
          columns: [name],
          definition: '',
          references: {
            schema: hostile[(at + 1) % hostile.length],
            table: hostile[(at + 1) % hostile.length],
            columns: [hostile[0]],
            onDelete: 'no action',
            onUpdate: 'no action',
          },
        },
      ],
    })),
  });
}

describe('hostile names', () => {
  const diagram = diagramOf(hostileSchema(), { title: hostile[0]! });

  it('stay text in an SVG', async () => {
    const [file] = await drawDiagram(diagram, 'svg');
    expect(XMLValidator.validate(file!.content)).toBe(true);
    const names = elementNames(new XMLParser({ preserveOrder: true }).parse(file!.content));
    expect([...names].toSorted()).toEqual(['circle', 'g', 'path', 'rect', 'style', 'svg', 'text', 'title']);
    expect(file!.path).toMatch(/^[a-z0-9-]+\.svg$/);
    expect(file!.content).not.toMatch(/[\u0000-\u0008\u202a-\u202e]/);
  });

  it('stay text and data in a page, whose policy allows its own script only', async () => {
    const [file] = await drawDiagram(diagram, 'html');
    expect(file!.content.match(/<script/g)).toHaveLength(2);
    expect(file!.content).not.toMatch(/<img|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
    expect(file!.content).toContain("default-src 'none'");
    const [, data] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(file!.content)!;
    expect(JSON.parse(data!).tables).toHaveLength(hostile.length);
  });
});

function elementNames(nodes: unknown, names = new Set<string>()): Set<string> {
  if (!Array.isArray(nodes)) return names;
  for (const node of nodes as Record<string, unknown>[]) {
    for (const [name, inside] of Object.entries(node)) {
      if (name !== '#text' && name !== ':@') names.add(name);
      elementNames(inside, names);
    }
  }
  return names;
}
