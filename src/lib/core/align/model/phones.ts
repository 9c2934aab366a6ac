// The model definition ("mdef", binary): which phones there are, and which three senones a phone in its context has.
//
//   tree: word position ─► base ─► left ─► right ─► phone id          "B" in "a bee": [begin, B, AH, IY]
//   phone id ─► senone sequence ─► three senones, and a transition matrix
//
// A triphone that training never saw backs off: other word positions, then silence as the outer context, then the
// context-independent phone. Invariant: every lookup answers. Source: sphinxbase `bin_mdef.c`.

import { notModel } from './files.ts';

/** Where in its word a phone stands. */
export const INSIDE = 0;
export const BEGIN = 1;
export const END = 2;
export const SINGLE = 3;

export type Phones = {
	/** Context-independent phones, by id. */
	names: string[];
	silence: number;
	senones: number;
	/** Transition matrices. */
	matrices: number;
	isFiller(phone: number): boolean;
	/** Id of the phone in its context; `position` is one of INSIDE, BEGIN, END, SINGLE. */
	triphone(base: number, left: number, right: number, position: number): number;
	/** The senone of state 0, 1 or 2 of a phone id. */
	senone(id: number, state: number): number;
	matrix(id: number): number;
	/** For each senone, the context-independent phone it belongs to. */
	baseOf: Uint8Array;
};

/** Throws a UserError where the bytes are no model definition. */
export function readPhones(bytes: Uint8Array): Phones {
	try {
		return readDefinition(bytes);
	} catch (error) {
		if (error instanceof RangeError) throw notModel('mdef', 'an early end');
		throw error;
	}
}

function readDefinition(bytes: Uint8Array): Phones {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const magic = String.fromCharCode(...bytes.subarray(0, 4));
	const little = magic === 'BMDF';
	if (!little && magic !== 'FDMB') throw notModel('mdef', `“${magic.replace(/[^ -~]/g, '?')}” where “BMDF” should be`);
	const i32 = (at: number) => view.getInt32(at, little);
	let at = 12 + i32(8);
	const [phones, ids, states, , senones, matrices, sequences, , nodes, silence] = Array.from({ length: 10 }, (_, k) =>
		i32(at + 4 * k)
	);
	if (states !== 3) throw notModel('mdef', `${states} states a phone instead of 3`);
	at += 40;
	const namesAt = at;
	const names: string[] = [];
	for (let i = 0; i < phones; i++) {
		let end = at;
		while (bytes[end]) end++;
		names.push(String.fromCharCode(...bytes.subarray(at, end)));
		at = end + 1;
	}
	const tree = namesAt + ((at - namesAt + 3) & ~3);
	const table = tree + nodes * 8;
	const sequenceAt = table + ids * 12 + 4;
	if (sequenceAt + sequences * 6 > bytes.length) throw notModel('mdef', 'an early end');

	const sequence = (id: number) => i32(table + 12 * id);
	const senone = (id: number, state: number) => view.getUint16(sequenceAt + 2 * (sequence(id) * 3 + state), little);
	const isFiller = (phone: number) => bytes[table + 12 * phone + 8] !== 0;

	const baseOf = basesOf(view, little, { phones, ids, senones, sequences, table, sequenceAt });

	/** Walks the tree; −1 where the context was never seen. */
	function lookup(base: number, left: number, right: number, position: number): number {
		const path = [position, base, isFiller(left) ? silence : left, isFiller(right) ? silence : right];
		let first = 0;
		let width = 4;
		for (const step of path) {
			let i = 0;
			while (i < width && view.getInt16(tree + 8 * (first + i), little) !== step) i++;
			if (i === width) return -1;
			const node = tree + 8 * (first + i);
			width = view.getInt16(node + 2, little);
			first = i32(node + 4);
			if (width === 0) return first;
		}
		return -1;
	}

	function anyPosition(base: number, left: number, right: number, position: number): number {
		let id = lookup(base, left, right, position);
		for (let other = 0; other < 4 && id < 0; other++) if (other !== position) id = lookup(base, left, right, other);
		return id;
	}

	const known = new Map<number, number>();
	function triphone(base: number, left: number, right: number, position: number): number {
		const key = ((base * 256 + left) * 256 + right) * 4 + position;
		const before = known.get(key);
		if (before !== undefined) return before;
		let id = anyPosition(base, left, right, position);
		if (id < 0) {
			const outerLeft = position === BEGIN || position === SINGLE ? silence : left;
			const outerRight = position === END || position === SINGLE ? silence : right;
			id = anyPosition(base, outerLeft, outerRight, position);
		}
		if (id < 0) id = base;
		known.set(key, id);
		return id;
	}

	return {
		names,
		silence,
		senones,
		matrices,
		isFiller,
		triphone,
		senone,
		matrix: (id) => i32(table + 12 * id + 4),
		baseOf
	};
}

type Counts = Record<'phones' | 'ids' | 'senones' | 'sequences' | 'table' | 'sequenceAt', number>;

/** The base of each senone. Phones share sequences: a sequence has one base. */
function basesOf(view: DataView, little: boolean, counts: Counts): Uint8Array {
	const { phones, ids, senones, sequences, table, sequenceAt } = counts;
	const baseOfSequence = new Uint8Array(sequences);
	for (let id = 0, entry = table; id < ids; id++, entry += 12)
		baseOfSequence[view.getInt32(entry, little)] = id < phones ? id : view.getUint8(entry + 9);
	const baseOf = new Uint8Array(senones);
	for (let k = 0; k < 3 * sequences; k++)
		baseOf[view.getUint16(sequenceAt + 2 * k, little)] = baseOfSequence[Math.floor(k / 3)];
	return baseOf;
}
