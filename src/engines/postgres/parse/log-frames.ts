import { isRecord } from './plan-fields.ts';

/** A line without what the collector of the log put around it. */
export interface FramedLine {
  readonly text: string;
  /** Lines of one origin belong together, whatever stands between them: syslog's process id. */
  readonly origin?: string;
  /** It goes on where the origin's last line ended. */
  readonly continues?: boolean;
  readonly at?: string;
}

/** What syslog, container engines and cloud consoles put around each line. */
export interface LogFrame {
  readonly name: string;
  /** undefined: this line is not framed. */
  readonly unwrap: (line: string) => FramedLine | undefined;
}

const isoStart = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const syslogLine = new RegExp(
  `^(?:<\\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|(?<at>${isoStart})) (?:\\S+ )?` +
    '(?:[^\\s[\\]:]+\\[(?<pid>\\d+)\\]:|\\S+ (?<pid5>\\d+) \\S+ -) ?(?:\\[\\d+-(?<part>\\d+)\\] )?(?<text>.*)$',
  's',
);
const kubernetesLine = new RegExp(`^${isoStart} std(?:out|err) (?<flag>[FP]) (?<text>.*)$`, 's');
/** `aws logs tail` and `kubectl logs --timestamps`: a time, perhaps the stream's name, then the server's own line. */
const timedLine = new RegExp(
  `^(?<at>${isoStart})\\s(?:[\\w./:[\\]$-]+\\s)??(?=\\d{4}-|\\[|LOG:|\\{|\\t)(?<text>.*)$`,
  's',
);

/** Tried in this order on the first lines. */
export const frames: readonly LogFrame[] = [
  {
    name: 'syslog',
    unwrap: (line) => {
      const found = syslogLine.exec(line)?.groups;
      if (found === undefined) return undefined;
      const origin = found['pid'] ?? found['pid5'];
      return {
        // rsyslog writes control characters in octal.
        text: (found['text'] ?? '').replaceAll('#011', '\t').replaceAll('#012', '\n'),
        ...(origin === undefined ? {} : { origin }),
        continues: Number(found['part'] ?? 1) > 1,
        ...(found['at'] === undefined ? {} : { at: found['at'] }),
      };
    },
  },
  {
    name: 'kubernetes',
    unwrap: (line) => {
      const text = kubernetesLine.exec(line)?.groups?.['text'];
      return text === undefined ? undefined : { text };
    },
  },
  jsonFrame('docker', 'log'),
  jsonFrame('google-cloud', 'textPayload'),
  {
    name: 'cloudwatch-json',
    unwrap: (line) => {
      const found = /^\s*"message": (".*"),?\s*$/.exec(line)?.[1];
      const text = found === undefined ? undefined : parsed(found);
      if (typeof text === 'string') return { text };
      return /^\s*(?:[[\]{}],?|"\w+": .*|\},?)\s*$/.test(line) ? { text: '' } : undefined;
    },
  },
  {
    name: 'cloudwatch',
    unwrap: (line) => {
      const found = timedLine.exec(line)?.groups;
      return found === undefined
        ? undefined
        : { text: found['text'] ?? '', ...(found['at'] ? { at: found['at'] } : {}) };
    },
  },
];

/** One JSON object a line, the server's line in one of its fields. */
function jsonFrame(name: string, field: string): LogFrame {
  return {
    name,
    unwrap: (line) => {
      if (!line.startsWith('{') || !line.includes(`"${field}":`)) return undefined;
      const value = parsed(line);
      const text = isRecord(value) ? value[field] : undefined;
      return typeof text === 'string' ? { text: text.replace(/\r?\n$/, '') } : undefined;
    },
  };
}

/** The frame of the first lines: most of them must have it. */
export function findFrame(lines: readonly string[]): LogFrame | undefined {
  const written = lines.filter((line) => line.trim() !== '');
  return frames.find((frame) => {
    const framed = written.map((line) => frame.unwrap(line)).filter((one) => one !== undefined && one.text !== '');
    if (frame.name === 'cloudwatch-json') return framed.length > 0 && /"(?:events|message)":/.test(written.join('\n'));
    return framed.length > 0 && framed.length * 2 >= written.filter((line) => !line.startsWith('\t')).length;
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
