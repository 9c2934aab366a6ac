// What Node compiles is kept for the next start, here and in the processes that this one starts. JavaScript, and loaded
// before anything else (package.json), so that no start waits for Node's TypeScript compiler while nothing has changed.

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../node_modules/.cache/inkwave', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? cache);
process.env.NODE_COMPILE_CACHE ??= cache;
