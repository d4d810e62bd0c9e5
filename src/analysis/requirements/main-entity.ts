import type { Domain } from '#analysis/domains/domain.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';

/**
 * What a request is about, where it does not say of what something is: the entity that most others refer to, but no
 * person, place or list of values. `wants`: what the feature needs of it.
 */
export function mainEntity(
  domains: readonly Domain[],
  entities: Readonly<Record<string, EntitySource>>,
  wants: 'words' | 'states' | 'anything',
): string | undefined {
  const [first] = domains;
  const names = Object.keys(first?.part.entities ?? entities);
  const incoming = new Map<string, number>();
  for (const name of names) {
    for (const written of Object.values(entities[name]?.references ?? {})) {
      const to = typeof written === 'string' ? (/^[a-z0-9_]+/.exec(written)?.[0] ?? '') : written.to;
      if (to !== name) incoming.set(to, (incoming.get(to) ?? 0) + 1);
    }
  }
  const weight = (name: string) => {
    const forms = Object.values(entities[name]?.attributes ?? {}).map((one) =>
      typeof one === 'string' ? one : one.domain,
    );
    const words = forms.filter((form) => /^(?:name|title|text|slug)/.test(form)).length;
    const states = forms.filter((form) => form.startsWith('state')).length;
    const fit =
      wants === 'words' ? words * 3 : wants === 'states' ? Math.min(states, 1) * 10 : Math.min(forms.length, 6) / 2;
    const targets = Object.values(entities[name]?.references ?? {}).map((written) =>
      typeof written === 'string' ? written : written.to,
    );
    // A variant is of a product: what stands by itself comes first.
    const standsAlone = targets.every((to) => to.includes('?') || unfit.test(to.replace(/ .*/, '')));
    return (unfit.test(name) ? -100 : 0) + (incoming.get(name) ?? 0) + fit + (standsAlone ? 6 : 0);
  };
  return names.toSorted((a, b) => weight(b) - weight(a))[0];
}

const unfit =
  /^(?:user|customer|person|member|account|organi[sz]ation|tenant|employee|role|permission|patient|practitioner|driver|seller|agent|landlord|plan|address|category|location|brand|country|file|warehouse|carrier|supplier)$/;
