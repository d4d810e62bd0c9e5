import type { Reporter } from '#contracts/reporter.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { Report, Silenced, Unseen } from '#vocabulary/report.ts';
import { changeTexts } from './change-text.ts';
import { filePlace } from './file-place.ts';
import { findingPlace } from './finding-place.ts';
import { printableReport } from './printable.ts';

/**
 * SARIF 2.1.0, as code scanning takes it: findings are results, silenced ones are suppressed results, what was not seen
 * is a notification. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Reporter = {
  id: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  print: (given) => `${JSON.stringify(logOf(wellFormed(printableReport(given))), null, 2)}\n`,
};

const levels = { critical: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

function logOf(report: Report) {
  const all = [...report.findings, ...report.silenced.map(({ finding }) => finding)];
  const ids = [...new Set(all.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dbwright',
            rules: ids.map((id) =>
              ruleOf(
                id,
                all.filter(({ rule }) => rule === id),
              ),
            ),
          },
        },
        // What is behind the last slash tells runs apart; there is nothing to tell.
        automationDetails: { id: `dbwright/${report.command.replaceAll(' ', '-')}/` },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.unseen.map(notificationOf) }],
        columnKind: 'utf16CodeUnits',
        results: [
          ...report.findings.map((finding) => resultOf(finding, ids)),
          ...report.silenced.map((one) => ({ ...resultOf(one.finding, ids), suppressions: [suppressionOf(one)] })),
        ],
        properties: { command: report.command, subject: report.subject, summary: report.summary },
      },
    ],
  };
}

/** A report knows of its rules what their findings say. */
function ruleOf(id: string, findings: readonly Finding[]) {
  const [first] = findings;
  const words = id.replaceAll('-', ' ');
  const source = findings
    .flatMap(({ evidence }) => evidence.map((one) => one.source))
    .find((address) => address !== undefined && URL.canParse(address) && address.startsWith('https://'));
  const help = [first?.why, first?.advice].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    id,
    shortDescription: { text: message(`${words.charAt(0).toUpperCase()}${words.slice(1)}`) },
    fullDescription: { text: message(first?.why || words) },
    help: { text: message(help || words) },
    ...(source === undefined ? {} : { helpUri: source }),
    defaultConfiguration: { level: levels[first?.severity ?? 'warning'] },
  };
}

function resultOf(finding: Finding, ids: readonly string[]) {
  const statements = changeTexts(finding.changes).filter((text) => text !== '');
  const said = [
    filePlace(finding) === undefined ? `${findingPlace(finding)}: ${finding.message}` : finding.message,
    finding.why,
    ...(finding.advice === undefined ? [] : [`Do: ${finding.advice}`]),
    ...statements,
  ];
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: message(said.filter((part) => part !== '').join('\n')) },
    locations: [locationOf(finding)],
    // The first is ours; by the second GitHub knows an alert again, where it would hash the line that it stands on.
    partialFingerprints: { 'dbwright/v1': finding.fingerprint, primaryLocationLineHash: finding.fingerprint },
    properties: {
      at: finding.at,
      ...(finding.share === undefined ? {} : { share: finding.share }),
      ...(finding.regression === true ? { regression: true } : {}),
    },
  };
}

/**
 * A thing in the database stands in no file: it has a logical location, and a made-up path beside it, as GitHub refuses
 * a file in which one result has none.
 */
function locationOf(finding: Finding) {
  const place = filePlace(finding);
  if (place !== undefined) {
    return {
      physicalLocation: {
        artifactLocation: { uri: fileUri(place.file) },
        region: { startLine: place.line },
      },
    };
  }
  const name = findingPlace(finding) || finding.rule || 'unnamed';
  return {
    physicalLocation: {
      artifactLocation: {
        uri: `database/${segments(name)}`,
        description: { text: 'A thing in the database, no file.' },
      },
      region: { startLine: 1 },
    },
    logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }],
  };
}

/** Relative to the root of the repository; an absolute path as an address of its own. */
function fileUri(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${segments(path.slice(2))}`;
  return path.startsWith('/') ? `file://${segments(path)}` : segments(path);
}

function segments(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function suppressionOf({ by, reason }: Silenced) {
  return { kind: by === 'inline' ? 'inSource' : 'external', status: 'accepted', justification: reason };
}

function notificationOf({ what, why, remedy }: Unseen) {
  return { level: 'note', message: { text: message([`${what}: ${why}`, remedy ?? ''].join(' ').trim()) } };
}

/** Braces mark places for values (§3.11.5), and `[text](target)` a link (§3.11.6): what is written here is neither. */
function message(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

/** Half a pair of surrogates has no form in UTF-8. */
function wellFormed<T>(value: T): T {
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      return part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
    }
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value) as T;
}
