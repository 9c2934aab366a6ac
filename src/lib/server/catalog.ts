// An index of the library for lists and for searching all episodes: SQLite with full text, derived from the folders.
//
// `.catalog.sqlite` in the library. Each row knows the stamp of the folder it was made from, so a refresh reads only what
// changed. A file that is damaged or of another version is thrown away and made again; where the library cannot be written
// the index lives in memory. Two processes may use it at once (busy timeout, short transactions).

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Alignment, Report, Transcript } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { passagesOf, withoutTitle } from '#lib/core/publish.ts';
import { hasWords } from '#lib/core/search.ts';
import type { StoredEpisode } from './files.ts';

const FILE = '.catalog.sqlite';
const SCHEMA = 2;

/** Characters of text that go into one transaction. Each has to reach the disk; none should keep others waiting long. */
const BATCH = 300_000;
/** What an episode costs besides its text, in such characters. */
const EPISODE_COST = 2000;

/** An episode as a list shows it. `report` is null where its words have no times. */
export type EpisodeSummary = Omit<StoredEpisode, 'chapters' | 'files'> & {
	words: number;
	report: Report | null;
	artwork: boolean;
};

/** A passage in which the words of a search occur. */
export type Hit = {
	slug: string;
	title: string;
	/** Offset of the passage in the episode's text. */
	from: number;
	/** Seconds where it begins, null where that is not known. */
	start: number | null;
	/** A piece of the passage around the first match, in parts that are matches and parts that are not. */
	parts: { text: string; match: boolean }[];
};

export type Indexed = { summary: EpisodeSummary; transcript: Transcript; alignment: Alignment | null };

export interface Catalog {
	/** Bring the index in line with the folders: `stamps` names every episode there is, `read` loads one. */
	refresh(stamps: Map<string, string>, read: (slug: string, stamp: string) => Promise<Indexed>): Promise<void>;
	list(): EpisodeSummary[];
	problems(): string[];
	search(query: string, limit: number): Hit[];
	close(): void;
}

export function openCatalog(dir: string): Catalog {
	let db = openFile(join(dir, FILE));
	const attempt = <T>(work: () => T): T => {
		try {
			return work();
		} catch (error) {
			if (!isBroken(error)) throw error;
			db.close();
			discard(join(dir, FILE));
			db = openFile(join(dir, FILE));
			return work();
		}
	};

	const refresh: Catalog['refresh'] = async (stamps, read) => {
		const known = attempt(() => {
			const rows = db.prepare('SELECT slug, stamp FROM episodes').all() as { slug: string; stamp: string }[];
			return new Map(rows.map(({ slug, stamp }) => [slug, stamp]));
		});
		let rows = new Map<string, Row | null>();
		let cost = 0;
		const put = (slug: string, row: Row | null) => {
			rows.set(slug, row);
			cost += EPISODE_COST;
			for (const { body } of row?.passages ?? []) cost += body.length;
			if (cost >= BATCH) flush();
		};
		const flush = () => {
			const batch = rows;
			[rows, cost] = [new Map(), 0];
			if (batch.size) attempt(() => replace(db, batch));
		};
		for (const slug of known.keys()) if (!stamps.has(slug)) put(slug, null);
		for (const [slug, stamp] of stamps) {
			if (known.get(slug) === stamp) continue;
			try {
				put(slug, rowOf(stamp, await read(slug, stamp)));
			} catch (error) {
				// Anything but a sentence for the person at the machine is no property of the folder.
				if (!(error instanceof UserError)) throw error;
				put(slug, { stamp, problem: error.message, summary: null, passages: [] });
			}
		}
		flush();
	};

	return {
		async refresh(stamps, read) {
			try {
				await refresh(stamps, read);
			} catch (error) {
				if (!isReadOnly(error)) throw error;
				// Somebody else's library: it can be read as it is, and indexed elsewhere.
				db.close();
				db = openFile(':memory:');
				await refresh(stamps, read);
			}
		},
		list: () =>
			attempt(() =>
				db
					.prepare(
						`SELECT summary FROM episodes WHERE summary IS NOT NULL
						ORDER BY date IS NULL, date DESC, added DESC, slug`
					)
					.all()
					.map(({ summary }) => JSON.parse(summary as string) as EpisodeSummary)
			),
		problems: () =>
			attempt(() =>
				db
					.prepare('SELECT problem FROM episodes WHERE problem IS NOT NULL ORDER BY slug')
					.all()
					.map(({ problem }) => problem as string)
			),
		search: (query, limit) => attempt(() => search(db, query, limit)),
		close: () => db.close()
	};
}

type Row = {
	stamp: string;
	problem: string | null;
	summary: EpisodeSummary | null;
	passages: { from: number; start: number | null; body: string }[];
};

function rowOf(stamp: string, { summary, transcript, alignment }: Indexed): Row {
	const made = withoutTitle(passagesOf(transcript, alignment), transcript.text, summary.title);
	const passages = made.passages.map(({ from, to, start }) => ({
		from,
		start,
		body: apart(transcript.text.slice(from, to))
	}));
	return { stamp, problem: null, summary, passages };
}

function openFile(path: string): DatabaseSync {
	for (const place of [path, path, ':memory:']) {
		try {
			const db = new DatabaseSync(place);
			try {
				prepare(db);
				return db;
			} catch (error) {
				db.close();
				if (place === ':memory:') throw error;
				if (isBroken(error)) discard(path);
			}
		} catch (error) {
			if (place === ':memory:') throw error;
		}
	}
	throw new Error('unreachable: an index in memory can always be opened');
}

function prepare(db: DatabaseSync): void {
	db.exec('PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL');
	const { user_version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
	if (user_version !== SCHEMA)
		db.exec(`
			BEGIN IMMEDIATE;
			DROP TABLE IF EXISTS episodes;
			DROP TABLE IF EXISTS passages;
			CREATE TABLE episodes (
				slug TEXT PRIMARY KEY, stamp TEXT NOT NULL, problem TEXT, title TEXT, date TEXT, added TEXT, summary TEXT,
				first INTEGER, last INTEGER
			);
			CREATE VIRTUAL TABLE passages USING fts5 (
				slug UNINDEXED, "from" UNINDEXED, start UNINDEXED, body, tokenize = "unicode61 remove_diacritics 2"
			);
			PRAGMA user_version = ${SCHEMA};
			COMMIT`);
	// Proves that it can be written, not only opened.
	db.exec('BEGIN IMMEDIATE; COMMIT');
}

/** Put in these rows for what there was of their episodes; nothing in place of null. */
function replace(db: DatabaseSync, rows: Map<string, Row | null>): void {
	db.exec('BEGIN IMMEDIATE');
	try {
		// By their place: to find an episode's passages by its slug, all of the index would have to be gone through.
		const place = db.prepare('SELECT first, last FROM episodes WHERE slug = ? AND first IS NOT NULL');
		const drop = db.prepare('DELETE FROM passages WHERE rowid BETWEEN ? AND ?');
		const forget = db.prepare('DELETE FROM episodes WHERE slug = ?');
		const insert = db.prepare('INSERT INTO episodes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
		const insertPassage = db.prepare('INSERT INTO passages VALUES (?, ?, ?, ?)');
		for (const [slug, row] of rows) {
			const there = place.get(slug) as { first: number; last: number } | undefined;
			if (there) drop.run(there.first, there.last);
			forget.run(slug);
			if (!row) continue;
			const places = row.passages.map(({ from, start, body }) => insertPassage.run(slug, from, start, body));
			const { summary } = row;
			insert.run(
				slug,
				row.stamp,
				row.problem,
				summary?.title ?? null,
				summary?.date ?? null,
				summary?.added ?? null,
				summary ? JSON.stringify(summary) : null,
				places[0]?.lastInsertRowid ?? null,
				places.at(-1)?.lastInsertRowid ?? null
			);
		}
		db.exec('COMMIT');
	} catch (error) {
		db.exec('ROLLBACK');
		throw error;
	}
}

// Between letters of scripts without spaces goes an invisible break, so that each letter is a term and a word a phrase.
// The letter is asked for first: marks are gone over once for each letter, not for each mark.
const BREAK = '\u200b';
const unspaced = /(?=\p{L})(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*)/gu;

function apart(text: string): string {
	return text.replaceAll(BREAK, '').replace(unspaced, BREAK);
}

/** Letters, digits, marks and apostrophes: what the index is made of. */
const TERM = /[\p{L}\p{N}\p{M}'’]+/gu;
/** Signs that are read aloud with what they stand at: "C++", "10 %", "$5". */
const SIGN = /[\p{S}%#@&]/u;

function search(db: DatabaseSync, query: string, limit: number): Hit[] {
	const terms = query.match(TERM) ?? [];
	if (!terms.length) return [];
	// Quoted, so that nothing in it is query language; the last term may still be in the middle of being typed.
	const typed = SIGN.test(query.trim().at(-1)!) ? '' : '*';
	const match = terms.map((term) => `"${apart(term)}"`).join(' ') + typed;
	// The index knows no signs: they are looked for in the passages that it finds.
	const signed = query.split(/\s+/).filter((word) => SIGN.test(word));
	const rows = db
		.prepare(
			`SELECT passages.slug, episodes.title, "from", start, body,
				snippet(passages, 3, char(2), char(3), '…', 32) AS piece
			FROM passages JOIN episodes USING (slug)
			WHERE passages MATCH ? ORDER BY rank LIMIT ?`
		)
		.iterate(`body : ${match}`, signed.length ? -1 : limit) as Iterable<{
		slug: string;
		title: string;
		from: number;
		start: number | null;
		body: string;
		piece: string;
	}>;
	const hits: Hit[] = [];
	for (const { piece, body, ...row } of rows) {
		if (!signed.every((word) => hasWords(body.replaceAll(BREAK, ''), word))) continue;
		if (hits.push({ ...row, parts: partsOf(piece) }) === limit) break;
	}
	return hits;
}

function partsOf(piece: string): Hit['parts'] {
	const parts: Hit['parts'] = [];
	for (const [i, text] of piece
		.replaceAll(BREAK, '')
		.split(/[\u0002\u0003]/)
		.entries())
		if (text) parts.push({ text, match: i % 2 === 1 });
	return parts;
}

/** SQLite's words for a file that is no database, or one of which a part is gone. */
function isBroken(error: unknown): boolean {
	return (
		error instanceof Error && /not a database|malformed|no such table|no such column|disk I\/O/.test(error.message)
	);
}

function isReadOnly(error: unknown): boolean {
	return error instanceof Error && /readonly database|unable to open database/.test(error.message);
}

function discard(path: string): void {
	for (const end of ['', '-journal', '-wal', '-shm']) rmSync(path + end, { force: true });
}
