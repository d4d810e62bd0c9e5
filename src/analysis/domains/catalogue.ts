// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Domain } from './domain.ts';
import { bankingLedger } from './banking-ledger.ts';
import { booking } from './booking.ts';
import { cms } from './cms.ts';
import { crm } from './crm.ts';
import { eCommerce } from './e-commerce.ts';
import { eventTicketing } from './event-ticketing.ts';
import { foodDelivery } from './food-delivery.ts';
import { hr } from './hr.ts';
import { inventory } from './inventory.ts';
import { marketplace } from './marketplace.ts';
import { multiTenantSaas } from './multi-tenant-saas.ts';
import { realEstate } from './real-estate.ts';
import { restaurantOrders } from './restaurant-orders.ts';
import { subscriptionBilling } from './subscription-billing.ts';
import { ticketing } from './ticketing.ts';

export const domains: readonly Domain[] = [
  bankingLedger,
  booking,
  cms,
  crm,
  eCommerce,
  eventTicketing,
  foodDelivery,
  hr,
  inventory,
  marketplace,
  multiTenantSaas,
  realEstate,
  restaurantOrders,
  subscriptionBilling,
  ticketing,
];
