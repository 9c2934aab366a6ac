// `inkwave serve`: a port first, then what is missing (the built pages, the sample episode), then the pages.
//
// The port is taken before any long work, so that a port in use is told at once and a browser that comes early sees how
// far things are.

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { codeOf } from '../disk.ts';
import { openLibrary } from '../library.ts';
import type { Progress } from '../listen.ts';
import { root } from '../root.ts';
import { parseOrigin, settleForwarded } from './address.ts';
import { ensureBuilt } from './build.ts';
import { type Handler, readBuilt } from './built.ts';
import { describeStage } from './progress.ts';
import { seed } from './seed.ts';

export type ServeOptions = {
	/** Absolute. */
	library: string;
	port: number;
	host: string;
	onProgress: (progress: Progress) => void;
	signal?: AbortSignal;
};

/** Resolves with the running server and its address once the pages are served. Throws UserError. */
export async function serve(options: ServeOptions): Promise<{ server: Server; url: string }> {
	const { library: dir, port, host, signal } = options;
	if (process.env.ORIGIN) process.env.ORIGIN = parseOrigin(process.env.ORIGIN);
	else delete process.env.ORIGIN;
	let now: Progress = { stage: 'check', done: 0 };
	const onProgress = (progress: Progress) => {
		now = progress;
		options.onProgress(progress);
	};
	let handler: Handler = (_, response) => waiting(response, now);
	const server = createServer((request, response) => handler(request, response));
	await listenOn(server, port, host);
	try {
		const library = await openLibrary(dir);
		await library.sweep();
		// One keeps a processor busy here, the other in its own process.
		const work = new AbortController();
		const both = signal ? AbortSignal.any([signal, work.signal]) : work.signal;
		const tasks = [ensureBuilt(root(), onProgress, both), seed(library, root(), { onProgress, signal: both })];
		try {
			await Promise.all(tasks);
		} catch (error) {
			work.abort();
			await Promise.allSettled(tasks);
			throw error;
		}
		for (const problem of await library.problems()) console.error(`inkwave: ${problem}`);
		library.close();
		handler = await pages(dir);
	} catch (error) {
		server.close();
		server.closeAllConnections();
		throw error;
	}
	return { server, url: urlOf(server, host) };
}

/** The built app. It reads its settings from the environment, once. */
async function pages(dir: string): Promise<Handler> {
	process.env.INKWAVE_LIBRARY = dir;
	// Kit takes every request for https otherwise; a proxy in front may say what it really was.
	if (!process.env.ORIGIN) {
		process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto';
		process.env.HOST_HEADER ??= 'x-forwarded-host';
	}
	const handler = await readBuilt(join(root(), 'build'));
	return (request, response) => {
		settleForwarded(request.headers);
		handler(request, response);
	};
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error) => reject(asPortError(error, port, host)));
		server.listen(port, host, resolve);
	});
}

function asPortError(error: Error, port: number, host: string): Error {
	switch (codeOf(error)) {
		case 'EADDRINUSE':
			return new UserError(
				'port-in-use',
				`Expected port ${port} to be free, but another program listens on it; end that one, or choose another port, ` +
					`for example PORT=${port === 65535 ? port - 1 : port + 1}.`
			);
		case 'EACCES':
			return new UserError(
				'port-forbidden',
				`Expected to listen on port ${port}, but this user may not; choose one above 1023.`
			);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new UserError('bad-host', `Expected HOST to be an address of this machine, saw "${host}".`);
		default:
			return error;
	}
}

function urlOf(server: Server, host: string): string {
	const { port } = server.address() as AddressInfo;
	const name = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host) ? 'localhost' : host;
	return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** For who comes before the pages are there. */
function waiting(response: ServerResponse, now: Progress): void {
	response.writeHead(503, {
		'content-type': 'text/html; charset=utf-8',
		'retry-after': '3',
		'cache-control': 'no-store'
	});
	response.end(
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
			`<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="3"><title>Inkwave</title></head>` +
			`<body style="font: 1.1rem/1.5 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem">` +
			`<h1 style="font-size: 1.4rem">Inkwave is getting ready</h1>` +
			`<p>${describeStage(now)}. This happens on the first start and after an update; the page comes by itself.</p></body></html>`
	);
}

/** A port as people give it. Throws UserError. */
export function parsePort(text: string): number {
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
	throw new UserError('bad-port', `Expected a port from 0 to 65535, saw "${text}".`);
}
