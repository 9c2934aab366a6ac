// What watches the server hears.
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { library } from '#lib/server/current.ts';
import { GET } from '../../src/routes/healthz/+server.ts';

test('all is well while the library can be read', async () => {
	const dir = await mkdtemp(join(tmpdir(), 'inkwave-healthz-'));
	process.env.INKWAVE_LIBRARY = dir;
	try {
		expect(await (await GET()).text()).toBe('ok\n');
		await rename(dir, `${dir}-away`);
		await expect(GET()).rejects.toThrow('Expected a library at');
		await rename(`${dir}-away`, dir);
		expect((await GET()).status).toBe(200);
	} finally {
		(await library()).close();
		delete process.env.INKWAVE_LIBRARY;
		await rm(dir, { recursive: true, force: true });
	}
});
