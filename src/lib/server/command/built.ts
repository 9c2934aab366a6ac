// The built pages as one handler of requests. All of the folder is read at the start: a later build takes it away, and a
// server that runs goes on as it began, with pages and files of one version.

import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '#lib/core/errors.ts';
import { codeOf } from '../disk.ts';
import { readAssets } from './assets.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** `build` is the folder that Kit's adapter wrote. Throws UserError where it goes away meanwhile. */
export async function readBuilt(build: string): Promise<Handler> {
	try {
		const answer = readAssets(join(build, 'client'));
		const { handler } = await load(join(build, 'handler.js'));
		// Kit loads a page's code when somebody first asks for that page.
		for (const file of readdirSync(join(build, 'server'), { withFileTypes: true, recursive: true }))
			if (file.name.endsWith('.js')) await load(join(file.parentPath, file.name));
		return (request, response) => {
			if (!answer(request, response)) handler(request, response);
		};
	} catch (error) {
		if (!['ENOENT', 'ERR_MODULE_NOT_FOUND'].includes(codeOf(error) ?? '')) throw error;
		throw new UserError(
			'build-gone',
			'Expected the built pages to stay while they are read, but another program builds them now; start again when ' +
				'that is done.'
		);
	}
}

function load(file: string) {
	return import(pathToFileURL(file).href);
}
