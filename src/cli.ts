#!/usr/bin/env node
// The command line: argv in, an exit code out.

import './compile-cache.js';

const { main } = await import('#lib/server/command/main.ts');
process.exitCode = await main(process.argv.slice(2));
