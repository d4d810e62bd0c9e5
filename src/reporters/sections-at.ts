import type { Report } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';

/** Sections that belong to the answer stand before the recommendations, what supports it after the findings. */
export function sectionsAt(place: 'before' | 'after', report: Report): readonly Section[] {
  return report.sections.filter((section) => (section.place ?? 'before') === place);
}
