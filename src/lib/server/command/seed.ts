// The sample episode, put into a new library once: who removes it does not get it back.
//
// seeds/<slug>/ holds audio.mp3, transcript.*, turns.json? (speakers.ts) and
// episode.json: { version, title, show, date, note, language, people }.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { add, type AddInput, type AddOptions } from '../add.ts';
import { asDiskError, codeOf, writeAtomic } from '../disk.ts';
import type { Library } from '../library.ts';

export const SAMPLE = 'logan-bartlett-dario-amodei';

/** Says that this library had its sample. */
const MARK = '.seeded';

const text = v.optional(v.nullable(v.string()), null);
const seedFile = v.object({
	version: v.literal(1),
	title: v.string(),
	show: text,
	date: text,
	note: text,
	language: v.optional(v.string(), 'en'),
	people: v.optional(v.array(v.object({ name: v.string(), role: v.optional(v.nullable(v.string()), null) })), [])
});

/** Add the sample to a library that is new and empty. Returns whether it did. */
export async function seed(library: Library, root: string, options: AddOptions): Promise<boolean> {
	const mark = join(library.dir, MARK);
	if (existsSync(mark)) return false;
	const folder = join(root, 'seeds', SAMPLE);
	const wanted = existsSync(join(folder, 'audio.mp3')) && (await library.list()).length === 0;
	if (wanted) await add(library, seedInput(folder, SAMPLE), options);
	try {
		await writeAtomic(mark, JSON.stringify({ version: 1 }));
	} catch (error) {
		// A library that can only be read is served all the same: nothing can be removed from it either.
		if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw asDiskError(error, mark);
	}
	return wanted;
}

/** What to add for the seed in a folder. */
export function seedInput(folder: string, slug: string): AddInput {
	const about = v.parse(seedFile, JSON.parse(readFileSync(join(folder, 'episode.json'), 'utf8')));
	const transcript = readdirSync(folder).find((name) => name.startsWith('transcript.'));
	const turns = join(folder, 'turns.json');
	return {
		audio: join(folder, 'audio.mp3'),
		transcript: transcript ? join(folder, transcript) : null,
		slug,
		title: about.title,
		show: about.show ?? undefined,
		date: about.date ?? undefined,
		note: about.note ?? undefined,
		language: about.language,
		people: about.people,
		speakers: existsSync(turns) ? turns : undefined
	};
}
