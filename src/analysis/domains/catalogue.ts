// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Domain } from '#analysis/domains/domain.ts';
import { analyticsEvents } from './analytics-events.ts';
import { bankingLedger } from './banking-ledger.ts';
import { booking } from './booking.ts';
import { cms } from './cms.ts';
import { crm } from './crm.ts';
import { eCommerce } from './e-commerce.ts';
import { eventTicketing } from './event-ticketing.ts';
import { foodDelivery } from './food-delivery.ts';
import { healthcare } from './healthcare.ts';
import { hr } from './hr.ts';
import { inventory } from './inventory.ts';
import { iotTelemetry } from './iot-telemetry.ts';
import { learning } from './learning.ts';
import { logistics } from './logistics.ts';
import { marketplace } from './marketplace.ts';
import { messaging } from './messaging.ts';
import { multiTenantSaas } from './multi-tenant-saas.ts';
import { realEstate } from './real-estate.ts';
import { restaurantOrders } from './restaurant-orders.ts';
import { socialNetwork } from './social-network.ts';
import { subscriptionBilling } from './subscription-billing.ts';
import { ticketing } from './ticketing.ts';

export const domains: readonly Domain[] = [
  analyticsEvents,
  bankingLedger,
  booking,
  cms,
  crm,
  eCommerce,
  eventTicketing,
  foodDelivery,
  healthcare,
  hr,
  inventory,
  iotTelemetry,
  learning,
  logistics,
  marketplace,
  messaging,
  multiTenantSaas,
  realEstate,
  restaurantOrders,
  socialNetwork,
  subscriptionBilling,
  ticketing,
];
