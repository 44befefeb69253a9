/** Processor time: what a decision costs holds on a noisy machine, where decisions per second do not. */
import { readFileSync } from 'node:fs';

/** Ticks of the processor in a second, as /proc counts them. */
const TICKS = 100;

/** Processor time of this process – its threads included – and of another one so far, milliseconds. */
export function processorMs(other: number | undefined): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + processorMsOf(other);
}

/** Processor time of a process so far in milliseconds, from /proc; 0 where there is none. */
export function processorMsOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1000;
  } catch {
    return 0;
  }
}
