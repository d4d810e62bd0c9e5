import type { ModelPart } from '#analysis/domains/domain.ts';

const device = (id: number, { organization = 1, serial = `S-${id}`, site = 'NULL', gateway = 'NULL' } = {}) =>
  `INSERT INTO devices (id, organization_id, site_id, model_id, gateway_id, serial_number, name) VALUES (${id}, ${organization}, ${site}, 1, ${gateway}, '${serial}', 'Box ${id}')`;
const credential = (device: number, fingerprint: string) =>
  `INSERT INTO device_credentials (device_id, kind, fingerprint) VALUES (${device}, 'certificate', '${fingerprint}')`;
const read = (sensor: number, at: string, value = 21.5) =>
  `INSERT INTO readings (sensor_id, measured_at, value) VALUES (${sensor}, '2026-03-01 ${at}', ${value})`;
const hour = (at: string, low: number, mean: number, high: number, readings = 12) =>
  `INSERT INTO hourly_readings (sensor_id, hour_at, readings, lowest, mean, highest) VALUES (1, '2026-03-01 ${at}', ${readings}, ${low}, ${mean}, ${high})`;
const rule = (name: string, comparison: string, lower: string, upper: string) =>
  `INSERT INTO alert_rules (organization_id, metric_id, name, comparison, lower_limit, upper_limit) VALUES (1, 1, '${name}', '${comparison}', ${lower}, ${upper})`;
const watch = (rule: number, sensor: number, metric: number, organization = 1) =>
  `INSERT INTO alert_rule_sensors (rule_id, sensor_id, metric_id, organization_id) VALUES (${rule}, ${sensor}, ${metric}, ${organization})`;
const alert = (rule: number, sensor: number, organization = 1) =>
  `INSERT INTO alerts (organization_id, rule_id, sensor_id, severity, opened_at) VALUES (${organization}, ${rule}, ${sensor}, 'warning', '2026-03-01 10:00:00')`;
const update = (device: number, release: number, model = 1) =>
  `INSERT INTO firmware_updates (model_id, device_id, release_id) VALUES (${model}, ${device}, ${release})`;
const maintain = (of: 'site' | 'device', id: number, from: string, to: string, organization = 1) =>
  `INSERT INTO maintenance_windows (organization_id, ${of}_id, starts_at, ends_at, reason) VALUES (${organization}, ${id}, '2026-03-01 ${from}:00:00', '2026-03-01 ${to}:00:00', 'Filters')`;

/** Organisation 1 may have three devices and has two, beside one that is retired; organisation 2 has one. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ida@example.com', 'Ida'), (2, 'max@example.com', 'Max')",
    "INSERT INTO organizations (id, name, slug, device_limit) VALUES (1, 'Acme', 'acme', 3), (2, 'Other', 'other', NULL)",
    "INSERT INTO organization_members (organization_id, user_id, role) VALUES (1, 1, 'owner')",
    "INSERT INTO sites (id, organization_id, name) VALUES (1, 1, 'Plant'), (2, 2, 'Farm')",
    "INSERT INTO device_models (id, manufacturer, name) VALUES (1, 'Boxes', 'T1'), (2, 'Boxes', 'T2')",
    device(1, { site: '1' }),
    device(2),
    device(3),
    device(4, { organization: 2, site: '2' }),
    "UPDATE devices SET status = 'active', activated_at = '2026-01-01 00:00:00' WHERE id IN (1, 3)",
    "UPDATE devices SET status = 'retired', retired_at = '2026-02-01 00:00:00' WHERE id = 3",
    credential(1, 'aa'),
    "INSERT INTO metrics (id, code, name, unit) VALUES (1, 'temperature', 'Temperature', 'C'), (2, 'humidity', 'Humidity', '%')",
    "INSERT INTO sensors (id, organization_id, device_id, metric_id, name) VALUES (1, 1, 1, 1, 'Air'), (2, 1, 1, 2, 'Air'), (3, 2, 4, 1, 'Soil')",
    read(1, '10:00:00'),
    hour('10:00:00', 20, 21, 22),
    "INSERT INTO device_events (device_id, happened_at, kind) VALUES (1, '2026-03-01 09:00:00', 'connected')",
    "INSERT INTO alert_rules (id, organization_id, metric_id, name, comparison, upper_limit, is_active) VALUES (1, 1, 1, 'Too hot', 'above', 30, TRUE), (2, 1, 1, 'Old rule', 'above', 40, FALSE)",
    watch(1, 1, 1),
    "INSERT INTO alerts (id, organization_id, rule_id, sensor_id, severity, opened_at) VALUES (1, 1, 1, 1, 'warning', '2026-03-01 10:00:00')",
    "INSERT INTO alert_notifications (alert_id, user_id, channel) VALUES (1, 1, 'email')",
    "INSERT INTO firmware_releases (id, model_id, version, storage_key, size, sha256) VALUES (1, 1, '1.0', 'fw-1', 1000, 'aa'), (2, 1, '2.0', 'fw-2', 1000, 'bb'), (3, 2, '1.0', 'fw-3', 1000, 'cc')",
    "UPDATE firmware_releases SET status = 'released', released_at = '2026-01-01 00:00:00' WHERE id IN (1, 3)",
    'INSERT INTO firmware_updates (id, model_id, device_id, release_id) VALUES (1, 1, 1, 1)',
    maintain('site', 1, '10', '12'),
    maintain('device', 1, '14', '16'),
  ],
  scenarios: [
    { says: 'one serial number twice', refuse: device(9, { serial: 'S-1' }) },
    { says: 'another device', accept: device(9) },
    { says: 'a device above the limit', given: [device(9)], refuse: device(10) },
    { says: 'the last device that is allowed, twice', race: [device(9), device(10)] },
    { says: 'a limit below the devices', refuse: 'UPDATE organizations SET device_limit = 1 WHERE id = 1' },
    {
      says: 'a device for an organisation that is suspended meanwhile',
      race: ["UPDATE organizations SET status = 'suspended' WHERE id = 1", device(9)],
    },
    { says: 'a device at the site of somebody else', refuse: device(9, { site: '2' }) },
    { says: 'a device that speaks through the gateway of somebody else', refuse: device(9, { gateway: '4' }) },
    { says: 'a device that speaks through itself', refuse: 'UPDATE devices SET gateway_id = 1 WHERE id = 1' },
    { says: 'a device that speaks through another', accept: 'UPDATE devices SET gateway_id = 1 WHERE id = 2' },
    {
      says: 'two devices that speak through each other',
      race: ['UPDATE devices SET gateway_id = 2 WHERE id = 1', 'UPDATE devices SET gateway_id = 1 WHERE id = 2'],
    },
    { says: 'a serial number changed', refuse: "UPDATE devices SET serial_number = 'S-9' WHERE id = 1" },
    {
      says: 'a retired device that comes back',
      refuse: "UPDATE devices SET status = 'active', retired_at = NULL WHERE id = 3",
    },
    { says: 'a device activated at no time', refuse: "UPDATE devices SET status = 'active' WHERE id = 2" },
    {
      says: 'a device activated',
      accept: "UPDATE devices SET status = 'active', activated_at = '2026-03-01 00:00:00' WHERE id = 2",
    },
    { says: 'the next credential', accept: credential(1, 'bb') },
    { says: 'a third credential', given: [credential(1, 'bb')], refuse: credential(1, 'cc') },
    { says: 'two next credentials at once', race: [credential(1, 'bb'), credential(1, 'cc')] },
    { says: 'one fingerprint for two devices', refuse: credential(2, 'aa') },
    { says: 'a credential for a retired device', refuse: credential(3, 'cc') },
    {
      says: 'a credential for a device that is retired meanwhile',
      race: [
        "UPDATE devices SET status = 'retired', activated_at = '2026-03-01 00:00:00', retired_at = '2026-03-01 00:00:00' WHERE id = 2",
        credential(2, 'cc'),
      ],
    },
    {
      says: 'a revoked credential made active',
      given: [
        "UPDATE device_credentials SET status = 'revoked', revoked_at = '2026-03-01 00:00:00' WHERE fingerprint = 'aa'",
      ],
      refuse: "UPDATE device_credentials SET status = 'active', revoked_at = NULL WHERE fingerprint = 'aa'",
    },
    {
      says: 'a sensor of a device of somebody else',
      refuse: "INSERT INTO sensors (organization_id, device_id, metric_id, name) VALUES (1, 4, 2, 'Air')",
    },
    {
      says: 'two sensors of one channel',
      refuse: "INSERT INTO sensors (organization_id, device_id, metric_id, name) VALUES (1, 1, 1, 'Air')",
    },
    { says: 'a sensor that measures something else', refuse: 'UPDATE sensors SET metric_id = 2 WHERE id = 3' },
    { says: 'a reading', accept: read(1, '10:05:00') },
    { says: 'one reading sent twice', refuse: read(1, '10:00:00', 22) },
    { says: 'one reading sent twice at once', race: [read(1, '10:10:00', 22), read(1, '10:10:00', 22)] },
    {
      says: 'a reading without a value',
      refuse: "INSERT INTO readings (sensor_id, measured_at) VALUES (1, '2026-03-01 10:05:00')",
    },
    { says: 'a reading of no sensor', refuse: read(99, '10:05:00') },
    { says: 'a reading rewritten', refuse: 'UPDATE readings SET value = 20' },
    { says: 'a sensor with readings deleted', refuse: 'DELETE FROM sensors WHERE id = 1' },
    { says: 'an hour', accept: hour('11:00:00', 20, 21, 22) },
    { says: 'an hour added up twice', refuse: hour('10:00:00', 20, 21, 22) },
    { says: 'a mean above the highest', refuse: hour('11:00:00', 20, 23, 22) },
    { says: 'an hour of no readings', refuse: hour('11:00:00', 20, 21, 22, 0) },
    {
      says: 'an hour added up anew',
      accept: 'UPDATE hourly_readings SET readings = 13, highest = 23 WHERE sensor_id = 1',
    },
    { says: 'what happened rewritten', refuse: "UPDATE device_events SET kind = 'error'" },
    { says: 'a rule above nothing', refuse: rule('High', 'above', 'NULL', 'NULL') },
    { says: 'limits the wrong way round', refuse: rule('Range', 'outside', '30', '10') },
    { says: 'a rule', accept: rule('Range', 'outside', '10', '30') },
    { says: 'a rule for the temperature that watches the humidity', refuse: watch(1, 2, 1) },
    { says: 'a rule that watches the sensor of somebody else', refuse: watch(1, 3, 1) },
    {
      says: 'someone told who is no member',
      refuse:
        "INSERT INTO alert_rule_recipients (organization_id, rule_id, user_id, channel) VALUES (1, 1, 2, 'email')",
    },
    {
      says: 'a member told',
      accept:
        "INSERT INTO alert_rule_recipients (organization_id, rule_id, user_id, channel) VALUES (1, 1, 1, 'email')",
    },
    { says: 'a second alert while the first is open', refuse: alert(1, 1) },
    {
      says: 'another alert after the first was over',
      given: ["UPDATE alerts SET status = 'resolved', resolved_at = '2026-03-01 11:00:00' WHERE id = 1"],
      accept: alert(1, 1),
    },
    { says: 'two alerts at once', race: [alert(1, 2), alert(1, 2)] },
    { says: 'an alert of a rule that is switched off', refuse: alert(2, 1) },
    {
      says: 'an alert of a rule that is switched off meanwhile',
      race: ['UPDATE alert_rules SET is_active = FALSE WHERE id = 1', alert(1, 2)],
    },
    { says: 'an alert at the sensor of somebody else', refuse: alert(1, 3) },
    { says: 'an alert acknowledged by nobody', refuse: "UPDATE alerts SET status = 'acknowledged' WHERE id = 1" },
    {
      says: 'an alert acknowledged',
      accept:
        "UPDATE alerts SET status = 'acknowledged', acknowledged_at = '2026-03-01 10:05:00', acknowledged_by_id = 1 WHERE id = 1",
    },
    {
      says: 'someone told twice of one alert',
      refuse: "INSERT INTO alert_notifications (alert_id, user_id, channel) VALUES (1, 1, 'email')",
    },
    { says: 'a second update at the same time', refuse: update(1, 1) },
    { says: 'an update', accept: update(2, 1) },
    { says: 'two updates at once', race: [update(2, 1), update(2, 1)] },
    { says: 'firmware for another model', refuse: update(2, 3) },
    { says: 'firmware that is a draft', refuse: update(2, 2) },
    {
      says: 'firmware that is withdrawn meanwhile',
      race: ["UPDATE firmware_releases SET status = 'withdrawn' WHERE id = 1", update(2, 1)],
    },
    { says: 'released firmware changed', refuse: "UPDATE firmware_releases SET sha256 = 'zz' WHERE id = 1" },
    { says: 'a draft changed', accept: "UPDATE firmware_releases SET sha256 = 'zz' WHERE id = 2" },
    {
      says: 'an update cancelled while it is installed',
      given: [
        "UPDATE firmware_updates SET status = 'downloading' WHERE id = 1",
        "UPDATE firmware_updates SET status = 'installing' WHERE id = 1",
      ],
      refuse: "UPDATE firmware_updates SET status = 'cancelled', finished_at = '2026-03-01 10:00:00' WHERE id = 1",
    },
    { says: 'maintenance of a site that overlaps', refuse: maintain('site', 1, '11', '13') },
    { says: 'maintenance right after', accept: maintain('site', 1, '12', '13') },
    {
      says: 'two maintenances of a site at once',
      race: [maintain('site', 1, '18', '20'), maintain('site', 1, '19', '21')],
    },
    { says: 'maintenance of a device that overlaps', refuse: maintain('device', 1, '15', '17') },
    {
      says: 'two maintenances of a device at once',
      race: [maintain('device', 1, '18', '20'), maintain('device', 1, '19', '21')],
    },
    { says: 'maintenance of a device while its site has some', accept: maintain('device', 1, '10', '12') },
    { says: 'maintenance of the site of somebody else', refuse: maintain('site', 2, '10', '12') },
    {
      says: 'maintenance of nothing',
      refuse:
        "INSERT INTO maintenance_windows (organization_id, starts_at, ends_at, reason) VALUES (1, '2026-03-01 10:00:00', '2026-03-01 12:00:00', 'x')",
    },
  ],
};
