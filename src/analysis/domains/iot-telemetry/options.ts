import type { DomainOption } from '#analysis/domains/domain.ts';

const calibrate = (sensor: number, from: string, to: string) =>
  `INSERT INTO sensor_calibrations (sensor_id, valid_from, valid_until, factor) VALUES (${sensor}, '${from} 00:00:00', ${to}, 1.01)`;
const command = (device: number, key: string) =>
  `INSERT INTO device_commands (device_id, name, idempotency_key, expires_at) VALUES (${device}, 'restart', '${key}', '2099-01-01 00:00:00')`;
const group = (parent: string, device: number, organization: number) =>
  `INSERT INTO device_group_members (group_id, device_id, organization_id) VALUES (${parent}, ${device}, ${organization})`;

export const options: readonly DomainOption[] = [
  {
    id: 'commands',
    title: 'commands to devices',
    words: ['command', 'remote control', 'actuator', 'downlink', 'device twin', 'remote restart'],
    usual: true,
    part: {
      entities: {
        device_command: {
          description: 'What a device was told to do. A request that is sent twice is one command.',
          references: { device: 'device', requested_by: 'user?' },
          attributes: {
            name: 'code',
            arguments: { domain: 'json', optional: true, description: 'As the model of the device knows them.' },
            idempotency_key: 'token unique',
            status: 'state(queued, sent, done, failed, expired) = queued',
            expires_at: 'moment',
            finished_at: 'moment?',
          },
          checks: [
            { name: 'over_has_time', sql: "(status IN ('done', 'failed', 'expired')) = (finished_at IS NOT NULL)" },
          ],
          volume: { rows: 4_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'device_command',
          attribute: 'status',
          allowed: {
            queued: ['sent', 'expired'],
            sent: ['done', 'failed', 'expired'],
            done: [],
            failed: [],
            expired: [],
          },
          start: ['queued'],
          says: 'A command that is over is not sent again.',
        },
        {
          kind: 'only-while',
          entity: 'device_command',
          reference: 'device',
          parent: "status = 'active'",
          says: 'Only an active device is told what to do.',
        },
      ],
      access: [
        {
          name: 'commands that wait for a device, oldest first',
          entity: 'device_command',
          by: ['device'],
          where: "status = 'queued'",
          order: ['created_at'],
          limit: 20,
          perSecond: 100,
        },
        {
          name: 'commands of a device, newest first',
          entity: 'device_command',
          by: ['device'],
          order: ['-created_at'],
          limit: 50,
        },
      ],
      fixture: [
        "INSERT INTO device_commands (id, device_id, name, idempotency_key, expires_at) VALUES (1, 1, 'restart', 'c-1', '2099-01-01 00:00:00')",
      ],
      scenarios: [
        { says: 'one command given twice', refuse: command(1, 'c-1') },
        { says: 'another command', accept: command(1, 'c-2') },
        { says: 'a command to a device that is retired', refuse: command(3, 'c-2') },
        {
          says: 'a command to a device that is suspended meanwhile',
          race: ["UPDATE devices SET status = 'suspended' WHERE id = 1", command(1, 'c-2')],
        },
        {
          says: 'a command done before it was sent',
          refuse: "UPDATE device_commands SET status = 'done', finished_at = '2026-03-01 00:00:00' WHERE id = 1",
        },
      ],
    },
  },
  {
    id: 'calibrations',
    title: 'calibrations of sensors',
    words: ['calibration', 'recalibration', 'sensor drift', 'correction factor'],
    usual: true,
    part: {
      entities: {
        sensor_calibration: {
          description: 'How a value is put right that was measured in a time: raw * factor + shift.',
          references: { sensor: 'sensor', calibrated_by: 'user?' },
          attributes: {
            valid_from: 'moment',
            valid_until: 'moment?',
            factor: 'decimal(12, 6) > 0 = 1',
            shift: 'decimal(14, 6) = 0',
            certificate: 'code?',
          },
          volume: { rows: 400_000, perYear: 150_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'sensor_calibration',
          per: ['sensor'],
          from: 'valid_from',
          to: 'valid_until',
          says: 'A sensor has one calibration at a time.',
        },
      ],
      access: [
        {
          name: 'calibrations of a sensor, newest first',
          entity: 'sensor_calibration',
          by: ['sensor'],
          order: ['-valid_from'],
          limit: 20,
          perSecond: 20,
        },
      ],
      decisions: [
        {
          what: 'Readings keep the raw value; the calibration of their time puts them right when they are read.',
          why: 'A wrong calibration is mended in one row, not in millions.',
        },
      ],
      fixture: [calibrate(1, '2026-01-01', "'2026-02-01 00:00:00'")],
      scenarios: [
        { says: 'two calibrations at one time', refuse: calibrate(1, '2026-01-15', 'NULL') },
        { says: 'the next calibration', accept: calibrate(1, '2026-02-01', 'NULL') },
        {
          says: 'two next calibrations at once',
          race: [calibrate(1, '2026-02-01', 'NULL'), calibrate(1, '2026-03-01', 'NULL')],
        },
        {
          says: 'a calibration that ends before it begins',
          refuse: calibrate(2, '2026-02-01', "'2026-01-01 00:00:00'"),
        },
      ],
    },
  },
  {
    id: 'device-groups',
    title: 'groups of devices',
    words: ['device group', 'fleet', 'device tag', 'group of devices'],
    usual: false,
    part: {
      entities: {
        device_group: {
          references: { organization: 'organization', parent: 'device_group? agree(organization)' },
          attributes: { name: 'name' },
          unique: [{ of: ['organization', 'name'] }],
          volume: { rows: 5_000, perYear: 1_000 },
        },
        device_group_member: {
          key: ['group', 'device'],
          references: {
            organization: 'organization',
            group: 'device_group cascade agree(organization)',
            device: 'device cascade agree(organization)',
          },
          timestamps: 'created',
          volume: { rows: 120_000, perYear: 40_000 },
        },
      },
      invariants: [
        { kind: 'acyclic', entity: 'device_group', parent: 'parent', says: 'A group cannot stand below itself.' },
      ],
      access: [{ name: 'groups of a device', entity: 'device_group_member', by: ['device'], perSecond: 10 }],
      fixture: ["INSERT INTO device_groups (id, organization_id, name) VALUES (1, 1, 'Roofs'), (2, 1, 'Cellars')"],
      scenarios: [
        { says: 'the device of somebody else in a group', refuse: group('1', 4, 1) },
        { says: 'a device in a group', accept: group('1', 1, 1) },
        {
          says: 'two groups below each other',
          race: [
            'UPDATE device_groups SET parent_id = 2 WHERE id = 1',
            'UPDATE device_groups SET parent_id = 1 WHERE id = 2',
          ],
        },
      ],
    },
  },
  {
    id: 'moving-devices',
    title: 'devices that move',
    words: ['gps', 'location tracking', 'vehicle tracking', 'position', 'asset tracking', 'tracker', 'telematics'],
    usual: false,
    part: {
      entities: {
        device_position: {
          description: 'Where a device was at a moment.',
          key: ['device', 'measured_at'],
          references: { device: 'device' },
          attributes: {
            measured_at: 'moment',
            latitude: 'latitude',
            longitude: 'longitude',
            accuracy_metres: 'count?',
          },
          timestamps: 'none',
          partitionBy: 'measured_at',
          appendOnly: true,
          volume: { rows: 500_000_000, perYear: 2_000_000_000, keepDays: 90 },
        },
      },
      access: [
        {
          name: 'the way of a device in a time',
          entity: 'device_position',
          by: ['device'],
          range: 'measured_at',
          perSecond: 20,
        },
      ],
      fixture: [
        "INSERT INTO device_positions (device_id, measured_at, latitude, longitude) VALUES (1, '2026-03-01 10:00:00', 48.1, 11.5)",
      ],
      scenarios: [
        {
          says: 'a device at two places at once',
          refuse:
            "INSERT INTO device_positions (device_id, measured_at, latitude, longitude) VALUES (1, '2026-03-01 10:00:00', 50.1, 8.6)",
        },
        {
          says: 'a device beyond the pole',
          refuse:
            "INSERT INTO device_positions (device_id, measured_at, latitude, longitude) VALUES (1, '2026-03-01 10:05:00', 95, 8.6)",
        },
        {
          says: 'a device somewhere else later',
          accept:
            "INSERT INTO device_positions (device_id, measured_at, latitude, longitude) VALUES (1, '2026-03-01 10:05:00', 48.2, 11.5)",
        },
      ],
    },
  },
];
