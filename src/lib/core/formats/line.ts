// What a line of plain text begins with: a stamp, a speaker, both in either order, or neither.
//
//   [0:12] Ada: I saw it.   Ada: [0:12] I saw it.   Ada (0:12): I saw it.   Ada 0:12 — I saw it.   Ada  0:12   0:12 Ada
//   Ada    0:12    I saw it.   [Ada] 0:12   Ada: 00:00:12 I saw it.   Ada: 0:12   Ada [0:12 - 0:14]: I saw it.   Ada @ 0:12
//
// Read twice: first the whole document is weighed (which names and stamps it bears out), then each line is read by that.

import { comeAgain, findBylines, isNameLike, possibleByline, type Bylines, type Row } from './bylines.ts';
import { believedNames, possibleLabel, standing, type Witness } from './speaker.ts';
import { areStamps, clock, leadingStamp, type Stamp, type StampForm } from './stamp.ts';

/** A line without its margins, and whether blank lines stand around it. */
export type Line = { text: string; afterBlank: boolean; beforeBlank: boolean };
/**
 * What a document bears out. `headers`: names and stamps alone on a line say who speaks below. `bylines` only where
 * nothing else does, or below stamps. `behind`: stamps without brackets stand behind labels.
 */
export type Evidence = {
	names: Set<string>;
	stamps: Set<StampForm>;
	headers: boolean;
	behind: boolean;
	bylines: Bylines | null;
};
export type Reading = { stamp: Stamp | null; name: string | null; rest: string };

// Each run of blanks belongs to one place only: to two, every way to share it would be tried.
const range = String.raw`${clock}(?:\s{0,2}(?:[-–—]|-->)\s{0,2}${clock})?`;
const nameThenStamp = new RegExp(String.raw`^(.{1,48}?)\s*(?:[-–—|,]\s*)?([[(<]?${range}[\])>]?)\s*:?$`, 'u');
const stampThenName = new RegExp(String.raw`^([[(<]?${clock}[\])>]?)\s*(?:[-–—|,]\s*)?(\S.{0,47}?)\s*:?$`, 'u');
const stampedName = new RegExp(String.raw`^([^:：[\]()<>]{1,48}?)\s*([[(]${range}[\])])(?:\s*:)?\s+(\S.*)$`, 'u');
const stampedDash = new RegExp(
	String.raw`^([^:：[\]()<>]{1,48}?)\s{1,8}(${clock})\s{1,8}[-–—]{1,2}\s{1,8}(\S.*)$`,
	'u'
);

const spacedName = new RegExp(
	String.raw`^([^:：[\]()<>\t]{1,48}?)[:：]?(?: {2}|\t)\s*(${clock})(?: {2}|\t)\s*(\S.*)$`,
	'u'
);
const labelThenStamp = new RegExp(String.raw`^([^:：[\]()<>@]{1,48}?)(?:[:：]|\s{1,8}@)\s{1,8}(${clock})$`, 'u');

export function weighLines(lines: readonly Line[]): Evidence {
	const separate = lines.some((line) => line.afterBlank);
	const heads = lines.map(({ text }) => headOf(text));
	const trusted = trustedHeads(lines, heads);
	const found: Record<StampForm, Stamp[]> = { bracket: [], bare: [] };
	const stamped: string[] = [];
	const behind: Stamp[] = [];
	let labels = 0;
	const witnesses: Witness[] = [];
	const rows: Row[] = [];
	let blocks = 0;
	let parted = false;
	for (const [index, { text, afterBlank, beforeBlank }] of lines.entries()) {
		const first = !separate || afterBlank || index === 0;
		if (first) blocks++;
		const stamp = leadingStamp(text);
		if (stamp) found[stamp.form].push(stamp);
		const rest = stamp ? text.slice(stamp.length) : text;
		parted ||= afterBlank;
		if (rest) {
			rows.push({ text: rest, afterBlank: parted });
			parted = false;
		}
		const label = heads[index] ? null : possibleLabel(rest);
		const inner = label && !stamp ? leadingStamp(rest.slice(label.length)) : null;
		if (label) labels++;
		if (inner?.form === 'bare' && inner.long) behind.push(inner);
		if (label && standing(label.name) === 'name' && inner?.form === 'bracket') stamped.push(label.name);
		// A bracket alone before a blank line is a heading, not somebody who says nothing.
		const empty = label?.form === 'bracket' && label.length === rest.length && beforeBlank;
		witnesses.push({
			label: empty ? null : label,
			rest: label ? rest.slice(label.length) : rest,
			first,
			lone: beforeBlank || index === lines.length - 1
		});
	}
	const stamps = new Set<StampForm>();
	for (const form of ['bracket', 'bare'] as const) if (areStamps(form, found[form], blocks)) stamps.add(form);
	const names = believedNames(witnesses, [...trusted, ...stamped]);
	return {
		names,
		stamps,
		headers: trusted.length > 0,
		behind: behind.length > 1 && behind.length * 2 > labels && areStamps('bare', behind, 0),
		bylines: namesBelowStamps(lines) ?? (names.size ? null : findBylines(rows))
	};
}

/** Takes away what the line begins with, as far as the document bears it out. */
export function readLine(line: string, { names, stamps, headers, behind, bylines }: Evidence): Reading {
	const head = headOf(line);
	if (head && (headers || (head.stamp.form === 'bracket' && !head.loose))) return head;
	let rest = line;
	let stamp = leadingStamp(rest);
	if (stamp && !stamps.has(stamp.form)) stamp = null;
	if (stamp) rest = rest.slice(stamp.length);
	const byline = bylines && possibleByline(rest, bylines.form);
	if (byline && bylines.names.has(byline.name)) return { stamp, name: byline.name, rest: rest.slice(byline.length) };
	const label = possibleLabel(rest);
	if (!label || !names.has(label.name)) return { stamp, name: null, rest };
	rest = rest.slice(label.length);
	const inner = stamp ? null : leadingStamp(rest);
	if (!inner || (inner.form === 'bare' && !(behind && inner.long))) return { stamp, name: label.name, rest };
	return { stamp: inner, name: label.name, rest: rest.slice(inner.length) };
}

/** `loose`: the form proves little by itself, the stamp standing before the name, or in no brackets before a dash or behind a colon. */
type Head = { stamp: Stamp; name: string; rest: string; loose: boolean };

function headOf(line: string): Head | null {
	const labelled = labelThenStamp.exec(line);
	const sure = labelled ? null : (nameThenStamp.exec(line) ?? stampedName.exec(line));
	const match = labelled ?? sure ?? stampedDash.exec(line) ?? spacedName.exec(line);
	const leading = match ? null : stampThenName.exec(line);
	const name = (match?.[1] ?? leading?.[2] ?? '').trim().replace(/^\[([^[\]]+)\]$/, '$1');
	const stamp = leadingStamp(match?.[2] ?? leading?.[1] ?? '');
	const form = name ? standing(name) : 'none';
	if (!stamp || (form !== 'name' && form !== 'role')) return null;
	return { stamp, name, rest: match?.[3] ?? '', loose: sure === null };
}

/**
 * The names of heads, where they say who speaks: at least two with text below them, going forward, and in a loose form
 * ("0:12 Ada") also coming again, as any short line behind a stamp looks like a name.
 */
function trustedHeads(lines: readonly Line[], heads: readonly (Head | null)[]): string[] {
	const found = heads.filter(
		(head, i) => head !== null && (head.rest !== '' || (i + 1 < lines.length && !heads[i + 1]))
	);
	const names = found.map((head) => head?.name ?? '');
	const forward = found.every((head, i) => i === 0 || (head?.stamp.start ?? 0) >= (found[i - 1]?.stamp.start ?? 0));
	if (names.length < 2 || !forward) return [];
	const distinct = [...new Set(names)];
	const roles = distinct.filter((name) => standing(name) === 'role').length;
	const again = names.length - distinct.length + roles;
	return found.some((head) => head?.loose) && again * 3 < names.length ? [] : distinct;
}

/** The names that stand between a stamp and what is said, where nearly every stamp has one and some come again. */
function namesBelowStamps(lines: readonly Line[]): Bylines | null {
	const lone = lines.flatMap(({ text }, i) => {
		const stamp = leadingStamp(text);
		return stamp?.length === text.length ? [{ stamp, name: lines[i + 1], said: lines[i + 2] }] : [];
	});
	const found = lone.filter(
		({ name, said }) =>
			said && !name.afterBlank && !said.afterBlank && isNameLike(name.text) && !leadingStamp(said.text)
	);
	const names = new Set(found.map(({ name }) => name.text));
	if (found.length < 3 || found.length < lone.length * 0.9 || !comeAgain(found.map(({ name }) => name.text)))
		return null;
	return areStamps(
		'bracket',
		lone.map(({ stamp }) => stamp),
		0
	)
		? { form: 'line', names }
		: null;
}
