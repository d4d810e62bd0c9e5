import type { ColumnModel } from './column-model.ts';

/**
 * The value that stands at `share` (0 … 1) of the way through the model's values in ascending order, as text. The texts sort
 * alike in every collation: one prefix, then digits and small letters. Undefined for types without such values.
 */
export function modelValue(model: ColumnModel, share: number): string | undefined {
  const { type, scale, min, max, column, only } = model;
  if (only !== undefined) return only[Math.min(only.length - 1, Math.floor(share * only.length))];
  if (scale !== undefined) {
    const steps = Math.round((share * (max - min)) / scale.step);
    return scale.toText(Math.min(max, min + steps * scale.step));
  }
  const ordinal = Math.floor(share * Math.max(0, Math.round(model.distinct) - 1));
  switch (type.family) {
    case 'text': {
      const most = type.length ?? 60;
      const digits = String(Math.max(1, Math.round(model.distinct))).length;
      const prefix = column.name
        .toLowerCase()
        .replace(/[^a-z]/g, '')
        .slice(0, Math.max(0, Math.min(most - digits, 12)));
      return `${prefix}${String(ordinal).padStart(digits, '0')}`.slice(0, most);
    }
    case 'uuid': {
      const high = Math.floor(Math.min(share, 1 - 2 ** -40) * 2 ** 48)
        .toString(16)
        .padStart(12, '0');
      return `${high.slice(0, 8)}-${high.slice(8)}-4000-8000-000000000000`;
    }
    default:
      return undefined;
  }
}
