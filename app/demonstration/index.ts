/** The demonstration: invented bodies and people beside the real registry. */
export { administratorOfDemonstration, type BodyCast, cast } from './cast.ts';
export { seedDemonstration } from './seed.ts';
