/** The published workflow types and, beside them, the test procedure. */
import { durable } from '../../workflows/durable.ts';
import { counterOf, hoardOf } from './definitions.ts';

export * from '../../workflows/index.ts';
export const counter = durable('counter', counterOf);
export const hoard = durable('hoard', hoardOf);
