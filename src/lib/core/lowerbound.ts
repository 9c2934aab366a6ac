// Binary search in what is sorted.

/** The index of the first item that is not below the limit by what `value` says of it; the length where all are. */
export function lowerBound<T>(list: readonly T[], limit: number, value: (item: T) => number): number {
	return firstOf(list.length, (i) => value(list[i]) >= limit);
}

/** The last index below `length` whose value is ≤ `limit`, −1 where none is. Values never go down. */
export function lastAtOrBefore(length: number, value: (i: number) => number, limit: number): number {
	return firstOf(length, (i) => value(i) > limit) - 1;
}

/** The first index from which on it is so; the length where it never is. */
function firstOf(length: number, so: (i: number) => boolean): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (so(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}
