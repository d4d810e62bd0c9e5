import type { Context } from '#contracts/context.ts';
import { escapeControls } from '#entrypoints/escape-controls.ts';
import type { Output } from './shell.ts';

export interface Progress {
  readonly step: Context['progress'];
  /** Takes the live line away, so that something else can be printed. */
  readonly pause: () => void;
  readonly stop: () => void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 90;
/** A log wants few lines. */
const lineMs = 3_000;

/** Says on standard error what is going on: one live line at a terminal, now and then a line elsewhere. */
export function startProgress(stderr: Output, quiet: boolean): Progress {
  if (quiet) return { step: () => {}, pause: () => {}, stop: () => {} };
  return stderr.isTTY === true ? liveLine(stderr) : plainLines(stderr);
}

function liveLine(stderr: Output): Progress {
  const begun = Date.now();
  let message = '';
  let frame = 0;
  let shown = false;
  const draw = () => {
    if (message === '') return;
    const line = `${frames[frame++ % frames.length]} ${message} (${((Date.now() - begun) / 1_000).toFixed(1)} s)`;
    stderr.write(`\r\u001b[2K${line.slice(0, Math.max(10, (stderr.columns || 80) - 1))}`);
    shown = true;
  };
  const clear = () => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
    message = '';
  };
  const timer = setInterval(draw, frameMs);
  timer.unref();
  return {
    step: (step) => {
      message = inOneLine(step);
      draw();
    },
    pause: clear,
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

function plainLines(stderr: Output): Progress {
  let waiting: string | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const print = () => {
    if (waiting === undefined || Date.now() - last < lineMs) return;
    stderr.write(`${waiting}\n`);
    last = Date.now();
    waiting = undefined;
  };
  const timer = setInterval(print, lineMs / 3);
  timer.unref();
  return {
    step: (step) => {
      waiting = inOneLine(step);
      print();
    },
    pause: () => {},
    stop: () => clearInterval(timer),
  };
}

function inOneLine({ message, share }: Parameters<Context['progress']>[0]): string {
  const text = escapeControls(message).replaceAll(/\s+/g, ' ');
  return share === undefined ? text : `${text} ${Math.round(Math.min(1, Math.max(0, share)) * 100)} %`;
}
