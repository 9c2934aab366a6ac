// What an audio file is, how long it really plays, whether players can seek in it, and what its tags say. Files that are
// no audio, or were cut while they were fetched, are told from sound ones here.
import type { Notice } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { decode, needsFfmpeg, noSound } from './decode.ts';
import { findFfmpeg } from './ffmpeg.ts';
import { flacEnd, readFlac } from './flac.ts';
import { mp3Duration, scanMp3 } from './mp3.ts';
import { readMp4 } from './mp4.ts';
import { oneClock, readOgg } from './ogg.ts';
import { sniff } from './sniff.ts';
import type { Container } from './sniff.ts';
import { openSource } from './source.ts';
import type { Source } from './source.ts';
import { readTags } from './tags.ts';
import type { Tags } from './tags.ts';
import { readWav } from './wav.ts';

export type AudioInfo = {
	/** The coding inside, for people and messages: `mp3`, `aac`, `opus`, `vorbis`, `flac`, `wav`, … */
	format: string;
	/** MIME type to serve it with. */
	type: string;
	/** Seconds, as a player that reads every frame counts them. */
	duration: number;
	/** Whether a decoder has to give all of that: not of a damaged file, of which it gives what it can. */
	exact: boolean;
	/** Hz and channels of the beginning; 0 where only ffmpeg knows. */
	sampleRate: number;
	channels: number;
	/** Whether browsers play it as it is, and land where a seek says; if not, see seekable.ts. */
	seeksWell: boolean;
	/** Whether its timestamps leave stretches without sound. Chromium plays over them, and seeks by the timestamps. */
	gaps: boolean;
	/** Things worth telling: the end may be missing. */
	notices: Notice[];
	tags: Tags;
};

type Sound = Omit<AudioInfo, 'tags' | 'notices' | 'gaps'> & { notices?: Notice[]; gaps?: boolean };

/** A file may be this much shorter than its header says before it counts as cut: seconds, and share. */
const MISSING_SECONDS = 1;
const MISSING_SHARE = 0.01;

/**
 * @throws UserError `no-file`, `not-a-file`, `unreadable-file`, `empty-audio`, `text-as-audio`, `no-audio`,
 * `truncated-audio`, `needs-ffmpeg`, `undecodable-audio`, `ffmpeg-stopped`; the signal's reason when aborted
 */
export async function probe(path: string, signal?: AbortSignal): Promise<AudioInfo> {
	const sound = await open(path, signal);
	return { ...sound, gaps: sound.gaps ?? false, notices: sound.notices ?? [], tags: await readTags(path) };
}

/** How long it is alone; throws as `probe` does. */
export async function durationOf(path: string, signal?: AbortSignal): Promise<Pick<AudioInfo, 'duration' | 'exact'>> {
	const { duration, exact } = await open(path, signal);
	return { duration, exact };
}

async function open(path: string, signal?: AbortSignal): Promise<Sound> {
	const source = await openSource(path);
	try {
		const sound = await inspect(source, await sniff(source), signal);
		if (!(sound.duration > 0)) throw noSound(source.name);
		return sound;
	} finally {
		await source.close();
	}
}

async function inspect(source: Source, container: Container, signal?: AbortSignal): Promise<Sound> {
	if (container === 'mp3') return inspectMp3(source, signal);
	if (container === 'mp4') return inspectMp4(source, signal);
	if (container === 'wav') return inspectWav(source, signal);
	if (container === 'flac') {
		const flac = await readFlac(source);
		if (!flac) throw noSound(source.name);
		const end = flac.samples === null ? null : await flacEnd(source, flac);
		if (end !== null) checkWhole(source, end / flac.rate, flac.samples! / flac.rate, 0);
		const duration = flac.samples ? flac.samples / flac.rate : (await measure(source, signal)).duration;
		return {
			format: 'flac',
			type: 'audio/flac',
			duration,
			exact: true,
			sampleRate: flac.rate,
			channels: flac.channels,
			seeksWell: true
		};
	}
	if (container === 'ogg') {
		const ogg = await readOgg(source, signal);
		if (ogg?.end === 'cut') throw truncated(source, 'ends in the middle of a page');
		if (ogg && ogg.codec !== 'other')
			return {
				format: ogg.codec,
				type: 'audio/ogg',
				duration: ogg.duration,
				exact: !ogg.damaged && ogg.end === 'whole',
				sampleRate: ogg.rate,
				channels: ogg.channels,
				seeksWell: oneClock(ogg),
				notices:
					ogg.end === 'open'
						? [{ code: 'cut-frame', message: `${source.name} has no last page; it may have been cut.` }]
						: []
			};
	}
	const type = { adts: 'audio/aac', webm: 'audio/webm', aiff: 'audio/aiff', ogg: 'audio/ogg' }[container as string];
	if (!(await findFfmpeg())) throw needsFfmpeg(source.name, container === 'adts' ? 'AAC' : 'something else');
	const measured = await measure(source, signal);
	return {
		format: container === 'adts' ? 'aac' : container,
		type: type ?? 'application/octet-stream',
		...measured,
		exact: true,
		sampleRate: 0,
		channels: 0,
		seeksWell: !measured.gaps && container === 'webm' && (await isWebm(source))
	};
}

async function inspectMp3(source: Source, signal?: AbortSignal): Promise<Sound> {
	const mp3 = await scanMp3(source, signal);
	if (!mp3) throw noSound(source.name);
	const duration = mp3Duration(mp3);
	const promised = ((mp3.header?.frames ?? 0) * mp3.first.samples) / mp3.first.rate;
	checkWhole(source, duration, promised - (mp3.skip + mp3.padding) / mp3.first.rate);
	return {
		format: mp3.first.layer === 3 ? 'mp3' : `mp${mp3.first.layer}`,
		type: 'audio/mpeg',
		duration,
		exact: mp3.junk === 0 && mp3.missing === 0,
		sampleRate: mp3.first.rate,
		channels: mp3.first.channels,
		seeksWell: mp3.first.layer === 3 && mp3.constantBitrate && mp3.segments.length === 1 && mp3.junk === 0,
		notices: mp3.missing
			? [{ code: 'cut-frame', message: `${source.name} ends in the middle of a frame; it may have been cut.` }]
			: []
	};
}

async function inspectMp4(source: Source, signal?: AbortSignal): Promise<Sound> {
	const mp4 = await readMp4(source);
	if (!mp4) throw truncated(source, 'has lost its index');
	if (!mp4.audio && mp4.indexCut) throw truncated(source, 'ends in the middle of its index');
	if (!mp4.audio)
		throw new UserError(
			'no-audio',
			`Expected sound in ${source.name}, but it has no audio track; choose the episode's audio.`
		);
	if (mp4.cut) throw truncated(source, 'ends before the sound that its index promises');
	const { audio } = mp4;
	// Told here of the file as its owner knows it, before anything is copied.
	if (audio.codec !== 'mp3' && !(await findFfmpeg()))
		throw needsFfmpeg(source.name, audio.codec === 'other' ? 'something else' : audio.codec.toUpperCase());
	const { duration, gaps } =
		audio.duration === null ? await measure(source, signal) : { duration: audio.duration, gaps: audio.gaps };
	return {
		format: audio.codec,
		type: mp4.video ? 'video/mp4' : 'audio/mp4',
		duration,
		exact: true,
		gaps,
		sampleRate: audio.rate,
		channels: audio.channels,
		seeksWell: !gaps && !['alac', 'other'].includes(audio.codec)
	};
}

async function inspectWav(source: Source, signal?: AbortSignal): Promise<Sound> {
	const wav = await readWav(source);
	if (!wav) throw noSound(source.name);
	const seconds = (bytes: number) => Math.floor(bytes / wav.frame) / wav.rate;
	if (wav.coding && wav.promised) checkWhole(source, seconds(wav.dataBytes), seconds(wav.promised));
	if (!wav.coding && !(await findFfmpeg())) throw needsFfmpeg(source.name, 'a WAV with compressed sound');
	return {
		format: 'wav',
		type: 'audio/wav',
		exact: true,
		duration: wav.coding ? seconds(wav.dataBytes) : (await measure(source, signal)).duration,
		sampleRate: wav.rate,
		channels: wav.channels,
		seeksWell: wav.coding !== null && wav.bits <= 32
	};
}

/** Decodes all of it, for formats that do not say. */
async function measure(source: Source, signal?: AbortSignal): Promise<{ duration: number; gaps: boolean }> {
	const rate = 8000;
	let samples = 0;
	let gaps = false;
	for await (const block of decode(source.path, { rate, signal, onGap: () => (gaps = true) })) samples += block.length;
	return { duration: samples / rate, gaps };
}

function checkWhole(source: Source, seconds: number, promised: number, share = MISSING_SHARE): void {
	const missing = promised - seconds;
	if (missing > MISSING_SECONDS && missing > promised * share)
		throw truncated(source, `promises ${Math.round(promised)} seconds and holds ${Math.round(seconds)}`);
}

function truncated(source: Source, what: string): UserError {
	return new UserError(
		'truncated-audio',
		`Expected the whole episode, but ${source.name} ${what}: it was cut while it was copied or fetched; fetch it again.`
	);
}

/** WebM, not any other Matroska: browsers play only the codecs of the former. */
async function isWebm(source: Source): Promise<boolean> {
	return new TextDecoder('latin1').decode(await source.read(0, 64)).includes('webm');
}
