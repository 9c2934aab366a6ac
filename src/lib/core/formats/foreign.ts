// Captions of other kinds, by how they begin: read as plain text, their codes would be taken for what was said.

const kinds: [begins: RegExp, what: string][] = [
	[/^Scenarist_SCC/i, 'an SCC caption file'],
	[/^\{\d+\}\{\d+\}/, 'a MicroDVD subtitle file'],
	[/^(?:\/\/[^\n]*\n\s*)*\$[A-Z]\w+\s*=/i, 'a Spruce STL subtitle file'],
	[/^\d{3}STL\d\d\.\d\d/, 'an EBU STL subtitle file'],
	[/^<SAMI\b/i, 'a SAMI caption file'],
	[/^<\?xml\b/, 'XML of another kind']
];

/** What kind of captions a text is that is not read, null where it is none of those known. */
export function foreignKind(head: string): string | null {
	return kinds.find(([begins]) => begins.test(head))?.[1] ?? null;
}
