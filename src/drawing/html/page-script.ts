/**
 * What the page does: moves and zooms the drawing, finds tables and columns, and shows what a table has to do with.
 * Names come from a database: they are set as text, never as markup.
 */
export const pageScript = `'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const sheet = byId('sheet'), stage = byId('stage'), find = byId('find'), detail = byId('detail'), links = byId('links');
const whole = sheet.getAttribute('viewBox').split(' ').map(Number);
const tables = new Map(data.tables.map((table) => [table.id, table]));
const wires = [...sheet.querySelectorAll('.wire[data-from]')];
const buttons = [...document.querySelectorAll('nav li button')];
const titles = [...sheet.querySelectorAll('.area')].map((area) => {
  const text = sheet.querySelector('[data-title="' + area.dataset.area + '"] text'), frame = area.querySelector('rect').getBBox();
  return { text, top: frame.y, room: (17 * (frame.width - 32)) / text.getBBox().width };
});
  let box = whole.slice(), chosen = null;

function show() {
  const scale = Math.min(stage.clientWidth / box[2], stage.clientHeight / box[3]);
  sheet.setAttribute('viewBox', box.join(' '));
  sheet.classList.toggle('far', scale < 0.3);
  // Names of groups stay as large as they are, as long as they fit into their frames.
  for (const { text, top, room } of titles) {
    const size = Math.max(17, Math.min(17 / scale, room));
    text.style.fontSize = size + 'px';
    text.setAttribute('y', top + Math.max(30, size));
  }
}
function scaleNow() { return Math.min(stage.clientWidth / box[2], stage.clientHeight / box[3]); }
function pointAt(x, y) {
  const place = stage.getBoundingClientRect(), scale = scaleNow();
  return [box[0] + box[2] / 2 + (x - place.left - place.width / 2) / scale, box[1] + box[3] / 2 + (y - place.top - place.height / 2) / scale];
}
function zoom(factor, x, y) {
  const scale = scaleNow(), least = Math.min(stage.clientWidth / whole[2], stage.clientHeight / whole[3]) / 2;
  const by = Math.max(least, Math.min(4, scale * factor)) / scale;
  box = [x - (x - box[0]) / by, y - (y - box[1]) / by, box[2] / by, box[3] / by];
  show();
}
function zoomMiddle(factor) { zoom(factor, box[0] + box[2] / 2, box[1] + box[3] / 2); }
function fit() { box = whole.slice(); show(); }
function move(dx, dy) { const scale = scaleNow(); box[0] += dx / scale; box[1] += dy / scale; show(); }
function placeOf(element) {
  const at = element.getBBox(), matrix = sheet.getScreenCTM().inverse().multiply(element.getScreenCTM());
  return { x: matrix.e + at.x * matrix.a, y: matrix.f + at.y * matrix.d, width: at.width * matrix.a, height: at.height * matrix.d };
}
function bodyOf(id) { const card = byId(id); return card && card.querySelector('.body'); }
function lookAt(element, scale) {
  const at = placeOf(element), width = stage.clientWidth / scale, height = stage.clientHeight / scale;
  // The table's card covers the right of the drawing.
  const covered = !detail.hidden && stage.clientWidth > 900 ? (detail.offsetWidth + 12) / scale : 0;
  box = [at.x + at.width / 2 - (width - covered) / 2, at.y + at.height / 2 - height / 2, width, height];
  show();
}
function near(id) {
  const all = new Set([id]);
  for (const one of data.references) {
    if (one.from === id && one.to) all.add(one.to);
    if (one.to === id) all.add(one.from);
  }
  return all;
}
function mark(id, name) {
  for (const card of sheet.querySelectorAll('.card.' + name)) card.classList.remove(name);
  for (const wire of wires) wire.classList.toggle(name === 'near' ? 'on' : name, id !== null && (wire.dataset.from === id || wire.dataset.to === id));
  if (id !== null) for (const one of near(id)) byId(one)?.classList.add(name);
}
function choose(id, look) {
  chosen = id;
  sheet.classList.toggle('dim', id !== null);
  sheet.querySelector('.card.chosen')?.classList.remove('chosen');
  mark(id, 'near');
  mark(null, 'hot');
  links.replaceChildren();
  for (const button of buttons) {
    button.setAttribute('aria-pressed', String(button.dataset.table === id));
    if (button.dataset.table === id) button.scrollIntoView({ block: 'nearest' });
  }
  detail.hidden = id === null;
  history.replaceState(null, '', id === null ? ' ' : '#' + encodeURIComponent(tables.get(id).label));
  if (id === null) return;
  byId(id)?.classList.add('chosen');
  drawLinks(id);
  fillDetail(tables.get(id));
  if (look && bodyOf(id)) lookAt(bodyOf(id), Math.max(0.9, Math.min(1.2, scaleNow())));
}
/** To the tables that no line leads to: they are drawn elsewhere. */
function drawLinks(id) {
  const drawn = new Set(wires.map((wire) => wire.dataset.from + ' ' + wire.dataset.to)), seen = new Set();
  for (const one of data.references) {
    if (!one.to || (one.from !== id && one.to !== id)) continue;
    const key = one.from + ' ' + one.to, from = bodyOf(one.from), to = bodyOf(one.to);
    if (drawn.has(key) || seen.has(key) || !from || !to) continue;
    seen.add(key);
    const a = placeOf(from), b = placeOf(to), side = a.x + a.width / 2 < b.x + b.width / 2 ? 1 : -1;
    const ax = side > 0 ? a.x + a.width : a.x, bx = side > 0 ? b.x : b.x + b.width, ay = a.y + 15, by = b.y + 15;
    const bend = Math.max(60, Math.abs(bx - ax) / 2) * side, path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M' + ax + ' ' + ay + 'C' + (ax + bend) + ' ' + ay + ' ' + (bx - bend) + ' ' + by + ' ' + bx + ' ' + by);
    links.append(path);
  }
}
function element(name, text) { const made = document.createElement(name); if (text !== undefined) made.textContent = text; return made; }
function fillDetail(table) {
  const rows = element('table');
  for (const column of table.columns) {
    const row = element('tr');
    const name = element('td', column.name);
    if (column.comment) name.append(element('br'), Object.assign(element('small', column.comment), { className: 'faint' }));
    row.append(element('td', column.keys), name, element('td', column.type));
    rows.append(row);
  }
  const parts = [element('h2', table.label)];
  if (table.comment) parts.push(element('p', table.comment));
  parts.push(element('h3', table.columns.length + (table.columns.length === 1 ? ' column' : ' columns')), rows);
  const lists = [
    ['Refers to', data.references.filter((one) => one.from === table.id).map((one) => [one.to, one.label, one.columns])],
    ['Referred to by', data.references.filter((one) => one.to === table.id).map((one) => [one.from, tables.get(one.from).label, one.columns])],
  ];
  for (const [title, all] of lists) {
    if (all.length === 0) continue;
    const list = element('ul');
    for (const [id, label, columns] of all) {
      const item = element('li'), link = element(id ? 'button' : 'span', label);
      if (id) link.addEventListener('click', () => choose(id, true));
      item.append(link, Object.assign(element('small', ' ' + columns), { className: 'faint' }));
      list.append(item);
    }
    parts.push(element('h3', title + ' ' + all.length), list);
  }
  byId('about').replaceChildren(...parts);
  detail.scrollTop = 0;
}
function filter() {
  const words = find.value.trim().toLowerCase();
  for (const button of buttons) {
    const table = tables.get(button.dataset.table);
    const hit = table.label.toLowerCase().includes(words);
    const column = hit ? undefined : table.columns.find((one) => one.name.toLowerCase().includes(words));
    button.parentElement.hidden = words !== '' && !hit && column === undefined;
    button.querySelector('small').textContent = column === undefined ? '' : ' ' + column.name;
  }
  for (const group of document.querySelectorAll('nav section')) group.hidden = !group.querySelector('li:not([hidden])');
}
find.addEventListener('input', filter);
find.addEventListener('keydown', (event) => {
  const shown = buttons.filter((button) => !button.parentElement.hidden && !button.closest('section').hidden);
  if (event.key === 'Enter' && shown[0]) choose(shown[0].dataset.table, true);
  if (event.key === 'ArrowDown' && shown[0]) { shown[0].focus(); event.preventDefault(); }
  if (event.key === 'Escape') { find.value = ''; filter(); stage.focus(); event.stopPropagation(); }
});
for (const button of buttons) button.addEventListener('click', () => choose(button.dataset.table, true));
for (const button of document.querySelectorAll('nav h2 button')) {
  button.addEventListener('click', () => {
    const area = sheet.querySelector('[data-area="' + button.dataset.group + '"] rect');
    if (!area) return;
    const at = placeOf(area);
    lookAt(area, Math.min(1.2, 0.95 * Math.min(stage.clientWidth / at.width, stage.clientHeight / at.height)));
  });
}
byId('closer').addEventListener('click', () => zoomMiddle(1.3));
byId('wider').addEventListener('click', () => zoomMiddle(1 / 1.3));
byId('all').addEventListener('click', fit);
byId('close').addEventListener('click', () => choose(null));

const held = new Map();
  let moved = 0, spread = 0;
sheet.addEventListener('wheel', (event) => {
  event.preventDefault();
  if (event.shiftKey) return move(event.deltaY + event.deltaX, 0);
  const lines = event.deltaMode === 1 ? 20 : 1;
  zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), ...pointAt(event.clientX, event.clientY));
}, { passive: false });
sheet.addEventListener('pointerdown', (event) => {
  held.set(event.pointerId, event);
  moved = 0; spread = 0;
});
sheet.addEventListener('pointermove', (event) => {
  const before = held.get(event.pointerId);
  if (!before) return;
  held.set(event.pointerId, event);
  if (held.size === 1) {
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (moved > 4) { sheet.setPointerCapture(event.pointerId); sheet.classList.add('drag'); move(before.clientX - event.clientX, before.clientY - event.clientY); }
    return;
  }
  const [one, other] = [...held.values()], now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  if (spread > 0) zoom(now / spread, ...pointAt((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2));
  spread = now; moved = 9;
});
for (const name of ['pointerup', 'pointercancel']) sheet.addEventListener(name, (event) => { held.delete(event.pointerId); spread = 0; sheet.classList.remove('drag'); });
sheet.addEventListener('click', (event) => {
  if (moved > 4) return;
  const stub = event.target.closest('.stub[data-to]'), card = event.target.closest('.card[id]');
  if (stub) choose(stub.dataset.to, true);
  else choose(card && card.id !== chosen ? card.id : null, false);
});
sheet.addEventListener('pointerover', (event) => {
  if (chosen !== null || held.size > 0) return;
  const card = event.target.closest('.card[id]');
  mark(card ? card.id : null, 'hot');
});
document.addEventListener('keydown', (event) => {
  if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = 80;
  const keys = {
    '/': () => find.focus(), '+': () => zoomMiddle(1.3), '=': () => zoomMiddle(1.3), '-': () => zoomMiddle(1 / 1.3), '0': fit,
    Escape: () => choose(null),
  };
  const onStage = { ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step) };
  const inList = buttons.includes(event.target);
  if (inList && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const shown = buttons.filter((button) => !button.parentElement.hidden && !button.closest('section').hidden);
    shown[shown.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
    return;
  }
  const act = keys[event.key] || (event.target === stage || event.target === document.body ? onStage[event.key] : undefined);
  if (act) { event.preventDefault(); act(); }
});
addEventListener('resize', show);
show();
const named = decodeURIComponent(location.hash.slice(1)), first = data.tables.find((table) => table.label === named);
if (first) choose(first.id, true);
`;
