import type { Domain } from './domain.ts';
import { alerts } from './iot-telemetry/alerts.ts';
import { devices } from './iot-telemetry/devices.ts';
import { firmware } from './iot-telemetry/firmware.ts';
import { options } from './iot-telemetry/options.ts';
import { places } from './iot-telemetry/places.ts';
import { readings } from './iot-telemetry/readings.ts';
import { scenarios } from './iot-telemetry/scenarios.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const iotTelemetry: Domain = {
  id: 'iot-telemetry',
  title: 'telemetry of devices and sensors',
  words: [
    'iot',
    'iot telemetry',
    'internet of things',
    'telemetry',
    'sensor data',
    'sensor reading',
    'device monitoring',
    'device management',
    'smart home',
    'smart building',
    'smart meter',
    'fleet of devices',
    'environmental monitoring',
  ],
  part: mergeParts('iot-telemetry', [
    { entities: { user: { ...user, volume: { rows: 8_000, perYear: 2_000 } } } },
    places,
    devices,
    readings,
    alerts,
    firmware,
    scenarios,
  ]),
  options,
  synonyms: {
    device: ['gateway', 'machine', 'thing', 'box', 'meter', 'controller'],
    sensor: ['probe', 'channel', 'measuring point', 'data point'],
    reading: ['measurement', 'sample', 'telemetry', 'sensor value', 'data point value'],
    hourly_reading: ['rollup', 'hourly rollup', 'hourly aggregate', 'hourly average'],
    daily_reading: ['daily rollup', 'daily aggregate'],
    latest_reading: ['last value', 'current value', 'latest value'],
    metric: ['measured quantity', 'measurement type', 'unit'],
    site: ['location', 'building', 'plant', 'facility', 'field'],
    organization: ['organisation', 'company', 'owner', 'tenant'],
    device_credential: ['device certificate', 'device key', 'device token', 'certificate'],
    device_event: ['connection log', 'device log'],
    alert_rule: ['threshold', 'alarm rule', 'alert condition'],
    alert: ['alarm', 'incident'],
    alert_notification: ['notification'],
    firmware_release: ['firmware', 'firmware version', 'firmware image'],
    firmware_update: ['ota update', 'over-the-air update', 'firmware rollout'],
    maintenance_window: ['maintenance', 'downtime', 'service window'],
  },
  hints: ['mqtt', 'lorawan', 'gateway', 'temperature', 'humidity', 'threshold', 'battery', 'over the air', 'edge'],
};
