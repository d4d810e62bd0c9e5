import type { ModelPart } from '#analysis/domains/domain.ts';

/** What there is to eat, and how it can be had. */
export const menu: ModelPart = {
  entities: {
    menu: {
      references: { restaurant: 'restaurant' },
      attributes: { name: 'name', is_active: 'boolean = true' },
      unique: [{ of: ['restaurant', 'name'] }],
      volume: { rows: 2_000, perYear: 800 },
    },
    menu_section: {
      references: { menu: 'menu cascade agree(restaurant)', restaurant: 'restaurant' },
      attributes: { name: 'name', position: 'count = 0' },
      unique: [{ of: ['menu', 'name'] }],
      volume: { rows: 14_000, perYear: 5_000 },
    },
    tax_rate: {
      description: 'A tax of the place: food, alcohol, take-away.',
      references: { restaurant: 'restaurant' },
      attributes: { name: 'name', percent: 'percent', is_active: 'boolean = true' },
      unique: [{ of: ['restaurant', 'name'] }],
      volume: { rows: 2_000, perYear: 600 },
    },
    menu_item: {
      description: 'A dish or a drink, at its price of today.',
      references: {
        restaurant: 'restaurant agree(currency)',
        station: 'kitchen_station? agree(restaurant)',
        tax_rate: 'tax_rate agree(restaurant)',
      },
      attributes: {
        name: 'name',
        description: "text = ''",
        price: 'money >= 0',
        currency: 'currency',
        is_available: 'boolean = true',
      },
      unique: [{ of: ['restaurant', 'name'] }],
      softDelete: true,
      volume: { rows: 60_000, perYear: 30_000 },
    },
    menu_section_item: {
      description: 'A dish stands in a section; the same dish may stand on several menus.',
      key: ['section', 'item'],
      references: {
        section: 'menu_section cascade agree(restaurant)',
        item: 'menu_item agree(restaurant)',
        restaurant: 'restaurant',
      },
      attributes: { position: 'count = 0' },
      timestamps: 'created',
      volume: { rows: 90_000, perYear: 45_000 },
    },
    allergen: { attributes: { code: 'code unique', name: 'name unique' }, volume: { rows: 20 } },
    menu_item_allergen: {
      key: ['item', 'allergen'],
      references: { item: 'menu_item cascade', allergen: 'allergen' },
      attributes: { is_trace: 'boolean = false' },
      timestamps: 'created',
      volume: { rows: 120_000, perYear: 60_000 },
    },
    modifier_group: {
      description: 'A choice that goes with dishes: how it is done, which side.',
      references: { restaurant: 'restaurant' },
      attributes: { name: 'name', is_single_choice: 'boolean = true', is_required: 'boolean = false' },
      unique: [{ of: ['restaurant', 'name'] }],
      volume: { rows: 9_000, perYear: 4_000 },
    },
    modifier: {
      references: { group: 'modifier_group' },
      attributes: { name: 'name', price_change: 'money = 0', is_available: 'boolean = true' },
      unique: [{ of: ['group', 'name'] }],
      volume: { rows: 45_000, perYear: 20_000 },
    },
    menu_item_modifier_group: {
      description: 'A choice that is offered with a dish.',
      key: ['item', 'group'],
      references: {
        item: 'menu_item cascade agree(restaurant)',
        group: 'modifier_group agree(restaurant)',
        restaurant: 'restaurant',
      },
      attributes: { position: 'count = 0' },
      timestamps: 'created',
      volume: { rows: 100_000, perYear: 50_000 },
    },
  },
  access: [
    { name: 'menus of a restaurant', entity: 'menu', by: ['restaurant'], where: 'is_active', perSecond: 40 },
    { name: 'sections of a menu', entity: 'menu_section', by: ['menu'], order: ['position'], perSecond: 40 },
    { name: 'dishes of a section', entity: 'menu_section_item', by: ['section'], order: ['position'], perSecond: 80 },
    {
      name: 'what a restaurant can serve now',
      entity: 'menu_item',
      by: ['restaurant'],
      where: 'is_available',
      perSecond: 60,
    },
    { name: 'choices of a dish', entity: 'menu_item_modifier_group', by: ['item'], order: ['position'], perSecond: 80 },
    { name: 'what a choice offers', entity: 'modifier', by: ['group'], where: 'is_available', perSecond: 80 },
    { name: 'dishes with an allergen', entity: 'menu_item_allergen', by: ['allergen'], perSecond: 2 },
  ],
  decisions: [
    {
      what: 'A dish belongs to the restaurant, and stands on menus.',
      why: 'Lunch and dinner share dishes; one that is sold out is so on both.',
    },
  ],
};
