import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is sold: products, their variants, and where they are found. */
export const catalogue: ModelPart = {
  entities: {
    category: {
      description: 'A shelf of the shop; shelves stand below shelves.',
      references: { parent: 'category?' },
      attributes: { name: 'name', slug: 'slug unique', position: 'count = 0' },
      volume: { rows: 2_000 },
    },
    brand: { attributes: { name: 'name unique', slug: 'slug unique' }, volume: { rows: 5_000 } },
    product: {
      description: 'What is shown; what is bought is one of its variants.',
      references: { brand: 'brand?' },
      attributes: {
        title: 'title',
        slug: 'slug unique',
        description: "text = ''",
        status: 'state(draft, active, retired) = draft',
      },
      softDelete: true,
      volume: { rows: 200_000, perYear: 50_000 },
    },
    product_category: {
      description: 'A product stands on a shelf.',
      key: ['product', 'category'],
      references: { product: 'product cascade', category: 'category cascade' },
      timestamps: 'created',
      volume: { rows: 400_000, perYear: 100_000 },
    },
    product_image: {
      references: { product: 'product cascade' },
      attributes: { url: 'url', alternative_text: 'title?', position: 'count' },
      unique: [{ of: ['product', 'position'] }],
      timestamps: 'created',
      volume: { rows: 800_000, perYear: 200_000 },
    },
    product_option: {
      description: 'In what variants differ: size, colour.',
      references: { product: 'product cascade' },
      attributes: { name: 'name', position: 'count = 0' },
      unique: [{ of: ['product', 'name'] }],
      timestamps: 'none',
      volume: { rows: 300_000, perYear: 75_000 },
    },
    product_option_value: {
      references: { option: 'product_option cascade' },
      attributes: { value: 'name', position: 'count = 0' },
      unique: [{ of: ['option', 'value'] }],
      timestamps: 'none',
      volume: { rows: 1_200_000, perYear: 300_000 },
    },
    product_variant: {
      description: 'What is bought, priced and kept in stock.',
      references: { product: 'product' },
      attributes: {
        sku: 'code unique',
        barcode: 'code? unique',
        title: 'title',
        price: 'money >= 0',
        currency: 'currency',
        weight_grams: 'count?',
        status: 'state(active, retired) = active',
      },
      volume: { rows: 800_000, perYear: 200_000 },
    },
    variant_option_value: {
      description: 'The one value that a variant has of an option.',
      key: ['variant', 'option'],
      references: {
        variant: 'product_variant cascade',
        option: 'product_option cascade',
        value: 'product_option_value agree(option)',
      },
      timestamps: 'none',
      volume: { rows: 1_600_000, perYear: 400_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'category', parent: 'parent', says: 'A category cannot stand below itself.' },
    {
      kind: 'transitions',
      entity: 'product',
      attribute: 'status',
      allowed: { draft: ['active', 'retired'], active: ['retired'], retired: ['active'] },
      says: 'A product that was shown does not become a draft again.',
    },
  ],
  access: [
    { name: 'a product by its address', entity: 'product', by: ['slug'], perSecond: 200 },
    { name: 'products of a category', entity: 'product_category', by: ['category'], limit: 50, perSecond: 150 },
    { name: 'shelves below a shelf', entity: 'category', by: ['parent'], order: ['position'], perSecond: 50 },
    {
      name: 'variants of a product',
      entity: 'product_variant',
      by: ['product'],
      where: "status = 'active'",
      perSecond: 200,
    },
    { name: 'a variant by its article number', entity: 'product_variant', by: ['sku'], perSecond: 50 },
    { name: 'images of a product', entity: 'product_image', by: ['product'], order: ['position'], perSecond: 200 },
    { name: 'products by words', entity: 'product', search: 'title', limit: 50, perSecond: 30 },
  ],
};
