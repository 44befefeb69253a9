/** The program of the thread in which a large registry file is read. */
import { parentPort, workerData } from 'node:worker_threads';
import { readRows } from './read-rows.ts';

parentPort?.postMessage(readRows(workerData));
