// The folder of an episode gets what an audio and a transcript are for the page: the files as given, a copy that seeks
// where they need one, the transcript as it was understood, the waveform, and when each word is said.
//
//   copy ──► remux? ──► listen (decode, align, peaks) ──► write, sync

import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Alignment, Notice } from '#lib/core/episode.ts';
import { canSound } from '#lib/core/align/pronounce/soundable.ts';
import { UserError } from '#lib/core/errors.ts';
import { notMatching } from './align.ts';
import { listenElsewhere } from './aligner.ts';
import { findFfmpeg } from './audio/ffmpeg.ts';
import type { AudioInfo } from './audio/probe.ts';
import { makeSeekable } from './audio/seekable.ts';
import { syncFile, writeSynced } from './disk.ts';
import { type StoredEpisode, writeAlignment, writeText } from './files.ts';
import { ALIGNMENT, PEAKS, TEXT } from './library.ts';
import type { Heard, Listen, Progress } from './listen.ts';
import { languageName, type TranscriptFile } from './transcript.ts';

export type Material = {
	/** Path of the audio, and what is known of it. */
	path: string;
	audio: AudioInfo;
	transcript: TranscriptFile | null;
	/** BCP 47. */
	language: string;
	/** Folder of another acoustic model. */
	model?: string;
	/** Do not align. */
	untimed?: boolean;
};

export type FillOptions = {
	onProgress?: (progress: Progress) => void;
	signal?: AbortSignal;
	/** What does the work and the writing: a test puts in its own. */
	listen?: Listen;
	write?: typeof writeSynced;
};

export type Filled = {
	/** Without artwork. */
	files: StoredEpisode['files'];
	heard: Heard;
	/** What no alignment carries. */
	notices: Notice[];
};

/** Throws UserError where the two do not belong together, or where the audio turns out to be no whole episode. */
export async function fill(folder: string, material: Material, options: FillOptions): Promise<Filled> {
	const { signal, onProgress, listen = listenElsewhere, write = writeSynced } = options;
	const { path, audio, transcript, language, model } = material;
	const files: StoredEpisode['files'] = {
		audio: `audio${safeExtension(path)}`,
		audioType: audio.type,
		served: null,
		servedType: null,
		transcript: transcript ? `transcript${safeExtension(transcript.name) || '.txt'}` : null,
		artwork: null
	};
	onProgress?.({ stage: 'copy', done: 0 });
	await copy(path, join(folder, files.audio), signal);
	if (transcript) await write(join(folder, files.transcript!), transcript.bytes);
	onProgress?.({ stage: 'copy', done: 1 });

	const original = join(folder, files.audio);
	const serveCopy = async (info: Pick<AudioInfo, 'format' | 'seeksWell' | 'gaps'>) => {
		onProgress?.({ stage: 'remux', done: 0 });
		const served = await makeSeekable(original, info, join(folder, 'served.m4a'), signal);
		if (served) {
			files.served = basename(served.file);
			files.servedType = served.type;
			await syncFile(join(folder, files.served));
		}
		onProgress?.({ stage: 'remux', done: 1 });
	};
	if (!audio.seeksWell) await serveCopy(audio);

	const untimed = whyUntimed(material);
	const hear = () =>
		listen(
			{
				audio: join(folder, files.served ?? files.audio),
				name: basename(path),
				duration: audio.duration,
				exact: audio.exact,
				transcript: untimed ? null : (transcript?.transcript ?? null),
				language,
				modelDir: model ?? null
			},
			{ onProgress, signal }
		);
	let heard = await hear();
	// Damage is only seen by who decodes all of it. The words' times hold for the copy, in which silence takes its place.
	if (heard.gaps && !files.served && (await findFfmpeg())) {
		await serveCopy({ ...audio, seeksWell: false, gaps: true });
		heard = await hear();
	}
	refuse(material, heard);
	onProgress?.({ stage: 'save', done: 0 });
	await write(join(folder, PEAKS), heard.peaks);
	if (transcript) await write(join(folder, TEXT), writeText(transcript.transcript));
	if (heard.alignment) await write(join(folder, ALIGNMENT), writeAlignment(heard.alignment));
	return { files, heard, notices: [...audio.notices, ...(untimed ? [untimed] : [])] };
}

/** What to tell where words cannot be aligned, or should not be; null where they can. */
function whyUntimed({ transcript, language, model, untimed }: Material): Notice | null {
	if (!transcript) return null;
	if (untimed)
		return { code: 'untimed', message: 'The words of this page do not follow the voice: it was added without times.' };
	if (model || canSound(language, transcript.transcript.text)) return null;
	return {
		code: 'untimed',
		message: `The words of this page do not follow the voice: there is no model that can sound out ${languageName(language)} here.`
	};
}

/** Throws where what was heard says that this is not an episode with its transcript. */
function refuse({ path, audio, transcript, language }: Material, { alignment }: Heard): void {
	if (!alignment || !transcript) return;
	if (!alignment.matches) throw notMatching(alignment, transcript.name, basename(path), language);
	// A header that promises more would have told before; without one, the words that nobody says at the end do.
	if (audio.notices.some(({ code }) => code === 'cut-frame') && endsUnspoken(alignment))
		throw new UserError(
			'truncated-audio',
			`Expected the whole episode, but ${basename(path)} ends in the middle of the sound and before the ` +
				`transcript does: it was cut while it was copied or fetched; fetch it again.`
		);
}

function endsUnspoken({ timings }: Alignment): boolean {
	let count = 0;
	while (count < timings.length && timings[timings.length - 1 - count].state === 'unspoken') count++;
	return count >= Math.max(5, timings.length * 0.03);
}

/** Copy without using the space twice where the file system can share it. */
async function copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
	try {
		await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
	} catch {
		await rm(to, { force: true });
		await pipeline(createReadStream(from), createWriteStream(to, { flags: 'wx' }), { signal });
	}
	await syncFile(to);
}

function safeExtension(path: string): string {
	const extension = extname(path).toLowerCase();
	return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}
