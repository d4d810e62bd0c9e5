import type { Domain } from './domain.ts';
import { fleet } from './logistics/fleet.ts';
import { options } from './logistics/options.ts';
import { scenarios } from './logistics/scenarios.ts';
import { shipments } from './logistics/shipments.ts';
import { trips } from './logistics/trips.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const logistics: Domain = {
  id: 'logistics',
  title: 'logistics and transport',
  words: [
    'logistics',
    'transport',
    'transportation',
    'transport management',
    'freight',
    'shipping company',
    'parcel service',
    'parcel delivery',
    'courier service',
    'courier company',
    'delivery company',
    'fleet management',
    'trucking',
    'haulage',
    'last mile delivery',
  ],
  part: mergeParts('logistics', [
    { entities: { user: { ...user, volume: { rows: 40_000, perYear: 10_000 } } } },
    fleet,
    shipments,
    trips,
    scenarios,
  ]),
  options,
  synonyms: {
    customer: ['shipper', 'client', 'consignor'],
    location: ['hub', 'terminal', 'site'],
    vehicle: ['truck', 'van', 'lorry', 'fleet vehicle'],
    driver: ['chauffeur', 'trucker'],
    shipment: ['consignment', 'freight order', 'transport order'],
    parcel: ['package', 'box', 'piece', 'pallet'],
    parcel_scan: ['tracking event', 'tracking', 'scan'],
    trip: ['route', 'tour', 'run', 'journey'],
    trip_stop: ['stop', 'waypoint'],
    delivery_attempt: ['delivery', 'proof of delivery'],
    rate: ['tariff', 'price list', 'freight rate'],
  },
  hints: ['dispatch', 'dispatcher', 'consignee', 'tracking number', 'depot', 'cargo', 'eta', 'waybill'],
};
