/** The entry point, and the only place that knows both `app` and the demonstration, which is loaded when asked for. */
import { main } from '../app/main.ts';

await main(async () => (await import('../demonstration/index.ts')).demonstration);
