/**
 * Requests that mix two or three domains as different people write them: domains of the library, and ids of features
 * and options that are named. Written before the composer of mixed requests was; the floor of the test is what it reads.
 */
export const mixedCases: readonly (readonly [text: string, domains: string, asks: string])[] = [
  [
    'a multi-tenant booking platform for salons with an online shop and support tickets',
    'booking e-commerce multi-tenant-saas ticketing',
    '',
  ],
  [
    'hi there!! my cousin and me wanna start a website where ppl can order pizza from local places and the drivers get paid, also a blog for recipes pls',
    'cms food-delivery',
    '',
  ],
  [
    'We need an inventory management system plus a CRM for our sales reps, around 40k products and 300 warehouses',
    'crm inventory',
    '',
  ],
  [
    'SaaS booking platform for many hairdressers, each with their own staff and clients',
    'booking multi-tenant-saas',
    '',
  ],
  ['A learning management system with paid monthly subscriptions', 'learning subscription-billing', ''],
  [
    'Our charity runs gigs. Sell concert tickets online, and a small web shop for merchandise (T-shirts, mugs). Discount codes would be lovely.',
    'e-commerce event-ticketing',
    'coupons',
  ],
  [
    'Property management: listings, leases and tenants, with a help desk for maintenance tickets',
    'real-estate ticketing',
    'maintenance',
  ],
  ['hospital records, staff payroll and leave', 'healthcare hr', 'payroll'],
  [
    'Fleet telemetry: GPS trackers send readings every 10 seconds from 5,000 lorries, and we need to manage shipments and carriers',
    'iot-telemetry logistics',
    '',
  ],
  ['Build a social network for dog owners with an online store for treats and toys', 'e-commerce social-network', ''],
  ['multi-tenant inventory system', 'inventory multi-tenant-saas', ''],
  [
    'A restaurant chain wants table orders, a menu, and HR for its waiters with time sheets',
    'hr restaurant-orders',
    'time-entries',
  ],
  [
    'marketplace for second hand bikes, with shipping of parcels through carriers, and reviews of sellers',
    'logistics marketplace',
    'ratings',
  ],
  ['wallet ledger with double-entry accounting for our online marketplace', 'banking-ledger marketplace', ''],
  [
    'so basically its a gym: members book classes, they pay a monthly membership subscription, there should be notifications too',
    'booking subscription-billing',
    'classes notifications',
  ],
  [
    'Product analytics (page views, sessions, funnels) for a multi-tenant SaaS',
    'analytics-events multi-tenant-saas',
    '',
  ],
  [
    'CMS with blog articles and an events section that sells tickets with a seat map',
    'cms event-ticketing',
    'seat-maps',
  ],
  [
    'Multi-tenant CRM with a help desk, audit trail and role-based access control',
    'crm multi-tenant-saas ticketing',
    'audit-trail roles',
  ],
  [
    'Doctors appointments and patient records for a group of clinics, each clinic is a tenant',
    'healthcare multi-tenant-saas',
    'appointments',
  ],
  [
    'e-learning courses with quizzes + a community where students follow each other and post',
    'learning social-network',
    'quizzes',
  ],
  [
    'We are a furniture retailer in Leeds. Webshop, stock in three warehouses with bins, purchase orders to suppliers, and delivery shipments with our own carriers.',
    'e-commerce inventory logistics',
    'purchasing',
  ],
  [
    'recruiting and employees, plus courses and certificates for their training',
    'hr learning',
    'recruiting certificates',
  ],
  [
    'smart home sensors with a subscription plan per household, invoices and dunning',
    'iot-telemetry subscription-billing',
    'dunning',
  ],
  [
    'Need db for my startup: users write posts & like photos, advertisers get analytics events (sessions, page views). Postgres please, 2 million users',
    'analytics-events social-network',
    'files',
  ],
  [
    'a hotel booking site with a restaurant: room reservations, table orders, kitchen tickets and split bills',
    'booking restaurant-orders',
    'payments',
  ],
  [
    'an estate agency website with property listings, viewings and a CRM pipeline of leads and deals',
    'crm real-estate',
    '',
  ],
  ['food delivery app with customer support tickets and courier payroll', 'food-delivery hr ticketing', 'payroll'],
  [
    'White-label e-commerce: many shops on one platform (multi-tenant), every shop has its own products, coupons and translations',
    'e-commerce multi-tenant-saas',
    'coupons translations',
  ],
  [
    'bank accounts ledger and a CRM for relationship managers; soft delete everywhere',
    'banking-ledger crm',
    'soft-delete',
  ],
  [
    'Conference app: sell event tickets, attendees book meeting rooms, speakers write blog posts with comments and tags',
    'booking cms event-ticketing',
    'comments tags',
  ],
  [
    'B2B SaaS for human resources with payroll, tenants are companies, files on employees',
    'hr multi-tenant-saas',
    'payroll files',
  ],
  ['warehouse inventory with IoT temperature sensors', 'inventory iot-telemetry', ''],
  [
    'pharmacy: patients, prescriptions and an e-commerce store with payments and addresses',
    'e-commerce healthcare',
    'payments addresses',
  ],
  [
    'multi tenant logistics platform w/ subscription billing & webhooks',
    'logistics multi-tenant-saas subscription-billing',
    'webhooks',
  ],
  [
    'The town library would like an LMS, appointment scheduling with the librarians and, if time permits, a newsletter and a blog',
    'booking cms learning',
    'newsletter',
  ],
  [
    'Real estate portal with appointment booking, multi-tenant for agencies, in many languages',
    'booking multi-tenant-saas real-estate',
    'translations',
  ],
  [
    'marketplace of farmers, multi-currency, multi-vendor, with inventory and stock movements',
    'inventory marketplace',
    '',
  ],
  ['ticketing system for IT support and employee directory with departments, 1200 employees', 'hr ticketing', ''],
  ['shop + blog + newsletter + reviews, nothing fancy', 'cms e-commerce', 'newsletter ratings'],
  [
    'As a franchise of food trucks we take restaurant orders, keep ingredient stock in a central warehouse and track our trucks by GPS telemetry, all franchisees are separate tenants',
    'inventory iot-telemetry multi-tenant-saas restaurant-orders',
    'ingredients',
  ],
];
