import { problem } from '#contracts/problem-error.ts';

/** Problem `conflict` where the server took fewer rows than were sent, as triggers and rules can have it. */
export function checkTaken(taken: number, sent: number, place: string): void {
  if (taken === sent) return;
  throw problem(
    'conflict',
    `Of ${sent} rows the server took ${taken} into ${place}: a trigger or a rule leaves some out without a word.`,
    'Load them while triggers do not fire (--triggers off), or raise --proof to find out which, so that they are not made.',
  );
}
