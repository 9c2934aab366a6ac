#!/usr/bin/env node
// The command line: argv in, an exit code out. What is compiled once is kept, so that the next start is quick.

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../node_modules/.cache/inkwave', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? cache);
// For the processes that this one starts.
process.env.NODE_COMPILE_CACHE ??= cache;

const { main } = await import('#lib/server/command/main.ts');
process.exitCode = await main(process.argv.slice(2));
